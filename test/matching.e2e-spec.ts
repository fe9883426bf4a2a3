/** Matching both ways: the same as asking every pair, and nothing more than a viewer may learn. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMoneyRequest, aRide, aTimeRequest } from './world/families.js';
import { MatchOracle } from './world/match-oracle.js';
import { aMoneyOffer, aRideOffer, aTimeOffer } from './world/offers.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aVouchedHome,
  type TestCoordinator,
  theHostsCoordinator,
} from './world/people.js';
import { aRandomNeighbourhood, type DrawnHome, type Neighbourhood } from './world/random-neighbourhood.js';
import { widenedAsFarAsTheyGo } from './world/widened.js';
import { type Answer, World } from './world/world.js';

interface Suggested {
  readonly rank: number;
  readonly isExact: boolean;
  readonly request: { readonly id: string };
  readonly offer: { readonly id: string };
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
}

const MATCH = 'rank isExact request { id } offer { id } reasons { code text }';
const OFFERS = `query ($requestId: ID!, $occurrenceId: ID, $first: Int! = 50) {
  suggestedOffers(requestId: $requestId, occurrenceId: $occurrenceId, first: $first) { ${MATCH} }
}`;
const REQUESTS = `query ($offerId: ID!, $first: Int! = 50) {
  suggestedRequests(offerId: $offerId, first: $first) { ${MATCH} }
}`;

let world: World;
let coordinator: TestCoordinator;

beforeAll(async () => {
  world = await World.open();
  coordinator = await theHostsCoordinator(world);
});
afterAll(async () => {
  await world.close();
});

describe('suggestions in a random neighbourhood', () => {
  let neighbourhood: Neighbourhood;
  let oracle: MatchOracle;

  beforeAll(async () => {
    neighbourhood = await aRandomNeighbourhood(world, 20260610, { homes: 24, offers: 110, requests: 110 });
    oracle = new MatchOracle(neighbourhood, world.clock.now());
  });

  it('are, for each request, what asking every offer gives', async () => {
    let found = 0;
    for (const request of neighbourhood.requests) {
      const { suggestedOffers } = await world.ask<{ suggestedOffers: Suggested[] }>(
        OFFERS,
        { requestId: request.requestId },
        { token: coordinator.token },
      );
      const expected = oracle.offersFor(request, 50);
      expect(
        suggestedOffers.map(({ offer, rank, reasons }) => [offer.id, rank, reasons.map(({ code }) => code)]),
      ).toEqual(expected.map(({ id, rank, reasons }) => [id, rank, reasons]));
      found += expected.length;
    }
    // Else the neighbourhood would prove nothing.
    expect(found).toBeGreaterThan(100);
  });

  it('are, for each offer, what asking every request gives', async () => {
    const tokens = new Map(neighbourhood.homes.map((home: DrawnHome) => [home.homeId, home.token]));
    let found = 0;
    for (const offer of neighbourhood.offers) {
      const isMoney = offer.kind === 'MONEY';
      const answer: Answer<{ suggestedRequests: Suggested[] }> = await world.call(
        REQUESTS,
        { offerId: offer.id },
        { token: isMoney ? coordinator.token : tokens.get(offer.homeId) },
      );
      const expected = oracle.requestsFor(offer, 50);
      const suggested = answer.data?.suggestedRequests ?? [];
      expect(
        suggested.map(({ request, rank, reasons }) => [request.id, rank, reasons.map(({ code }) => code)]),
      ).toEqual(expected.map(({ id, rank, reasons }) => [id, rank, reasons]));
      found += expected.length;
    }
    expect(found).toBeGreaterThan(100);
  });
});

describe('the first few of many', () => {
  const FIRST = 2;
  let neighbourhood: Neighbourhood;
  let oracle: MatchOracle;

  beforeAll(async () => {
    await world.instance.owner.database.query('other-stories', `UPDATE offer SET status = 'WITHDRAWN'`);
    await world.instance.owner.database.query(
      'other-requests',
      `UPDATE request SET ending = 'WITHDRAWN', ended_at = $1 WHERE ended_at IS NULL`,
      [world.clock.now()],
    );
    neighbourhood = await aRandomNeighbourhood(world, 20260611, { homes: 24, offers: 300, requests: 200 });
    oracle = new MatchOracle(neighbourhood, world.clock.now());
  });

  /** Of answers with more than was asked for: how many there were, called themselves exact, and were what asking all gives. */
  class Tally {
    asked = 0;
    exact = 0;
    same = 0;

    add(ids: readonly string[], isExact: boolean, expected: readonly string[]): void {
      this.asked += 1;
      if (isExact) {
        this.exact += 1;
        expect(ids).toEqual(expected);
      }
      if (JSON.stringify(ids) === JSON.stringify(expected)) this.same += 1;
    }
  }

  it('are, for each request, the best wherever it is said, and nearly everywhere', async () => {
    const tally = new Tally();
    for (const request of neighbourhood.requests) {
      const expected = oracle.offersFor(request, 50).map(({ id }) => id);
      if (expected.length <= FIRST) continue;
      const { suggestedOffers: its } = await world.ask<{ suggestedOffers: Suggested[] }>(
        OFFERS,
        { requestId: request.requestId, first: FIRST },
        { token: coordinator.token },
      );
      const ids = its.map(({ offer }) => offer.id);
      tally.add(ids, its[0]?.isExact ?? false, expected.slice(0, FIRST));
    }
    expect(tally.asked).toBeGreaterThan(50);
    expect(tally.exact).toBeGreaterThan(0.5 * tally.asked);
    expect(tally.same).toBeGreaterThan(0.95 * tally.asked);
  });

  it('are, for each offer, the best wherever it is said, and nearly everywhere', async () => {
    const tokens = new Map(neighbourhood.homes.map((home) => [home.homeId, home.token]));
    const tally = new Tally();
    for (const offer of neighbourhood.offers) {
      const expected = oracle.requestsFor(offer, 50).map(({ id }) => id);
      if (offer.kind === 'MONEY' || expected.length <= FIRST) continue;
      const { suggestedRequests: its } = await world.ask<{ suggestedRequests: Suggested[] }>(
        REQUESTS,
        { offerId: offer.id, first: FIRST },
        { token: tokens.get(offer.homeId) },
      );
      const ids = its.map(({ request }) => request.id);
      tally.add(ids, its[0]?.isExact ?? false, expected.slice(0, FIRST));
    }
    expect(tally.asked).toBeGreaterThan(50);
    expect(tally.exact).toBeGreaterThan(0.5 * tally.asked);
    expect(tally.same).toBeGreaterThan(0.95 * tally.asked);
  });
});

describe('suggestions, as people meet them', () => {
  // Far from the random neighbourhood: Tucson.
  const TUCSON = { place: { postalCode: { country: 'US', code: '85705' } } };
  const suggestOffers = (token: string, variables: Record<string, unknown>, language?: string) =>
    world.call<{ suggestedOffers: Suggested[] }>(OFFERS, variables, { token, language });
  const suggestRequests = (token: string, variables: Record<string, unknown>, language?: string) =>
    world.call<{ suggestedRequests: Suggested[] }>(REQUESTS, variables, { token, language });

  it('are given to the family and to the home, each about the other, with reasons in their language', async () => {
    const home = await aVouchedHome(world, { languages: ['es'] });
    const { offerId } = await aRideOffer(world, home, { ...TUCSON, languages: ['es'] });
    const ride = await aRide(world, { ...TUCSON, urgency: 'TODAY', languages: ['es-MX'] });
    const expected = { rank: 1, request: { id: ride.requestId }, offer: { id: offerId } };
    const forFamily = await suggestOffers(ride.token, { requestId: ride.requestId });
    expect(forFamily.data.suggestedOffers).toEqual([expect.objectContaining(expected)]);
    const forHome = await suggestRequests(home.token, { offerId }, 'es');
    expect(forHome.data.suggestedRequests).toEqual([expect.objectContaining(expected)]);
    expect(forHome.data.suggestedRequests[0]?.reasons).toEqual(
      expect.arrayContaining([
        { code: 'NEEDED_TODAY', text: 'Se necesita hoy.' },
        { code: 'COMMON_LANGUAGE', text: 'Tienen un idioma en común.' },
        { code: 'SERVES_ALL', text: 'Cubre todo lo que aún se necesita.' },
      ]),
    );
    const named = await suggestOffers(ride.token, { requestId: ride.requestId, occurrenceId: ride.occurrenceId });
    expect(named.data.suggestedOffers).toHaveLength(1);
  });

  it('say that they may be beyond reach when only a part of a wide area is reached', async () => {
    const home = await aVouchedHome(world);
    // Nobody asked in Ajo often enough: it is published as a region of some 12,000 km², whose middle is far from its ends.
    const AJO = { place: { postalCode: { country: 'US', code: '85321' } } };
    const { offerId } = await aRideOffer(world, home, { ...AJO, reachKm: 1 });
    const ride = await aRide(world, AJO);
    const { data } = await suggestRequests(home.token, { offerId });
    const found = data.suggestedRequests.find(({ request }) => request.id === ride.requestId);
    expect(found?.reasons.map(({ code }) => code)).toContain('MAY_BE_BEYOND_REACH');
  });

  it('know no distance for what is done by phone', async () => {
    const home = await aVouchedHome(world);
    const { offerId } = await aTimeOffer(world, home, { modes: ['REMOTE'], reachKm: undefined, skills: ['TUTORING'] });
    const asked = await aTimeRequest(world, { ...TUCSON, skill: 'TUTORING', mode: 'REMOTE' });
    const { data } = await suggestOffers(asked.token, { requestId: asked.requestId });
    expect(data.suggestedOffers.map(({ offer }) => offer.id)).toEqual([offerId]);
    const codes = data.suggestedOffers[0]?.reasons.map(({ code }) => code) ?? [];
    expect(codes.filter((code) => ['CLOSE_BY', 'WITHIN_REACH', 'MAY_BE_BEYOND_REACH'].includes(code))).toEqual([]);
  });

  it('of money are for coordinators alone', async () => {
    const home = await aVouchedHome(world);
    const { offerId } = await aMoneyOffer(world, home, TUCSON);
    const asked = await aMoneyRequest(world, TUCSON);
    const byFamily = await suggestOffers(asked.token, { requestId: asked.requestId });
    expect(byFamily.errors[0]?.extensions.code).toBe('MONEY_THROUGH_PARTNER');
    const byHome = await suggestRequests(home.token, { offerId });
    expect(byHome.errors[0]?.extensions.code).toBe('MONEY_THROUGH_PARTNER');
    const ours = await suggestOffers(coordinator.token, { requestId: asked.requestId });
    expect(ours.data.suggestedOffers.map(({ offer }) => offer.id)).toContain(offerId);
    const back = await suggestRequests(coordinator.token, { offerId });
    expect(back.data.suggestedRequests.map(({ request }) => request.id)).toContain(asked.requestId);
  });

  it('are not there for whom the request or the offer is not there', async () => {
    const home = await aVouchedHome(world);
    const other = await aVouchedHome(world);
    const { offerId } = await aRideOffer(world, home, TUCSON);
    const ride = await aRide(world, TUCSON);
    const stranger = await aRide(world, TUCSON);
    const elsewhere = await aCoordinator(world, await aPartner(world));
    const { requestId } = ride;
    const answers = [
      await suggestOffers(stranger.token, { requestId }),
      await suggestOffers(elsewhere.token, { requestId }),
      await suggestOffers(ride.token, { requestId, occurrenceId: stranger.occurrenceId }),
      await suggestOffers(ride.token, { requestId: 'nonsense' }),
      await suggestRequests(other.token, { offerId }),
      await suggestRequests(home.token, { offerId: requestId }),
    ];
    expect(answers.map(({ errors }) => errors[0]?.extensions.code)).toEqual(answers.map(() => 'NOT_FOUND'));
    const swapped = [await suggestOffers(home.token, { requestId }), await suggestRequests(ride.token, { offerId })];
    expect(swapped.map(({ errors }) => errors[0]?.extensions.code)).toEqual(['NOT_ALLOWED', 'NOT_ALLOWED']);
    expect((await world.call(OFFERS, { requestId })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('of another partner are found for what one looks after oneself, and no further', async () => {
    const partner = await aPartner(world);
    const theirs = await aCoordinator(world, partner);
    const home = await aVouchedHome(world);
    const { offerId } = await aRideOffer(world, home, TUCSON);
    const intake = await aRide(world, TUCSON, { coordinator: theirs });
    await widenedAsFarAsTheyGo(world);
    const { data } = await suggestRequests(theirs.token, { offerId });
    expect(data.suggestedRequests.map(({ request }) => request.id)).toEqual([intake.requestId]);
  });

  it('are none for a home that nobody vouched for, nor of it', async () => {
    const home = await aHome(world);
    const { offerId } = await aRideOffer(world, home, TUCSON);
    const ride = await aRide(world, TUCSON);
    expect((await suggestRequests(home.token, { offerId })).data).toEqual({ suggestedRequests: [] });
    const { data } = await suggestOffers(ride.token, { requestId: ride.requestId });
    expect(data.suggestedOffers.map(({ offer }) => offer.id)).not.toContain(offerId);
  });

  it.each([0, -1, 51])('take no page of %i', async (first) => {
    const home = await aVouchedHome(world);
    const { errors } = await suggestRequests(home.token, { offerId: home.homeId, first });
    expect(errors[0]?.extensions).toMatchObject({ code: 'QUANTITY_OUT_OF_RANGE', path: ['first'] });
  });
});
