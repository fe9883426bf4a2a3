/** Offers for stories, posted over the real API by a home that is signed in. */
import type { TestHome } from './people.js';
import type { World } from './world.js';

export interface TestOffer {
  readonly offerId: string;
  readonly kind: 'GROCERY' | 'RIDE' | 'MONEY' | 'TIME';
  /** In the order of the lines: a ride's seats there, then its seats back. */
  readonly lineIds: readonly string[];
}

/** Any field of the mutation's input; what is left out is chosen here. */
export type OfferFields = Readonly<Record<string, unknown>>;

/** Flatbush, Brooklyn. */
export const BROOKLYN = { postalCode: { country: 'US', code: '11226' } } as const;

const MUTATIONS = {
  GROCERY: 'postGroceryOffer',
  RIDE: 'postRideOffer',
  MONEY: 'postMoneyOffer',
  TIME: 'postTimeOffer',
} as const;

/** Three runs within 10 km at any time of the next two weeks. */
export function aGroceryOffer(world: World, home: TestHome, its: OfferFields = {}): Promise<TestOffer> {
  return anOffer(world, home, 'GROCERY', { runs: 3, reachKm: 10, ...times(world, its), ...its });
}

/** Three seats there and back within 10 km, in one window of the next two weeks. */
export function aRideOffer(world: World, home: TestHome, its: OfferFields = {}): Promise<TestOffer> {
  return anOffer(world, home, 'RIDE', { seats: 3, reachKm: 10, ...times(world, its), ...its });
}

/** 500 US dollars, at any time. */
export function aMoneyOffer(world: World, home: TestHome, its: OfferFields = {}): Promise<TestOffer> {
  return anOffer(world, home, 'MONEY', { amount: { minor: 50_000, currency: 'USD' }, ...its });
}

/** Three hours of accompaniment and paperwork, in person or not, within 10 km in the next two weeks. */
export function aTimeOffer(world: World, home: TestHome, its: OfferFields = {}): Promise<TestOffer> {
  const skills = ['ACCOMPANIMENT', 'PAPERWORK'];
  const modes = ['IN_PERSON', 'REMOTE'];
  return anOffer(world, home, 'TIME', { minutes: 180, skills, modes, reachKm: 10, ...times(world, its), ...its });
}

/** Dates of the world's clock, in UTC: `2026-06-10` and so on. */
export function dateIn(world: World, days: number): string {
  return new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** From this date's morning to that date's afternoon. */
export function wholeDays(from: string, until: string = from): OfferFields {
  return { from, fromHalf: 'MORNING', until, untilHalf: 'AFTERNOON' };
}

function times(world: World, its: OfferFields): OfferFields {
  return its['recurrence'] ? {} : { windows: [wholeDays(dateIn(world, 0), dateIn(world, 14))] };
}

async function anOffer(world: World, home: TestHome, kind: TestOffer['kind'], its: OfferFields): Promise<TestOffer> {
  const mutation = MUTATIONS[kind];
  const Mutation = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const answer = await world.ask<Record<string, { offer?: { id: string; lines: { id: string }[] }; code?: string }>>(
    `mutation ($input: ${Mutation}Input!) {
      ${mutation}(input: $input) { ... on OfferPosted { offer { id lines { id } } } ... on Refusal { code path } }
    }`,
    { input: { place: BROOKLYN, ...its } },
    { token: home.token },
  );
  const offer = answer[mutation]?.offer;
  // What a fixture needs has to work: a refusal ends the test.
  if (!offer) throw new Error(`a fixture was refused: ${JSON.stringify(answer)}`);
  return { offerId: offer.id, kind, lineIds: offer.lines.map(({ id }) => id) };
}
