/** A home declares itself, works through steps that nobody else sees it work through, and is reminded; partners add steps, reviewed by another. */
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CommitmentOfHome } from '../src/commitment/commitment-of-home.js';
import type { HomeViewer } from '../src/kernel/viewer.js';
import type { Transaction } from '../src/platform/database/transaction.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { everythingStored } from './world/everything-stored.js';
import { dateIn, type Json } from './world/families.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aPublishableKey,
  aSecretKey,
  type TestCoordinator,
  type TestHome,
} from './world/people.js';
import { TestClock } from './world/test-clock.js';
import { type Caller, World } from './world/world.js';

jest.setTimeout(30_000);

const MINE = `declared { declaredOn } declarations { declaredOn withdrawnOn } employsDomesticWorkers
  practices { practice title total started done setAside
    steps { step { id title audience version } retired mark markedOn markedVersion revisedSince reminder { nextOn rhythm } } }`;
const STEP =
  'id practice audience version language languages title summary body reviewedBy reviewedOn partner materials { kind title text }';
const OWN = `id addedOn retiredOn shown { version reviewedOn isYours texts { language title } } waiting { version isYours texts { language title } }`;

interface MyStep {
  readonly step: { readonly id: string; readonly title: string; readonly audience: string; readonly version: number };
  readonly retired: boolean;
  readonly mark: string | null;
  readonly markedOn: string | null;
  readonly markedVersion: number | null;
  readonly revisedSince: boolean;
  readonly reminder: { readonly nextOn: string; readonly rhythm: string | null } | null;
}
interface Mine {
  readonly declared: { readonly declaredOn: string } | null;
  readonly declarations: Json[];
  readonly employsDomesticWorkers: boolean;
  readonly practices: { practice: string; title: string; total: number; done: number; steps: MyStep[] }[];
}
interface Step {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly audience: string;
}
type Outcome = Json & { code?: string; commitment?: Mine; step?: Json & { id: string } };

let world: World;
let home: TestHome;
let author: TestCoordinator;
let reviewer: TestCoordinator;
let foreigner: TestCoordinator;
let foreignHome: TestHome;
beforeAll(async () => {
  world = await World.open();
  author = await aCoordinator(world);
  reviewer = await aCoordinator(world);
  const partner = await aPartner(world);
  foreigner = await aCoordinator(world, partner);
  home = await aHome(world);
  foreignHome = await aHome(world, { partnerKey: (await aSecretKey(world, { partner })).key });
}, 60_000);
afterAll(async () => {
  await world.close();
});
// Coordinators are signed in for hours, and stories take weeks.
const start = new TestClock().now();
afterEach(() => world.clock.set(start));

async function tell(mutation: string, caller: Caller, input?: Json): Promise<Outcome> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const happened = `... on CommitmentChanged { commitment { ${MINE} } }`;
  const own = `... on PartnerStepChanged { step { ${OWN} } }`;
  const document = `mutation ${input ? `($input: ${type}!)` : ''} { answer: ${mutation}${input ? '(input: $input)' : ''} {
    ${/^(add|revise|review|retire)Step$/.test(mutation) ? own : happened} ... on Refusal { code path } } }`;
  return (await world.ask<{ answer: Outcome }>(document, input ? { input } : {}, caller)).answer;
}
async function mine(its: TestHome, language?: string): Promise<Mine> {
  const caller = { token: its.token, ...(language !== undefined && { language }) };
  return (await world.ask<{ myCommitment: Mine }>(`{ myCommitment { ${MINE} } }`, {}, caller)).myCommitment;
}
const stepsOf = ({ practices }: Mine) => practices.flatMap(({ steps }) => steps);
const oneOf = async (its: TestHome, stepId: string) => stepsOf(await mine(its)).find(({ step }) => step.id === stepId);
async function catalogue(caller: Caller = {}, args = ''): Promise<Step[]> {
  const document = `{ commitmentCatalogue${args} { version releasedOn notice practices { practice title about steps { ${STEP} } } } }`;
  const { commitmentCatalogue } = await world.ask<{ commitmentCatalogue: { practices: { steps: Step[] }[] } }>(
    document,
    {},
    caller,
  );
  return commitmentCatalogue.practices.flatMap(({ steps }) => steps);
}
async function shippedId(audience = 'EVERYONE'): Promise<string> {
  return (await catalogue({}, `(audience: ${audience})`))[0]?.id ?? '';
}
async function changesNothing(attempt: () => Promise<unknown>, expected: Json): Promise<void> {
  const before = await everythingStored(world);
  expect(await attempt()).toMatchObject(expected);
  expect(await everythingStored(world)).toEqual(before);
}
async function sweep(): Promise<number | null> {
  return (await world.get(RunSweeps).one('deliver-reminders', world.clock.now())).rows;
}
const today = () => dateIn(world, 0);
const words = (title: string) => ({ title, summary: 'In short.', body: 'First.\n\nThen.' });
async function aStep(title: string, by = author, its: Json = {}): Promise<string> {
  const input = { practice: 'GIVING', audience: 'EVERYONE', en: words(title), ...its };
  return (await tell('addStep', { token: by.token }, input)).step?.id ?? '';
}
async function aShownStep(title: string): Promise<string> {
  const stepId = await aStep(title);
  await tell('reviewStep', { token: reviewer.token }, { stepId, version: 1 });
  return stepId;
}

describe('the catalogue', () => {
  it('is read by anybody, in English and Spanish, with who has reviewed it', async () => {
    const [en, es] = [await catalogue(), await catalogue({ language: 'es' })];
    expect(en.length).toBeGreaterThan(20);
    expect(es.map(({ id }) => id)).toEqual(en.map(({ id }) => id));
    expect(es.every(({ language }) => language === 'es')).toBe(true);
    expect(en[0]).toMatchObject({ language: 'en', languages: ['en', 'es'], version: 1, partner: null });
    expect(en[0]).toMatchObject({
      reviewedBy: expect.stringMatching(/\S/),
      reviewedOn: expect.stringMatching(/^2026/),
    });
    expect(en.find(({ id }, at) => es[at]?.id === id && es[at]?.title === en[at]?.title)).toBeUndefined();
  });

  it('is narrowed by audience and practice', async () => {
    expect(new Set((await catalogue({}, '(audience: EMPLOYERS)')).map(({ audience }) => audience))).toEqual(
      new Set(['EMPLOYERS']),
    );
    const rights = await catalogue({}, '(practice: LEARNING_OUR_RIGHTS)');
    expect(rights.length).toBeLessThan(8);
    expect(rights.some(({ title }) => title.includes('Fourth Amendment'))).toBe(true);
  });

  it('shows one step by its id, and nothing for what is none', async () => {
    const one = (id: string) => world.ask(`query ($id: ID!) { step(id: $id) { id title } }`, { id });
    const id = await shippedId();
    expect(await one(id)).toMatchObject({ step: { id } });
    for (const none of ['nonsense', '5b7e42f0-7a8d-4a7b-9a53-06a45a1c1d11'])
      expect(await one(none)).toEqual({ step: null });
  });
});

describe('a declaration', () => {
  it('is dated, withdrawn, and made again: the home keeps its history', async () => {
    const its = await aHome(world);
    const caller = { token: its.token };
    const first = today();
    expect((await tell('declareSanctuaryHome', caller)).commitment?.declared).toEqual({ declaredOn: first });
    await changesNothing(() => tell('declareSanctuaryHome', caller), { code: 'WRONG_STATE' });
    world.clock.advance({ days: 1 });
    const second = today();
    expect((await tell('withdrawDeclaration', caller)).commitment?.declared).toBeNull();
    await changesNothing(() => tell('withdrawDeclaration', caller), { code: 'WRONG_STATE' });
    world.clock.advance({ days: 1 });
    await tell('declareSanctuaryHome', caller);
    await tell('withdrawDeclaration', caller);
    await tell('declareSanctuaryHome', caller);
    expect((await mine(its)).declarations).toEqual([
      { declaredOn: today(), withdrawnOn: null },
      { declaredOn: first, withdrawnOn: second },
    ]);
    expect((await mine(home)).declarations).toEqual([]);
  });

  it('is made once, however many members declare at the same time', async () => {
    const caller = { token: (await aHome(world)).token };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => tell('declareSanctuaryHome', caller)));
    expect(outcomes.filter(({ commitment }) => commitment)).toHaveLength(1);
    expect(outcomes.filter(({ code }) => code === 'WRONG_STATE')).toHaveLength(7);
  });

  it('stands once in the database as well', async () => {
    const write = (on: string) =>
      world.instance.owner.database.query(`declare-${on}`, 'INSERT INTO sanctuary_declaration VALUES ($1, $2)', [
        home.homeId,
        on,
      ]);
    await write('2026-01-01');
    await expect(write('2026-01-02')).rejects.toThrow(/one_live_declaration/);
    await world.instance.owner.database.query('undeclare', 'DELETE FROM sanctuary_declaration WHERE home_id = $1', [
      home.homeId,
    ]);
  });
});

describe('what a home works through', () => {
  it('is private: marked, counted and unmarked by the home, with the version that it read', async () => {
    const [its, other] = [await aHome(world), await aHome(world)];
    const [caller, stepId] = [{ token: its.token }, await shippedId()];
    const { commitment } = await tell('markStep', caller, { stepId, mark: 'DONE', version: 1 });
    expect(commitment?.practices[0]).toMatchObject({ done: 1, started: 0 });
    expect(await oneOf(its, stepId)).toMatchObject({
      mark: 'DONE',
      markedOn: today(),
      markedVersion: 1,
      revisedSince: false,
    });
    await tell('markStep', caller, { stepId, mark: 'SET_ASIDE' });
    expect((await mine(its)).practices[0]).toMatchObject({ done: 0, setAside: 1 });
    expect(await oneOf(other, stepId)).toMatchObject({ mark: null, markedVersion: null });
    expect((await tell('markStep', caller, { stepId, mark: null })).commitment?.practices[0]).toMatchObject({
      setAside: 0,
    });
    await changesNothing(() => tell('markStep', caller, { stepId, mark: null }), { code: 'WRONG_STATE' });
  });

  it('is read by no coordinator, no key and no family', async () => {
    for (const caller of [{ token: author.token }, { partnerKey: (await aSecretKey(world)).key }, {}]) {
      const { errors } = await world.call('{ myCommitment { employsDomesticWorkers } }', {}, caller);
      expect(errors[0]?.extensions.code).toMatch(/^(NOT_ALLOWED|UNAUTHENTICATED)$/);
    }
  });

  it('has the steps for employers when the home says that it is one, and the words in its language', async () => {
    const its = await aHome(world);
    const employers = async () => stepsOf(await mine(its)).filter(({ step }) => step.audience === 'EMPLOYERS').length;
    expect([(await mine(its)).employsDomesticWorkers, await employers()]).toEqual([false, 0]);
    const { commitment } = await tell('setEmploysDomesticWorkers', { token: its.token }, { employs: true });
    expect(commitment?.employsDomesticWorkers).toBe(true);
    expect(await employers()).toBeGreaterThan(6);
    expect((await mine(its, 'es')).practices.map(({ title }) => title)).toContain('Vivir nuestros valores');
    await tell('setEmploysDomesticWorkers', { token: its.token }, { employs: false });
    expect(await employers()).toBe(0);
  });

  it.each<[string, Json | (() => Promise<Json>), Json]>([
    ['a step that is none', { stepId: 'nonsense', mark: 'DONE' }, { code: 'NOT_FOUND', path: ['stepId'] }],
    ['a step of nobody', { stepId: '5b7e42f0-7a8d-4a7b-9a53-06a45a1c1d11', mark: 'DONE' }, { code: 'NOT_FOUND' }],
    ['an id without end', { stepId: 'x'.repeat(5_000), mark: 'DONE' }, { code: 'TEXT_TOO_LONG', path: ['stepId'] }],
    [
      'a step that waits for a review',
      async () => ({ stepId: await aStep('Waits'), mark: 'DONE' }),
      { code: 'NOT_FOUND' },
    ],
    [
      "another partner's step",
      async () => {
        const stepId = await aStep('Elsewhere', foreigner);
        const another = await aCoordinator(world, { partnerId: foreigner.partnerId });
        expect((await tell('reviewStep', { token: another.token }, { stepId, version: 1 })).step).toBeDefined();
        expect(
          (await tell('markStep', { token: foreignHome.token }, { stepId, mark: 'DONE' })).commitment,
        ).toBeDefined();
        return { stepId, mark: 'DONE' };
      },
      { code: 'NOT_FOUND', path: ['stepId'] },
    ],
    [
      'a version to come',
      async () => ({ stepId: await shippedId(), mark: 'DONE', version: 9 }),
      { code: 'INVALID_INPUT', path: ['version'] },
    ],
  ])('refuses %s', async (_what, asked, expected) => {
    const input = typeof asked === 'function' ? await asked() : asked;
    await changesNothing(() => tell('markStep', { token: home.token }, input), expected);
  });
});

describe('a reminder', () => {
  const told = async (its: TestHome) => {
    const { notices } = await world.ask<{ notices: { edges: { node: Json }[] } }>(
      '{ notices { edges { node { code text subjectKind subjectId } } } }',
      {},
      { token: its.token },
    );
    return notices.edges.map(({ node }) => node).filter(({ code }) => code === 'STEP_REMINDER');
  };

  it('comes once, in the morning of its day, and is gone', async () => {
    const its = await aHome(world);
    const [caller, stepId] = [{ token: its.token }, await shippedId()];
    await tell('remindMe', caller, { stepId, on: dateIn(world, 3) });
    expect((await oneOf(its, stepId))?.reminder).toEqual({ nextOn: dateIn(world, 3), rhythm: null });
    world.clock.set(`${dateIn(world, 3)}T14:30:00Z`);
    expect(await sweep()).toBe(0);
    world.clock.advance({ minutes: 30 });
    expect(await Promise.all([sweep(), sweep()]).then((counts) => counts.toSorted())).toEqual([0, 1]);
    expect(await told(its)).toEqual([
      {
        code: 'STEP_REMINDER',
        text: 'You asked to be reminded of a step of your commitment.',
        subjectKind: 'STEP',
        subjectId: stepId,
      },
    ]);
    expect((await oneOf(its, stepId))?.reminder).toBeNull();
    expect(await sweep()).toBe(0);
  });

  it('comes again and again until it is stopped; what was missed comes once', async () => {
    const its = await aHome(world);
    const [caller, stepId] = [{ token: its.token }, await shippedId()];
    const on = today();
    await tell('remindMe', caller, { stepId, on: dateIn(world, 5), rhythm: 'MONTHLY' });
    await tell('remindMe', caller, { stepId, on, rhythm: 'WEEKLY' });
    expect(await sweep()).toBe(1);
    expect((await oneOf(its, stepId))?.reminder).toEqual({ nextOn: dateIn(world, 7), rhythm: 'WEEKLY' });
    world.clock.advance({ days: 26 });
    expect(await sweep()).toBe(1);
    expect(await told(its)).toHaveLength(2);
    expect((await oneOf(its, stepId))?.reminder).toEqual({ nextOn: dateIn(world, 2), rhythm: 'WEEKLY' });
    expect((await tell('stopReminder', caller, { stepId })).commitment).toBeDefined();
    await changesNothing(() => tell('stopReminder', caller, { stepId }), { code: 'WRONG_STATE' });
    world.clock.advance({ days: 10 });
    expect(await sweep()).toBe(0);
  });

  it('is for a day from today on, within a year, of a step that is there, and one of twenty', async () => {
    const its = await aHome(world);
    const caller = { token: its.token };
    const ids = (await catalogue()).map(({ id }) => id);
    const remind = (stepId = '', on = dateIn(world, 1)) => tell('remindMe', caller, { stepId, on });
    for (const on of [dateIn(world, -1), dateIn(world, 367), '0001-01-01', '9999-12-31'])
      await changesNothing(() => remind(ids[0], on), {
        code: 'REMINDER_OUT_OF_RANGE',
        path: ['on'],
      });
    await changesNothing(() => remind('5b7e42f0-7a8d-4a7b-9a53-06a45a1c1d11'), { code: 'NOT_FOUND', path: ['stepId'] });
    await changesNothing(() => tell('stopReminder', caller, { stepId: 'nonsense' }), { code: 'NOT_FOUND' });
    const outcomes = await Promise.all(ids.slice(0, 24).map((id) => remind(id)));
    expect(outcomes.filter(({ commitment }) => commitment)).toHaveLength(20);
    expect(outcomes.filter(({ code }) => code === 'TOO_MANY_REMINDERS')).toHaveLength(4);
    const kept = stepsOf(await mine(its)).find(({ reminder }) => reminder);
    expect((await remind(kept?.step.id, dateIn(world, 2))).commitment).toBeDefined();
  });

  it('goes with its home, as all of its commitment does, and is handed out before', async () => {
    const its = await aHome(world);
    const [caller, stepId] = [{ token: its.token }, await shippedId()];
    await tell('declareSanctuaryHome', caller);
    await tell('setEmploysDomesticWorkers', caller, { employs: true });
    await tell('markStep', caller, { stepId, mark: 'DONE' });
    await tell('remindMe', caller, { stepId, on: dateIn(world, 1) });
    const part = world.get(CommitmentOfHome);
    const within = <T>(work: (tx: Transaction) => Promise<T>) => world.instance.database.transaction(work);
    const exported = () => within((tx) => part.exported(tx, { homeId: its.homeId } as HomeViewer)); // All that it asks of it.
    expect(await exported()).toEqual({
      declarations: [{ declaredOn: today(), withdrawnOn: null }],
      employsDomesticWorkers: true,
      steps: [{ stepId, mark: 'DONE', version: 1, markedOn: today() }],
      reminders: [{ stepId, rhythm: null, startsOn: dateIn(world, 1), nextOn: dateIn(world, 1) }],
    });
    await within((tx) => part.close(tx, its.homeId));
    expect(await exported()).toMatchObject({ steps: [{ stepId }], reminders: [] });
    await within((tx) => part.erase(tx, its.homeId));
    for (const name of part.holds) {
      const table = name.split('.')[0];
      const left = await world.instance.owner.database.query(
        `left in ${table}`,
        `SELECT FROM ${table} WHERE home_id = $1`,
        [its.homeId],
      );
      expect({ table, left: left.rowCount }).toEqual({ table, left: 0 });
    }
  });
});

describe("a partner's own step", () => {
  it('is seen by its homes and frontends once another coordinator has reviewed it, and by nobody else', async () => {
    const es = {
      ...words('Traiga sopa'),
      materials: [{ kind: 'LETTER', title: 'Al concejo', text: 'Estimado concejo:' }],
    };
    const stepId = await aStep('Bring soup', author, { es });
    const ids = async (caller: Caller) => (await catalogue(caller)).map(({ id }) => id);
    const [hostKey, foreignKey] = [await aPublishableKey(world), await aPublishableKey(world, { partner: foreigner })];
    const origin = 'https://help.example.org';
    for (const token of [home.token, author.token]) expect(await ids({ token })).not.toContain(stepId);
    await changesNothing(() => tell('reviewStep', { token: author.token }, { stepId, version: 1 }), {
      code: 'NOT_ALLOWED',
    });
    const { step } = await tell('reviewStep', { token: reviewer.token }, { stepId, version: 1 });
    expect(step).toMatchObject({ waiting: null, shown: { version: 1, reviewedOn: today(), isYours: false } });
    for (const caller of [{ token: home.token }, { token: author.token }, { partnerKey: hostKey.key, origin }])
      expect(await ids(caller)).toContain(stepId);
    for (const caller of [{}, { token: foreignHome.token }, { partnerKey: foreignKey.key, origin }])
      expect(await ids(caller)).not.toContain(stepId);
    const shown = (await catalogue({ token: home.token, language: 'es' })).find(({ id }) => id === stepId);
    expect(shown).toMatchObject({
      title: 'Traiga sopa',
      language: 'es',
      partner: expect.any(String),
      reviewedOn: today(),
    });
    const english = await aShownStep('English only');
    const found = (await catalogue({ token: home.token, language: 'es' })).find(({ id }) => id === english);
    expect(found).toMatchObject({ language: 'en', languages: ['en'], title: 'English only' });
  });

  it('is revised in a version of its own, which tells homes that did the one before', async () => {
    const stepId = await aShownStep('Mend a coat');
    await tell('markStep', { token: home.token }, { stepId, mark: 'DONE' });
    const revised = await tell(
      'reviseStep',
      { token: author.token },
      { stepId, version: 1, en: words('Mend two coats') },
    );
    expect(revised.step).toMatchObject({ shown: { version: 1 }, waiting: { version: 2, isYours: true } });
    expect(await oneOf(home, stepId)).toMatchObject({
      step: { title: 'Mend a coat', version: 1 },
      revisedSince: false,
    });
    await changesNothing(() => tell('reviewStep', { token: reviewer.token }, { stepId, version: 1 }), {
      code: 'TEXT_CHANGED',
    });
    await tell('reviewStep', { token: reviewer.token }, { stepId, version: 2 });
    expect(await oneOf(home, stepId)).toMatchObject({
      step: { title: 'Mend two coats', version: 2 },
      mark: 'DONE',
      markedVersion: 1,
      revisedSince: true,
    });
    await changesNothing(() => tell('reviewStep', { token: reviewer.token }, { stepId, version: 2 }), {
      code: 'WRONG_STATE',
    });
  });

  it('is retired: homes find it no more, and those that marked it keep that', async () => {
    const stepId = await aShownStep('Lend a tent');
    await tell('markStep', { token: home.token }, { stepId, mark: 'STARTED' });
    await tell('remindMe', { token: home.token }, { stepId, on: today() });
    await tell('retireStep', { token: author.token }, { stepId });
    expect((await catalogue({ token: home.token })).map(({ id }) => id)).not.toContain(stepId);
    expect(await oneOf(home, stepId)).toMatchObject({ mark: 'STARTED', retired: true });
    expect(await oneOf(await aHome(world), stepId)).toBeUndefined();
    for (const attempt of [
      () => tell('markStep', { token: home.token }, { stepId, mark: 'DONE' }),
      () => tell('remindMe', { token: home.token }, { stepId, on: dateIn(world, 1) }),
      () => tell('reviseStep', { token: author.token }, { stepId, version: 1, en: words('Lend it') }),
      () => tell('retireStep', { token: author.token }, { stepId }),
    ])
      await changesNothing(attempt, { code: 'WRONG_STATE' });
    // Nobody is reminded of it.
    world.clock.advance({ days: 1 });
    await sweep();
    expect((await oneOf(home, stepId))?.reminder).toBeNull();
    expect((await tell('markStep', { token: home.token }, { stepId, mark: null })).commitment).toBeDefined();
    expect(await oneOf(home, stepId)).toBeUndefined();
  });

  it.each<[string, Json, Json]>([
    ['no words', { en: null }, { code: 'INVALID_INPUT', path: ['en'] }],
    ['a title that is too long', { en: words('x'.repeat(121)) }, { code: 'TEXT_TOO_LONG', path: ['en', 'title'] }],
    [
      'a body that is too long',
      { en: { ...words('Long'), body: 'x'.repeat(4_001) } },
      { code: 'TEXT_TOO_LONG', path: ['en', 'body'] },
    ],
    ['what cannot be seen', { en: words('a\u202eb') }, { code: 'TEXT_NOT_PLAIN', path: ['en', 'title'] }],
    [
      'too much material',
      { en: { ...words('Much'), materials: Array(5).fill({ kind: 'CARD', title: 'a', text: 'b' }) } },
      { code: 'INVALID_INPUT', path: ['en', 'materials'] },
    ],
  ])('is not added with %s', async (_what, its, expected) => {
    const input = { practice: 'GIVING', audience: 'EVERYONE', ...its };
    await changesNothing(() => tell('addStep', { token: author.token }, input), expected);
  });

  it('is not there for coordinators of another partner, nor for anybody but coordinators', async () => {
    const stepId = await aShownStep('Share seeds');
    const caller = { token: foreigner.token };
    for (const attempt of [
      () => tell('reviseStep', caller, { stepId, version: 1, en: words('Ours now') }),
      () => tell('reviewStep', caller, { stepId, version: 1 }),
      () => tell('retireStep', caller, { stepId }),
    ])
      await changesNothing(attempt, { code: 'NOT_FOUND', path: ['stepId'] });
    const own = async (token: string) =>
      (await world.ask<{ partnerSteps: { id: string }[] }>(`{ partnerSteps { ${OWN} } }`, {}, { token })).partnerSteps;
    expect((await own(author.token)).map(({ id }) => id)).toContain(stepId);
    expect((await own(foreigner.token)).map(({ id }) => id)).not.toContain(stepId);
    const { errors } = await world.call('{ partnerSteps { id } }', {}, { token: home.token });
    expect(errors[0]?.extensions.code).toBe('NOT_ALLOWED');
  });

  it('is reviewed by another of the same partner in the database as well', async () => {
    const stepId = await aStep('Walls');
    const review = (by: string) =>
      world.instance.owner.database.query(
        `review-${by}`,
        `UPDATE partner_step_version SET reviewed_by = $2, reviewed_on = written_on WHERE step_id = $1`,
        [stepId, by],
      );
    await expect(review(author.id)).rejects.toThrow(/step_reviewed_by_another/);
    await expect(review(foreigner.id)).rejects.toThrow(/its own partner/);
  });

  it('is one of sixty, however many are added at once', async () => {
    const partner = await aPartner(world);
    const coordinator = await aCoordinator(world, partner);
    await world.instance.owner.database.query(
      'many-steps',
      `INSERT INTO partner_step (id, partner_id, practice, audience, added_on)
       SELECT gen_random_uuid(), $1, 'GIVING', 'EVERYONE', '2026-06-01' FROM generate_series(1, 57)`,
      [partner.partnerId],
    );
    const input = { practice: 'GIVING', audience: 'EVERYONE', en: words('One more') };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => tell('addStep', { token: coordinator.token }, input)),
    );
    expect(outcomes.filter(({ step }) => step)).toHaveLength(3);
    expect(outcomes.filter(({ code }) => code === 'TOO_MANY_STEPS')).toHaveLength(5);
  });

  it('asks the coordinators for a review', async () => {
    const stepId = await aStep('Asks');
    const { notices } = await world.ask<{ notices: { edges: { node: Json }[] } }>(
      '{ notices { edges { node { code subjectId } } } }',
      {},
      { token: reviewer.token },
    );
    expect(notices.edges[0]?.node).toEqual({ code: 'STEP_TO_REVIEW', subjectId: stepId });
  });
});
