/** In every state that a request or a claim can be in, every viewer comes upon what the ladder gives it in that state, and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { isEnumType } from 'graphql';
import { type InState, inState, type StateName, stateNames, wordOf } from '../world/claim-states.js';
import { openHandoff } from '../world/claims.js';
import { EveryField } from '../world/every-field.js';
import { aGrocery, type Json, type TestRequest } from '../world/families.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aPublishableKey,
  aSecretKey,
  aVouchedHome,
  type TestHome,
} from '../world/people.js';
import { ask } from '../world/privacy-claims.js';
import { type Caller, World } from '../world/world.js';
import { report } from './scale.js';

const viewers = [
  ...(['public', 'publishable key', 'secret key', 'foreign secret key'] as const),
  ...(['claimant', 'another home', 'new home', 'paused home'] as const),
  ...(['coordinator', 'foreign coordinator', 'family', 'another family'] as const),
] as const;
type Viewer = (typeof viewers)[number];
type Seen = 'request' | 'words' | 'claim' | 'messages' | 'handoff';

/** The host's coordinators and servers look after all of these requests. */
const partner: readonly Viewer[] = ['secret key', 'coordinator'];
/** A request with nothing to claim any more is on no board, and gone for homes that have no part in it. */
const LISTED = new Set<StateName>(['request OPEN', 'request PARTIALLY_CLAIMED', 'request WITH WORDS HELD']);
/** It goes on, or came to a good end: its home still looks at what it was for. */
const HAS_PART = new Set(['PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED', 'CONFIRMED']);
const WRITES = new Set(['ACCEPTED', 'DELIVERED', 'DISPUTED']);
const WAS_ACCEPTED = new Set([...WRITES, 'CONFIRMED', 'RETURNED', 'RELEASED', 'CANCELLED', 'LAPSED']);
/** Which claim stands in a request's state. */
const CLAIM_IN: Readonly<Partial<Record<StateName, string>>> = {
  'request PARTIALLY_CLAIMED': 'PROPOSED',
  'request CLAIMED': 'ACCEPTED',
  'request FULFILLED': 'CONFIRMED',
};

/** The ladder, state by state. */
function mayCome(viewer: Viewer, what: Seen, state: StateName): boolean {
  const claim = CLAIM_IN[state] ?? (state.startsWith('claim ') ? state.slice('claim '.length) : null);
  const isListed = LISTED.has(state) || (claim !== null && !CLAIM_IN[state]);
  const inClaim = viewer === 'claimant' && claim !== null;
  const seesRequest =
    viewer === 'family' ||
    (partner.includes(viewer) && state !== 'request NOT YET PUBLISHED') ||
    ((viewer === 'another home' || viewer === 'claimant') && isListed) ||
    (inClaim && HAS_PART.has(claim));
  switch (what) {
    case 'request':
      return seesRequest;
    case 'words':
      return seesRequest && (state !== 'request WITH WORDS HELD' || viewer === 'family' || viewer === 'coordinator');
    case 'claim':
      return claim !== null && (viewer === 'family' || viewer === 'coordinator' || viewer === 'claimant');
    case 'messages':
      return claim !== null && WAS_ACCEPTED.has(claim) && (viewer === 'family' || (inClaim && WRITES.has(claim)));
    case 'handoff':
      return inClaim && claim === 'ACCEPTED';
  }
}

let world: World;
let every: EveryField;
let callers: Record<Exclude<Viewer, 'family'>, Caller>;
let claimant: TestHome;
let bystander: TestRequest;
const things = new Map<StateName, InState>();
let asked = 0;
beforeAll(async () => {
  world = await World.open({ QUERY_COST: '10000000', OPEN_CLAIMS_VOUCHED: '50', WEEKLY_CLAIMS_VOUCHED: '1000' });
  every = new EveryField(world.get(GraphQLSchemaHost).schema);
  const foreign = await aPartner(world);
  const coordinator = await aCoordinator(world);
  claimant = await aVouchedHome(world);
  const paused = await aVouchedHome(world);
  bystander = await aGrocery(world);
  callers = {
    public: {},
    'publishable key': { partnerKey: (await aPublishableKey(world)).key, origin: 'https://help.example.org' },
    'secret key': { partnerKey: (await aSecretKey(world)).key },
    'foreign secret key': { partnerKey: (await aSecretKey(world, { partner: foreign })).key },
    claimant,
    'another home': await aVouchedHome(world),
    'new home': await aHome(world),
    'paused home': paused,
    coordinator,
    'foreign coordinator': await aCoordinator(world, foreign),
    'another family': { token: bystander.token },
  };
  for (const state of stateNames) things.set(state, await inState(world, state, { claimant, coordinator }));
  await ask(world, coordinator, 'pauseHome', { homeId: paused.homeId });
}, 60_000);
afterAll(async () => {
  await world.close();
});

it('has every state that the schema knows', () => {
  const { schema } = world.get(GraphQLSchemaHost);
  const words = (name: string) => {
    const type = schema.getType(name);
    return isEnumType(type)
      ? type.getValues().map((its) => `${name.slice(0, -'Status'.length).toLowerCase()} ${its.name}`)
      : [];
  };
  const known = [...words('RequestStatus'), ...words('ClaimStatus')];
  expect(known.length).toBeGreaterThan(15);
  expect(known.filter((its) => !stateNames.includes(its as StateName))).toEqual([]);
});

describe.each(stateNames)('%s', (state) => {
  it('is what the family is told', async () => {
    const its = things.get(state);
    const [kind = '', status = ''] = state.split(' ');
    const name = kind === 'claim' ? 'claim' : 'request';
    if (status === 'NOT' || status === 'WITH') return; // States of its place and its words, not of its own.
    const read = await world.ask<Record<string, { status: string }>>(
      `query ($id: ID!) { ${name}(id: $id) { status } }`,
      { id: name === 'claim' ? its?.claimId : its?.request.requestId },
      { token: its?.request.token },
    );
    expect(read[name]?.status).toBe(status);
  });

  it('is seen as it may be, by everybody', async () => {
    const its = things.get(state);
    if (!its) throw new Error('it was not made');
    for (const viewer of viewers) {
      const caller = viewer === 'family' ? { token: its.request.token } : callers[viewer];
      const told = await everythingTold(its, caller);
      const opened = its.claimId ? JSON.stringify(await opens(caller, its.claimId)) : '';
      const has = (text: string) => told.includes(text);
      const found: Record<Seen, boolean> = {
        request: has(its.request.requestId),
        words: (['summary', 'item', 'note'] as const).some((what) => has(wordOf(state, what))),
        claim: its.claimId !== null && has(its.claimId),
        messages: has(wordOf(state, 'message')),
        handoff: (['contact', 'place'] as const).some((what) => (told + opened).includes(wordOf(state, what))),
      };
      const may = Object.fromEntries(Object.keys(found).map((what) => [what, mayCome(viewer, what as Seen, state)]));
      expect({ viewer, ...found }).toEqual({ viewer, ...may });
    }
  });
});

it('all of that was asked', () => {
  expect(asked).toBeGreaterThan(stateNames.length * viewers.length);
  report('privacy-states', { states: stateNames.length, viewers: viewers.length, calls: asked });
});

/** By its ids, and in every list. */
async function everythingTold({ request, claimId }: InState, caller: Caller): Promise<string> {
  const byId = [
    read('request', { id: request.requestId }),
    read('disclosures', { requestId: request.requestId }),
    read('requests', { first: 50 }),
    read('myClaims', {}),
    read('myRequests', {}),
    ...(claimId ? [read('claim', { id: claimId })] : []),
  ];
  return (await Promise.all(byId)).join('\n');

  async function read(name: string, variables: Json): Promise<string> {
    const root = world.get(GraphQLSchemaHost).schema.getQueryType()?.getFields()[name];
    if (!root) throw new Error(`there is no ${name}`);
    asked += 1;
    const { data } = await world.call<Json | null>(every.document(root), variables, caller);
    return JSON.stringify(data);
  }
}

/** Who may not even ask is told so as an error. */
async function opens(caller: Caller, claimId: string): Promise<unknown> {
  asked += 1;
  if (caller.token === undefined) return {};
  return openHandoff(world, { token: caller.token }, claimId).catch(() => ({}));
}
