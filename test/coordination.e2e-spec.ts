/** What waits for coordinators: each thing while it waits, the oldest first, shared out, noted beside, and everything that they do is logged. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '../src/platform/database/database.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { aDeliveredClaim, anAcceptedClaim, claimRequest, move, moved, type Signed, tomorrow } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, aTimeRequest, comeBack, type Json, windowIn } from './world/families.js';
import { aCoordinator, aHome, aPartner, aVouchedHome, PASSWORD, type TestCoordinator } from './world/people.js';
import { Person } from './world/person.js';
import { ask } from './world/privacy-claims.js';
import { rowsStored } from './world/stored-text.js';
import { World } from './world/world.js';

const ITEM = `kind subjectKind subjectId since { date half } assignedTo isMine notes { text coordinatorId writtenOn { date } }
  request { id } claim { id status } home { shortName }`;

let world: World;
let ana: TestCoordinator;
let ben: TestCoordinator;
let foreigner: TestCoordinator;
beforeAll(async () => {
  world = await World.open();
});
/** Sessions end after 30 days. */
async function newFaces(): Promise<void> {
  ana = await aCoordinator(world);
  ben = await aCoordinator(world);
  foreigner = await aCoordinator(world, await aPartner(world));
}
afterAll(async () => {
  await world.close();
});

interface PageRead {
  readonly edges: { readonly node: { kind: string; subjectId: string; since: { date: string; half: string } } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

async function queue({ token }: Signed, filter: Json = {}): Promise<Json[]> {
  const { waitingForCoordinators } = await world.ask<{ waitingForCoordinators: { edges: { node: Json }[] } }>(
    `query ($filter: WaitingFilter) { waitingForCoordinators(first: 50, filter: $filter) { edges { node { ${ITEM} } } } }`,
    { filter },
    { token },
  );
  return waitingForCoordinators.edges.map(({ node }) => node);
}
const about = async (subjectId: string, by: Signed = ana) =>
  (await queue(by)).filter((item) => item['subjectId'] === subjectId).map(({ kind }) => kind);

async function keep({ token }: Signed, mutation: string, input: Json): Promise<Json> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const { answer } = await world.ask<{ answer: Json }>(
    `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { ... on WaitingChanged { waiting { ${ITEM} } } ... on Refusal { code path } } }`,
    { input },
    { token },
  );
  return (answer['waiting'] as Json | undefined) ?? answer; // As it is selected.
}
async function refuses(code: string, by: Signed, mutation: string, input: Json): Promise<void> {
  const before = await everythingStored(world);
  expect(await keep(by, mutation, input)).toMatchObject({ code });
  expect(await everythingStored(world)).toEqual(before);
}
async function actions({ token }: Signed, its: Json = {}): Promise<Json[]> {
  const { coordinatorActions } = await world.ask<{ coordinatorActions: { edges: { node: Json }[] } }>(
    `query ($coordinatorId: ID, $subjectId: ID) { coordinatorActions(first: 50, coordinatorId: $coordinatorId, subjectId: $subjectId) {
      edges { node { coordinatorId action subjectId actedOn { date half } } } } }`,
    its,
    { token },
  );
  return coordinatorActions.edges.map(({ node }) => node);
}
const owner = () => world.instance.owner.database;
const sweep = (name: string) => world.get(RunSweeps).one(name, world.clock.now());
const childcare = { skill: 'CHILDCARE', mode: 'IN_PERSON' };

describe('the queue', () => {
  beforeAll(newFaces);

  it('holds a home until somebody vouches for it, and while it is paused', async () => {
    const { homeId } = await aHome(world, { name: 'Corner with a bench' });
    expect(await about(homeId)).toEqual(['HOME_TO_VOUCH']);
    const [item] = await queue(ana, { kinds: ['HOME_TO_VOUCH'] });
    expect(item).toMatchObject({ subjectKind: 'HOME', home: { shortName: 'Corner with a bench' }, request: null });
    await ask(world, ana, 'vouchForHome', { homeId });
    expect(await about(homeId)).toEqual([]);
    await ask(world, ana, 'pauseHome', { homeId });
    expect(await about(homeId)).toEqual(['HOME_TO_REVIEW']);
    await ask(world, ana, 'unpauseHome', { homeId });
    expect(await about(homeId)).toEqual([]);
  });

  it('holds a first contact until a coordinator answers it, or its time is over', async () => {
    const request = await aTimeRequest(world, { ...childcare, acceptance: 'ANY_TRUSTED_HOME' });
    const home = await aVouchedHome(world);
    const { claim } = await claimRequest(world, home, request.requestId);
    const claimId = claim?.id ?? '';
    expect(await about(claimId)).toEqual(['FIRST_CONTACT']);
    const [item] = await queue(ana, { kinds: ['FIRST_CONTACT'] });
    expect(item).toMatchObject({ claim: { id: claimId, status: 'PROPOSED' }, request: { id: request.requestId } });
    await moved(world, 'approveClaim', ana, claimId);
    expect(await about(claimId)).toEqual([]);
  });

  it('holds concerns and disputes until they are settled', async () => {
    const { claimId, family, home } = await aDeliveredClaim(world);
    const reported = await ask(
      world,
      home,
      'reportConcern',
      { claimId, reason: 'SPAM' },
      '... on ConcernReported { reportId }',
    );
    expect(await about(String(reported['reportId']))).toEqual(['REPORT']);
    await ask(world, ana, 'settleReport', { reportId: reported['reportId'], upheld: false });
    expect(await about(String(reported['reportId']))).toEqual([]);
    await moved(world, 'disputeClaim', family, claimId);
    expect(await about(claimId)).toEqual(['DISPUTE']);
    await moved(world, 'settleDispute', ana, claimId, { outcome: 'CONFIRMED' });
    expect(await about(claimId)).toEqual([]);
  });

  it('holds words and requests that wait for a review', async () => {
    const request = await aGrocery(world, { summary: 'Call me on 917 555 0147 please' });
    expect(await about(request.requestId)).toEqual(['TEXT_TO_REVIEW']);
    const careful = await aPartner(world, { reviewsRequests: true });
    const theirs = await aCoordinator(world, careful);
    await owner().query('hold it', 'UPDATE request SET held_for_review = true, partner_id = $2 WHERE id = $1', [
      request.requestId,
      careful.partnerId,
    ]);
    expect((await about(request.requestId, theirs)).toSorted()).toEqual(['REQUEST_TO_REVIEW', 'TEXT_TO_REVIEW']);
    expect(await about(request.requestId)).toEqual([]);
  });

  it('holds what was missed, until somebody else takes it on', async () => {
    const missed = await anAcceptedClaim(world, { request: await aRide(world, { window: windowIn(world, 1) }) });
    world.clock.advance({ days: 1, hours: 6 });
    const family = { token: await comeBack(world, missed.request.returnCode) };
    await moved(world, 'reportNoShow', family, missed.claimId);
    expect(await about(missed.claimId)).toEqual(['NO_SHOW']);
    const again = await aVouchedHome(world);
    const { claim } = await claimRequest(world, again, missed.request.requestId, {
      plannedFor: tomorrow(world, 'MORNING', 1),
    });
    expect(claim?.status).toBe('PROPOSED');
    expect(await about(missed.claimId)).toEqual([]);

    const late = await anAcceptedClaim(world, { request: await aGrocery(world) });
    world.clock.advance({ days: 3 });
    await sweep('lapse-claims');
    expect(await about(late.claimId)).toEqual(['LAPSED_LEASE']);
  });

  it('holds a need that nobody answers: today after half a day, this week after two days, whenever after five', async () => {
    const [today, week, whenever] = [
      await aGrocery(world, { urgency: 'TODAY', window: null }),
      await aGrocery(world, { urgency: 'THIS_WEEK', window: null }),
      await aGrocery(world, { urgency: 'WHENEVER', window: null }),
    ];
    const waiting = async () => {
      const found = (await queue(ana, { kinds: ['UNMATCHED'] })).map(({ subjectId }) => subjectId);
      return [today, week, whenever].map(({ requestId }) => found.includes(requestId));
    };
    expect(await waiting()).toEqual([false, false, false]);
    world.clock.advance({ hours: 12 });
    expect(await waiting()).toEqual([true, false, false]);
    world.clock.advance({ hours: 36 });
    expect(await waiting()).toEqual([true, true, false]);
    world.clock.advance({ days: 3 });
    expect(await waiting()).toEqual([true, true, true]);
    await claimRequest(world, await aVouchedHome(world), whenever.requestId);
    expect(await waiting()).toEqual([true, true, false]);
    await keep(ana, 'putAside', { kind: 'UNMATCHED', subjectId: week.requestId });
    expect(await waiting()).toEqual([true, false, false]);
    world.clock.advance({ days: 3 });
    expect(await waiting()).toEqual([true, true, false]);
  });

  it('is read by the page, the oldest first, and each thing once', async () => {
    for (let at = 0; at < 5; at += 1) {
      await aHome(world);
      world.clock.advance({ hours: 12 });
    }
    const read: { since: string; id: string }[] = [];
    for (let after: string | null = null; ; ) {
      const { waitingForCoordinators: page }: { waitingForCoordinators: PageRead } = await world.ask(
        `query ($after: String) { waitingForCoordinators(first: 3, after: $after) {
          edges { node { kind subjectId since { date half } } } pageInfo { hasNextPage endCursor } } }`,
        { after },
        { token: ana.token },
      );
      const halves = { MORNING: '0', AFTERNOON: '1' } as Readonly<Record<string, string>>;
      read.push(
        ...page.edges.map(({ node: { kind, subjectId, since } }) => ({
          since: `${since.date} ${halves[since.half]}`,
          id: `${kind} ${subjectId}`,
        })),
      );
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    const all = await queue(ana);
    expect(read.map(({ id }) => id)).toEqual(all.map(({ kind, subjectId }) => `${kind} ${subjectId}`));
    expect(read.length).toBeGreaterThan(5);
    expect(read.map(({ since }) => since)).toEqual(read.map(({ since }) => since).toSorted());
  });

  it('reads the homes of a page together', async () => {
    for (let at = 0; at < 5; at += 1) await aHome(world);
    const transactions = jest.spyOn(Database.prototype, 'transaction');
    const { waitingForCoordinators } = await new Person(world, { token: ana.token }).reads<{
      waitingForCoordinators: { edges: { node: { home: Json | null } }[] };
    }>(
      '{ waitingForCoordinators(first: 50, filter: { kinds: [HOME_TO_VOUCH] }) { edges { node { home { id email } } } } }',
    );
    expect(waitingForCoordinators.edges.filter(({ node }) => node.home !== null).length).toBeGreaterThanOrEqual(5);
    expect(transactions.mock.calls.length).toBeLessThan(5);
    transactions.mockRestore();
  });

  it('is empty for another partner, and shut for everybody else', async () => {
    expect(await queue(foreigner)).toEqual([]);
    const home = await aVouchedHome(world);
    const query = '{ waitingForCoordinators { edges { node { kind } } } }';
    expect(await new Person(world, { token: home.token }).cannotRead(query)).toBe('NOT_ALLOWED');
    expect(await new Person(world).cannotRead(query)).toBe('UNAUTHENTICATED');
  });
});

describe('what waits', () => {
  beforeAll(newFaces);

  const aWaitingHome = async () => ({ kind: 'HOME_TO_VOUCH', subjectId: (await aHome(world)).homeId });

  it('is taken by one of two who reach for it at once, who may give it on', async () => {
    const waiting = await aWaitingHome();
    const both = await Promise.all([keep(ana, 'assignWaiting', waiting), keep(ben, 'assignWaiting', waiting)]);
    expect(both.filter(({ code }) => code === 'WRONG_STATE')).toHaveLength(1);
    const [first, second] = both[0]?.['code'] === undefined ? [ana, ben] : [ben, ana];
    expect(both.find(({ code }) => code === undefined)).toMatchObject({ assignedTo: first.id, isMine: true });
    const mine = async (who: Signed) => (await queue(who, { assigned: 'ME' })).map(({ subjectId }) => subjectId);
    expect([await mine(first), await mine(second)]).toEqual([[waiting.subjectId], []]);
    await refuses('WRONG_STATE', second, 'assignWaiting', waiting);
    await refuses('WRONG_STATE', second, 'assignWaiting', { ...waiting, coordinatorId: null });
    expect(await keep(second, 'assignWaiting', { ...waiting, instead: true })).toMatchObject({ assignedTo: second.id });
    await keep(second, 'assignWaiting', { ...waiting, coordinatorId: first.id });
    await keep(first, 'assignWaiting', { ...waiting, coordinatorId: null });
    expect([await mine(first), await mine(second)]).toEqual([[], []]);
    const free = (await queue(ana, { assigned: 'NOBODY' })).map(({ subjectId }) => subjectId);
    expect(free).toContain(waiting.subjectId);
  });

  it('is for coordinators of its partner, and given to nobody else', async () => {
    const waiting = await aWaitingHome();
    for (const mutation of ['assignWaiting', 'noteOnWaiting', 'putAside']) {
      const input = { ...waiting, ...(mutation === 'noteOnWaiting' && { text: 'Mine.' }) };
      await refuses('NOT_FOUND', foreigner, mutation, input);
      await refuses('NOT_FOUND', ana, mutation, { ...input, subjectId: randomUUID() });
      await refuses('NOT_FOUND', ana, mutation, { ...input, kind: 'REPORT' });
    }
    await refuses('NOT_FOUND', ana, 'assignWaiting', { ...waiting, coordinatorId: foreigner.id });
    await refuses('NOT_FOUND', ana, 'assignWaiting', { ...waiting, coordinatorId: randomUUID() });
    const given = owner().query('give it away', 'UPDATE queue_entry SET assigned_to = $1', [foreigner.id]);
    await expect(given).rejects.toThrow();
    await refuses('WRONG_STATE', ana, 'putAside', waiting);
  });
});

describe('a note', () => {
  beforeAll(newFaces);

  it('is read by coordinators of the partner, and by nobody who has the database', async () => {
    const request = await aGrocery(world, { summary: 'Call me on 917 555 0147 please' });
    const waiting = { kind: 'TEXT_TO_REVIEW', subjectId: request.requestId };
    const text = 'Spoke with Heliotrope, calls back on Monday.';
    const noted = await keep(ana, 'noteOnWaiting', { ...waiting, text });
    expect(noted).toMatchObject({ notes: [{ text, coordinatorId: ana.id }] });
    const [item] = (await queue(ben)).filter(({ subjectId }) => subjectId === request.requestId);
    expect(item).toMatchObject({ notes: [{ text }] });
    const stored = [...(await rowsStored(world)).values()].join();
    expect(stored).not.toContain('Heliotrope');
    expect(stored).not.toContain(Buffer.from('Heliotrope').toString('hex'));
    expect(world.logLines.join()).not.toContain('Heliotrope');
    await refuses('TEXT_TOO_LONG', ana, 'noteOnWaiting', { ...waiting, text: 'x'.repeat(1_001) });
    await refuses('INVALID_INPUT', ana, 'noteOnWaiting', { ...waiting, text: ' ' });
  });

  it('goes with its key after 30 days, and at once when the family erases what it is about', async () => {
    const keys = async () =>
      (await world.instance.keyStore.database.query('notes keys', `SELECT id FROM data_key WHERE purpose = 'NOTE'`))
        .rows.length;
    const before = await keys();
    const asked = await aGrocery(world, { summary: 'Call me on 917 555 0147 please' });
    await keep(ana, 'noteOnWaiting', { kind: 'TEXT_TO_REVIEW', subjectId: asked.requestId, text: 'To be erased.' });
    expect(await keys()).toBe(before + 1);
    const erased = '... on RequesterErased { requests }';
    await new Person(world, { token: asked.token }).does('eraseRequester', { confirm: true }, erased);
    expect(await keys()).toBe(before);

    const goes = await aHome(world);
    const about = { kind: 'HOME_TO_VOUCH', subjectId: goes.homeId };
    await keep(ana, 'noteOnWaiting', { ...about, text: 'Met them, she sings in the choir.' });
    expect(await keys()).toBe(before + 1);
    const confirmation = { password: PASSWORD };
    await new Person(world, { token: goes.token }).does('eraseHome', { confirmation }, '... on HomeErased { erased }');
    expect(await keys()).toBe(before);
    const ofHome = await owner().query(
      'notes of the home',
      `SELECT FROM queue_entry e LEFT JOIN queue_note n ON n.entry_id = e.id LEFT JOIN sealed.queue_note s ON s.entry_id = e.id
       WHERE e.home_id = $1 AND (n.id IS NOT NULL OR s.note_id IS NOT NULL)`,
      [goes.homeId],
    );
    expect(ofHome.rowCount).toBe(0);

    const { homeId } = await aHome(world);
    await keep(ana, 'noteOnWaiting', { kind: 'HOME_TO_VOUCH', subjectId: homeId, text: 'Met them.' });
    world.clock.advance({ days: 31 });
    await sweep('forget-queue');
    const { rows } = await owner().query(
      'notes left',
      'SELECT n.id FROM queue_note n UNION ALL SELECT s.note_id FROM sealed.queue_note s',
    );
    expect([rows, await keys()]).toEqual([[], 0]);
    await newFaces();
    expect((await queue(ana)).find(({ subjectId }) => subjectId === homeId)).toMatchObject({ notes: [] });
  });
});

describe('what a coordinator does', () => {
  beforeAll(newFaces);

  it('is logged when it happens, by whom, about what and in which half-day; what is refused is not', async () => {
    const { homeId } = await aHome(world);
    await ask(world, ben, 'vouchForHome', { homeId });
    const refused = await keep(ben, 'assignWaiting', { kind: 'HOME_TO_VOUCH', subjectId: homeId });
    expect(refused).toMatchObject({ code: 'NOT_FOUND' });
    const half = world.clock.now().getUTCHours() < 12 ? 'MORNING' : 'AFTERNOON';
    const actedOn = { date: world.clock.now().toISOString().slice(0, 10), half };
    expect(await actions(ana, { subjectId: homeId })).toEqual([
      { coordinatorId: ben.id, action: 'vouchForHome', subjectId: homeId, actedOn },
    ]);
    const invited = await world.ask<{ inviteCoordinator: Json }>(
      `mutation { inviteCoordinator(input: { email: "${randomUUID()}@example.org" }) { ... on CoordinatorInvited { invitation } } }`,
      {},
      { token: ben.token },
    );
    expect(invited.inviteCoordinator['invitation']).toBeDefined();
    expect((await actions(ana, { coordinatorId: ben.id })).map(({ action }) => action)).toContain('inviteCoordinator');
    expect(await actions(foreigner)).toEqual([]);
  });

  it('names nothing of what was posted, and stands in no order', async () => {
    await aRide(world, {}, { coordinator: ben });
    const posted = (await actions(ana, { coordinatorId: ben.id })).filter(({ action }) => action === 'postRideRequest');
    expect(posted).toMatchObject([{ subjectId: null }]);
    await expect(owner().query('change the log', `UPDATE coordinator_action SET action = 'nothing'`)).rejects.toThrow();
    const api = world.instance.database.query('forget an action', 'DELETE FROM coordinator_action');
    await expect(api).rejects.toThrow();
    await sweep('shuffle-rows');
  });

  it('is not logged when its transaction is undone', async () => {
    const by = await aCoordinator(world);
    const home = await aVouchedHome(world, { vouchedBy: by });
    const { claimId } = await anAcceptedClaim(world, { home, request: await aGrocery(world) });
    expect(await move(world, 'settleDispute', by, claimId, { outcome: 'CONFIRMED' })).toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await actions(by, { subjectId: claimId })).toEqual([]);
  });

  it('is read by who administers the partner, and kept for 90 days', async () => {
    const reviewer = await aCoordinator(world);
    await owner().query('a reviewer', `UPDATE coordinator SET roles = '{REVIEWER}' WHERE id = $1`, [reviewer.id]);
    const query = '{ coordinatorActions { edges { node { id } } } }';
    expect(await new Person(world, { token: reviewer.token }).cannotRead(query)).toBe('NOT_ALLOWED');
    expect((await actions(ana)).length).toBeGreaterThan(0);
    world.clock.advance({ days: 29 });
    await sweep('forget-queue');
    const again = await aCoordinator(world);
    expect((await actions(again)).length).toBeGreaterThan(0);
    world.clock.advance({ days: 91 });
    await sweep('forget-queue');
    expect(await actions(await aCoordinator(world))).toEqual([]);
  });
});
