/** The ladder of privacy.md, kept: every viewer asks for every field through every query, and reads what is theirs and nothing else. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLSchema, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql';
import { startJobs } from '../../src/platform/jobs/job-runner.js';
import { RunSweeps } from '../../src/platform/jobs/run-sweeps.js';
import { canary, formsOf } from '../world/canary.js';
import { type ViewerName, viewers } from '../world/privacy-cast.js';
import { type ClaimName, claimNames } from '../world/privacy-claims.js';
import { insideOf, openAs, outcomeFor } from '../world/privacy-handoffs.js';
import { fieldsOf, ladder, type Row } from '../world/privacy-ladder.js';
import { type Moment, secretsOf } from '../world/privacy-secrets.js';
import { aPrivacyStory, callersOf, type Story } from '../world/privacy-story.js';
import { compare, questions, readEverything } from '../world/read-everything.js';
import { lettersWritten, rowsStored, valuesAbout } from '../world/stored-text.js';
import { type Caller, World } from '../world/world.js';
import { report } from './scale.js';

let world: World;
let schema: GraphQLSchema;
let story: Story;
let callers: Record<ViewerName, Caller>;
beforeAll(async () => {
  // Its documents ask for everything there is.
  world = await World.open({ QUERY_COST: '10000000' });
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
    const types = Object.values(schema.getTypeMap()).filter(
      (type) => !isIntrospectionType(type) && !roots.includes(type),
    );
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

/** What a viewer came upon that is not theirs, and missed of what is: nothing, when all is right. */
async function asked(viewer: ViewerName, moment: Moment) {
  const { text, fields, answers, surprises } = await readEverything(world, story, callers[viewer]);
  const found = compare(viewer, text, secretsOf(story, moment));
  counted.answers += answers;
  counted.leaks += found.leaked.length;
  return { fields, found: { ...found, surprises } };
}
const counted = { answers: 0, tables: 0, leaks: 0 };
const AS_IT_SHOULD_BE = { leaked: [], missing: [], surprises: [] };

describe('in answers, while leases run', () => {
  const fieldsRead = new Map<string, Set<ViewerName>>();

  it.each(viewers)('%s reads what is theirs and nothing else', async (viewer) => {
    const { fields, found } = await asked(viewer, 'leases run');
    for (const field of fields) fieldsRead.set(field, (fieldsRead.get(field) ?? new Set()).add(viewer));
    expect(found).toEqual(AS_IT_SHOULD_BE);
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

describe.each(claimNames)('the handoff of "%s"', (claim) => {
  it('opens for its home while the claim is accepted, and for nobody else', () => opensAsItMay(claim, 'leases run'));
});

async function opensAsItMay(claim: ClaimName, moment: Moment, those: readonly ViewerName[] = viewers): Promise<void> {
  const secrets = secretsOf(story, moment);
  for (const viewer of those) {
    const { outcome, found } = await openAs(world, story, claim, callers[viewer], secrets);
    expect({ viewer, outcome }).toEqual({ viewer, outcome: outcomeFor(viewer, claim, moment) });
    expect(found.toSorted()).toEqual(outcome === 'OPENED' ? insideOf(claim).toSorted() : []);
  }
}

describe('what is stored', () => {
  it('would be found in whatever form it lay there', () => {
    const whole = Buffer.from(`before ${canary('a word')} after`);
    for (const written of [
      whole.toString(),
      whole.toString('hex'),
      whole.toString('base64'),
      whole.toString('base64url'),
    ]) {
      expect(formsOf(canary('a word')).some((form) => written.includes(form))).toBe(true);
    }
  });

  it('holds no word of it in the clear, nor does the log', () => liesNowhere());

  it('has nothing that two requests of one family alone have in common: not even the homes that it keeps away', async () => {
    const about = await Promise.all(
      Object.values(story.requests).map(async ({ requestId }) => ({
        requestId,
        values: await valuesAbout(world, requestId),
      })),
    );
    const { groceries, ride, money } = story.requests;
    const [ofFamily = [], ofOthers = []] = [true, false].map((its) =>
      about.filter(
        ({ requestId }) => [groceries, ride, money].some((request) => request.requestId === requestId) === its,
      ),
    );
    const common = ofFamily
      .flatMap(({ values }) => [...values])
      .filter((value, at, all) => all.indexOf(value) < at && !ofOthers.some(({ values }) => values.has(value)));
    // Whose part an entry of money was is one of five words for every family alike.
    expect([...new Set(common)].filter((value) => value !== 'COORDINATOR')).toEqual([]);
  });
});

/** For whom the end of a lease makes a difference, and some for whom it must make none. */
const concerned = [
  ...(['another home', 'claimant proposed', 'claimant accepted', 'claimant delivered', 'blocked home'] as const),
  ...(['coordinator of origin', 'family', 'family of the intake'] as const),
] as const;

describe.each([
  ['before any sweep has run', async () => world.clock.advance({ hours: 62 })],
  ['after every sweep has run', sweep],
] as const)('when leases are over, %s', (_when, happen) => {
  beforeAll(async () => {
    await happen();
    callers = await callersOf(world, story);
  }, 60_000);

  it.each(concerned)('%s reads what is left for them and nothing else', async (viewer) => {
    expect((await asked(viewer, 'leases are over')).found).toEqual(AS_IT_SHOULD_BE);
  });

  it.each(claimNames)('nobody opens the handoff of "%s"', (claim) => opensAsItMay(claim, 'leases are over', concerned));

  it('no word of it lies in the clear', () => liesNowhere());
});

it('letters say that there is news, and nothing of what', async () => {
  const letters = await lettersWritten(world);
  expect(letters.length).toBeGreaterThan(0);
  const inLetters = secretsOf(story, 'leases are over').filter(({ text }) =>
    letters.some((its) => bodyOf(its).includes(text)),
  );
  expect(inLetters.map(({ name }) => name)).toEqual([]);
});

it('all of that was looked at', () => {
  expect(counted.answers).toBeGreaterThan(viewers.length * 20);
  report('privacy-matrix', {
    viewers: viewers.length,
    fields: Object.values<Row>(ladder).flatMap(fieldsOf).length,
    'things said or made': secretsOf(story, 'leases run').length,
    'claims opened by everybody': claimNames.length,
    'answers read': counted.answers,
    'tables searched': counted.tables,
    leaks: counted.leaks,
  });
});

/** Whom it is for stands in its head. */
function bodyOf(letter: string): string {
  return letter.replace(/^To: .*$/m, '');
}

/** The runner's own tables come with it; they are looked at while the sweeps wait in line. */
async function sweep(): Promise<void> {
  const { urls, logger, owner } = world.instance;
  const jobs = await startJobs({
    url: urls.main,
    sweeps: world.get(RunSweeps),
    publishingMinutes: 10,
    clock: world.clock,
    logger,
  });
  await liesNowhere();
  while ((await owner.database.query('sweeps in line', 'SELECT FROM jobs.jobs')).rowCount > 0) await delay(20);
  await jobs.stop(5_000);
}

async function liesNowhere(): Promise<void> {
  const secrets = secretsOf(story, 'leases run');
  const stored = [...(await rowsStored(world))];
  counted.tables += stored.length;
  const opening = Object.entries(callers).flatMap(([viewer, { token, partnerKey }]) =>
    [token, partnerKey].flatMap((text) => (text ? [{ name: `what ${viewer} shows`, text }] : [])),
  );
  const codes = Object.entries(story.returnCodes).map(([name, text]) => ({ name: `the code of ${name}`, text }));
  const sealed = [...secrets.filter(({ stolen }) => !stolen), ...opening, ...codes];
  const found = sealed.flatMap(({ name, text }) =>
    stored.flatMap(([table, rows]) =>
      formsOf(text).some((form) => rows.includes(form)) ? [`${name} in ${table}`] : [],
    ),
  );
  counted.leaks += found.length;
  expect(found).toEqual([]);
  // Or nothing was looked at: what may be stolen is there.
  const ids = secrets.filter(({ name, stolen }) => stolen && name.endsWith(': id'));
  expect(ids.filter(({ text }) => !stored.some(([, rows]) => rows.includes(text))).map(({ name }) => name)).toEqual([]);
  const log = world.logLines.join('');
  const maybeLogged = new Set(Object.values(story.requests).map(({ requestId }) => requestId));
  const logged = [...secrets, ...opening, ...codes].filter(({ text }) => log.includes(text) && !maybeLogged.has(text));
  counted.leaks += logged.length;
  expect(logged.map(({ name }) => name)).toEqual([]);
}
