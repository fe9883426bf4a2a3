/** The ladder of privacy.md, kept: every viewer asks for every field through every query, and reads what is theirs and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLSchema, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql';
import type { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { type Jobs, startJobs } from '../src/platform/jobs/job-runner.js';
import { formsOf } from './world/canary.js';
import { type HomeName, homes, type ViewerName, viewers } from './world/privacy-cast.js';
import { type ClaimName, claimNames } from './world/privacy-claims.js';
import { fieldsOf, ladder, type Row } from './world/privacy-ladder.js';
import { type Moment, type Secret, secretsOf } from './world/privacy-secrets.js';
import { aPrivacyStory, callersOf, type Story } from './world/privacy-story.js';
import { compare, questions, readEverything } from './world/read-everything.js';
import { lettersWritten, rowsStored } from './world/stored-text.js';
import { type Caller, World } from './world/world.js';

let world: World;
let schema: GraphQLSchema;
let story: Story;
let callers: Record<ViewerName, Caller>;
beforeAll(async () => {
  world = await World.open();
  ({ schema } = world.get(GraphQLSchemaHost));
  story = await aPrivacyStory(world);
  callers = await callersOf(world, story);
}, 60_000);
afterAll(async () => {
  await world.close();
});

describe('on paper', () => {
  it('every field of every type that goes out has one row of the ladder', () => {
    const roots: unknown[] = [schema.getQueryType(), schema.getMutationType()];
    const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !roots.includes(type));
    const outgoing = types.flatMap((type) => {
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      const inherited = new Set(type.getInterfaces().flatMap((its) => Object.keys(its.getFields())));
      const own = Object.keys(type.getFields()).filter((name) => !inherited.has(name));
      return own.map((name) => `${type.name}.${name}`);
    });
    expect(Object.values<Row>(ladder).flatMap(fieldsOf).toSorted()).toEqual(outgoing.toSorted());
  });

  it('every query is asked', () => {
    expect(Object.keys(questions).toSorted()).toEqual(Object.keys(schema.getQueryType()?.getFields() ?? {}).toSorted());
  });
});

async function readsWhatIsTheirs(viewer: ViewerName, moment: Moment): Promise<ReadonlySet<string>> {
  const { text, fields, surprises } = await readEverything(world, story, callers[viewer]);
  const found = { ...compare(viewer, text, secretsOf(story, moment)), surprises };
  expect(found).toEqual({ leaked: [], missing: [], surprises: [] });
  return fields;
}

describe('in answers, while leases run', () => {
  const fieldsRead = new Map<string, Set<ViewerName>>();

  it.each(viewers)('%s reads what is theirs and nothing else', async (viewer) => {
    for (const field of await readsWhatIsTheirs(viewer, 'leases run')) {
      fieldsRead.set(field, (fieldsRead.get(field) ?? new Set()).add(viewer));
    }
  });

  it.each(Object.entries<Row>(ladder).filter(([, { readers }]) => readers.length > 0))(
    'the row "%s" is read by those whom it names, field by field',
    (_name, row) => {
      const found = fieldsOf(row).map((field) => ({ field, by: whoRead(field) }));
      expect(found.filter(({ by }) => by.length === 0).map(({ field }) => field)).toEqual([]);
      const strangers = found.flatMap(({ field, by }) =>
        by.filter((its) => !row.readers.includes(its)).map((its) => `${its} reads ${field}`),
      );
      expect(strangers).toEqual([]);
      expect(row.readers.filter((its) => !found.some(({ by }) => by.includes(its)))).toEqual([]);
    },
  );

  /** A field of an interface is read in the types that have it. */
  function whoRead(field: string): ViewerName[] {
    const [typeName = '', name = ''] = field.split('.');
    const type = schema.getType(typeName);
    const types = isInterfaceType(type) ? schema.getPossibleTypes(type).map((its) => its.name) : [typeName];
    return [...new Set(types.flatMap((its) => [...(fieldsRead.get(`${its}.${name}`) ?? [])]))];
  }
});

describe('the handoff', () => {
  const OPEN = `mutation ($input: OpenHandoffInput!) { openHandoff(input: $input) {
    ... on HandoffOpened { handoff { contactMethod contact place destination instructions dietaryRules
      exactWindow { from until } returnWindow { from until } availableUntil } } ... on Refusal { code } } }`;
  const open = async (viewer: ViewerName, claim: ClaimName) => {
    const answer = await world.call<{ openHandoff: { handoff?: unknown; code?: string } } | null>(
      OPEN,
      { input: { claimId: story.claims[claim] } },
      callers[viewer],
    );
    return { answer, outcome: answer.errors[0]?.extensions.code ?? answer.data?.openHandoff.code ?? 'OPENED' };
  };
  /** What is told of a claim, by how its home stands to it. Whoever is not that home learns nothing, not even that there is one. */
  const outcomes: Readonly<Record<ClaimName, string>> = {
    'groceries / claimant proposed': 'HANDOFF_CLOSED',
    'groceries / claimant accepted': 'OPENED',
    'groceries / claimant delivered': 'HANDOFF_CLOSED',
    'groceries / claimant confirmed': 'HANDOFF_CLOSED',
    'groceries / former claimant': 'HANDOFF_CLOSED',
    'groceries / blocked home': 'HANDOFF_CLOSED',
    'ride / claimant accepted': 'OPENED',
    'time / claimant proposed': 'HANDOFF_CLOSED',
    'time / claimant accepted': 'OPENED',
    'giving / giver of money': 'NOT_FOUND',
    'receiving / nobody': 'NOT_FOUND',
  };
  const expected = (viewer: ViewerName, claim: ClaimName) => {
    if (!isHome(viewer)) return 'token' in callers[viewer] || viewer.includes('secret') ? 'NOT_ALLOWED' : 'UNAUTHENTICATED';
    return claim.endsWith(` / ${viewer}`) ? outcomes[claim] : 'NOT_FOUND';
  };

  it.each(claimNames)('of %s opens for its home while it is accepted, and for nobody else', async (claim) => {
    const told: Partial<Record<ViewerName, string>> = {};
    const sealed = secretsOf(story, 'leases run').filter(({ stolen }) => !stolen);
    for (const viewer of viewers) {
      const { answer, outcome } = await open(viewer, claim);
      told[viewer] = outcome;
      const text = JSON.stringify(answer);
      const request = claim.split(' / ')[0];
      const found = sealed.filter(({ text: its }) => text.includes(its)).map(({ name }) => name);
      expect(found).toEqual(outcome === 'OPENED' ? inHandoffOf(request) : []);
    }
    expect(told).toEqual(Object.fromEntries(viewers.map((viewer) => [viewer, expected(viewer, claim)])));
  });

  const inHandoffOf = (request = '') => [
    ...['contact', 'place', 'destination', 'instructions'].map((what) => `${request}: ${what}`),
    ...(request === 'groceries' ? ['HALAL'] : []),
    ...(request === 'groceries' ? ['a time of :11'] : request === 'ride' ? ['a time of :22'] : ['a time of :44']),
  ];
});

describe.each([
  ['before any sweep has run', async () => world.clock.advance({ hours: 62 })],
  ['after every sweep has run', sweep],
] as const)('when leases are over, %s', (_when, happen) => {
  beforeAll(async () => {
    await happen();
    callers = await callersOf(world, story);
  }, 60_000);

  it.each(concerned)('%s reads what is left for them and nothing else', async (viewer) => {
    await readsWhatIsTheirs(viewer, 'leases are over');
  });

  it.each(claimNames)('nobody opens the handoff of %s', async (claim) => {
  });
});
