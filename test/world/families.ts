/** Families for stories: what they ask for, posted over the real API with as little as it takes; say only what matters. */
import type { TestCoordinator } from './people.js';
import { theHost } from './people.js';
import type { Caller, World } from './world.js';

export type Json = Record<string, unknown>;

export interface TestRequest {
  readonly requestId: string;
  readonly alias: string;
  /** Null when it joined a code that the family had. */
  readonly returnCode: string | null;
  /** The family's session; empty when a coordinator took it in. */
  readonly token: string;
  /** Its only occurrence, or the first of a series. */
  readonly occurrenceId: string;
  readonly lineIds: readonly string[];
}

/** Who posts, beside the fields of the input. */
export interface PostedBy {
  /** A family that is signed in. */
  readonly family?: { readonly token: string };
  readonly coordinator?: TestCoordinator;
  readonly partnerKey?: string;
}

/** Flatbush, Brooklyn. */
export const FLATBUSH = { postalCode: { country: 'US', code: '11226' } };

const COMMON = {
  place: FLATBUSH,
  urgency: 'THIS_WEEK',
  acceptance: 'ME',
  handoff: { contactMethod: 'SIGNAL', contact: '+1 917 555 0143', place: '1 Church Avenue' },
};

/** The date so many days from the world's today, where the families live. */
export function dateIn(world: World, days: number): string {
  const day = new Date(world.clock.now().getTime() + days * 86_400_000);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(day);
}

/** The whole of one day, so many days ahead. */
export function windowIn(world: World, days: number): Json {
  const date = dateIn(world, days);
  return { from: date, fromHalf: 'MORNING', until: date, untilHalf: 'AFTERNOON' };
}

export const rideInput = (world: World, its: Json = {}): Json => ({
  ...COMMON,
  window: windowIn(world, 1),
  passengers: 2,
  returnLeg: false,
  sharesTrip: false,
  ...its,
});

export const groceryInput = (world: World, its: Json = {}): Json => ({
  ...COMMON,
  window: windowIn(world, 1),
  items: [
    { name: 'Rice', quantity: 2, unit: 'BAG' },
    { name: 'Milk', quantity: 3, unit: 'GALLON' },
  ],
  householdSize: 'THREE_TO_FOUR',
  substitutions: 'ANY_SIMILAR',
  payer: 'HOME',
  dropOff: 'DOORSTEP',
  ...its,
});

export const timeInput = (world: World, its: Json = {}): Json => ({
  ...COMMON,
  window: windowIn(world, 1),
  skill: 'PAPERWORK',
  minutes: 120,
  mode: 'IN_PERSON',
  ...its,
});

export const moneyInput = (_world: World, its: Json = {}): Json => ({
  ...COMMON,
  amount: { minor: 20_000, currency: 'USD' },
  purpose: 'RENT',
  payableAs: ['GIFT_CARD'],
  ...its,
});

const INPUT_OF = {
  Grocery: groceryInput,
  Ride: rideInput,
  Money: moneyInput,
  Time: timeInput,
} as const;
export type PostedKind = keyof typeof INPUT_OF;
export const postedKinds: readonly PostedKind[] = ['Grocery', 'Ride', 'Money', 'Time'];

export function inputFor(world: World, kind: PostedKind, its: Json = {}): Json {
  return INPUT_OF[kind](world, its);
}

export interface PostAnswer {
  readonly request?: { readonly id: string; readonly alias: string; readonly [field: string]: unknown };
  readonly returnCode?: string | null;
  readonly session?: { readonly token: string; readonly expiresAt: string } | null;
  readonly code?: string;
  readonly path?: readonly string[] | null;
  readonly message?: string;
}

const WHAT_IS_READ = 'id alias lines { id } occurrences { id }';

/** The answer as it is, refusal or not. `fields` are read of the request. */
export async function post(
  world: World,
  kind: PostedKind,
  input: Json,
  caller: Caller = {},
  fields = WHAT_IS_READ,
): Promise<PostAnswer> {
  const answer = await world.ask<Record<string, PostAnswer>>(
    `mutation ($input: Post${kind}RequestInput!) {
      post${kind}Request(input: $input) {
        ... on RequestPosted { request { ${fields} } returnCode session { token expiresAt } }
        ... on Refusal { code path message }
      }
    }`,
    { input },
    caller,
  );
  return answer[`post${kind}Request`] ?? {};
}

export const aRide = (world: World, its: Json = {}, by: PostedBy = {}) => posted(world, 'Ride', its, by);
export const aGrocery = (world: World, its: Json = {}, by: PostedBy = {}) => posted(world, 'Grocery', its, by);
export const aTimeRequest = (world: World, its: Json = {}, by: PostedBy = {}) => posted(world, 'Time', its, by);
export const aMoneyRequest = (world: World, its: Json = {}, by: PostedBy = {}) => posted(world, 'Money', its, by);

async function posted(world: World, kind: PostedKind, its: Json, by: PostedBy): Promise<TestRequest> {
  await theHost(world);
  const token = by.family?.token ?? by.coordinator?.token;
  const answer = await post(world, kind, inputFor(world, kind, its), { token, partnerKey: by.partnerKey });
  const { request } = answer;
  if (!request) throw new Error(`a fixture was refused: ${answer.code} ${answer.path?.join('.') ?? ''}`);
  const [occurrence] = request['occurrences'] as { id: string }[]; // As WHAT_IS_READ asks for them.
  const lines = request['lines'] as { id: string }[];
  return {
    requestId: request.id,
    alias: request.alias,
    returnCode: answer.returnCode ?? null,
    token: answer.session?.token ?? by.family?.token ?? '',
    occurrenceId: occurrence?.id ?? '',
    lineIds: lines.map(({ id }) => id),
  };
}

/** The family comes back: its session. */
export async function comeBack(world: World, returnCode: string | null): Promise<string> {
  const { returnWithCode } = await world.ask<{ returnWithCode: { session?: { token: string }; code?: string } }>(
    `mutation ($input: ReturnWithCodeInput!) {
      returnWithCode(input: $input) { ... on SessionOpened { session { token } } ... on Refusal { code } }
    }`,
    { input: { code: returnCode ?? '' } },
  );
  if (!returnWithCode.session) throw new Error(`a fixture was refused: ${returnWithCode.code}`);
  return returnWithCode.session.token;
}
