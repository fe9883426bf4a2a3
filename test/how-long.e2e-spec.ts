/** The table "How long" of the promise, row by row: a little before its time a thing is still there, a little after it is gone, its key with it. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { anAcceptedClaim, aProposedClaim, moved, openHandoff, sendMessage } from './world/claims.js';
import { aGrocery, aRide, type Json, type TestRequest, windowIn } from './world/families.js';
import { aCoordinator, aTrustedHome, aVouchedHome } from './world/people.js';
import { reimburse } from './world/reimbursements.js';
import { World } from './world/world.js';

jest.setTimeout(60_000);

let world: World;
let closed: Promise<void> = Promise.resolve();
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => {
  const its = world;
  closed = closed.then(() => its.close());
});
afterAll(() => closed);

type Span = Parameters<World['clock']['advance']>[0];
/** How many rows are left: [where, text, values]. */
type Question = readonly ['main' | 'keys', string, ...unknown[]];

interface Row {
  readonly what: string;
  /** There is all of it then. */
  readonly still: Span;
  /** And nothing of it some time after that. */
  readonly after: Span;
  /** Makes it, and says how to find it. */
  readonly make: () => Promise<readonly Question[]>;
}

async function count([where, text, ...values]: Question): Promise<number> {
  const { owner, keyStore } = world.instance;
  const database = where === 'main' ? owner.database : keyStore.owner;
  const name = createHash('md5').update(text).digest('hex');
  return (await database.query(name, text, values)).rowCount;
}
async function keyOf(table: string, column: string, id: string): Promise<Question> {
  const { rows } = await world.instance.owner.database.query<{ id: string }>(
    `key-in-${table}`,
    `SELECT data_key_id AS id FROM ${table} WHERE ${column} = $1`,
    [id],
  );
  return ['keys', 'SELECT FROM data_key WHERE id = $1', rows[0]?.id ?? ''];
}
async function act(mutation: string, token: string | undefined, input: Json, happened: string): Promise<Json> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await world.ask<Record<string, Json>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${happened} ... on Refusal { code path } } }`,
    { input },
    token === undefined ? {} : { token },
  );
  return answer[mutation] ?? {};
}
const withdraw = ({ requestId, token }: TestRequest) =>
  act('withdrawRequest', token, { requestId }, '... on RequestChanged { request { id } }');
const handoffOf = ({ requestId }: TestRequest): Question => [
  'main',
  'SELECT FROM sealed.handoff WHERE request_id = $1',
  requestId,
];
/** A request that nobody ends, so that only the time of what hangs on it counts. */
const endless = ({ requestId }: TestRequest) =>
  count(['main', `UPDATE request SET expires_at = '2100-01-01' WHERE id = $1`, requestId]);
const consented = { acceptance: 'ANY_TRUSTED_HOME' };

const table: readonly Row[] = [
  {
    what: 'a handoff, under a data key: 72 hours after the request has ended',
    still: { hours: 59 },
    after: { hours: 26 },
    make: async () => {
      const request = await aRide(world, { ...consented, window: windowIn(world, 20) });
      const key = await keyOf('sealed.handoff', 'request_id', request.requestId);
      await withdraw(request);
      return [key, handoffOf(request)];
    },
  },
  {
    what: 'a handoff that only its family opens: 72 hours after the request has ended',
    still: { hours: 59 },
    after: { hours: 26 },
    make: async () => {
      const request = await aRide(world, { window: windowIn(world, 20) });
      await withdraw(request);
      return [handoffOf(request)];
    },
  },
  {
    what: 'a handoff of a claim: as long as the claim',
    still: { hours: 12 },
    after: { hours: 40 },
    make: async () => {
      const { claimId } = await anAcceptedClaim(world);
      return [
        await keyOf('sealed.claim_handoff', 'claim_id', claimId),
        ['main', 'SELECT FROM sealed.claim_handoff WHERE claim_id = $1', claimId],
      ];
    },
  },
  {
    what: 'messages: 72 hours after the claim has ended',
    still: { hours: 59 },
    after: { hours: 26 },
    make: async () => {
      const { claimId, home, family } = await anAcceptedClaim(world);
      await sendMessage(world, home, claimId, 'Seven is fine.');
      const key = await keyOf('sealed.message_key', 'claim_id', claimId);
      await moved(world, 'cancelClaim', family, claimId);
      return [
        key,
        ['main', 'SELECT FROM sealed.message_key WHERE claim_id = $1', claimId],
        ['main', 'SELECT FROM sealed.message WHERE claim_id = $1', claimId],
      ];
    },
  },
  {
    what: 'handoff and messages while a dispute is open: until it is settled, which it is after 14 days',
    still: { days: 13 },
    after: { days: 8 },
    make: async () => {
      const { claimId, home, family, request } = await aProposedClaim(world, {
        home: await aTrustedHome(world),
        request: await aGrocery(world, consented),
      });
      await sendMessage(world, home, claimId, 'It is at the door.');
      await moved(world, 'markDelivered', home, claimId);
      await moved(world, 'disputeClaim', family, claimId);
      return [
        await keyOf('sealed.message_key', 'claim_id', claimId),
        await keyOf('sealed.claim_handoff', 'claim_id', claimId),
        await keyOf('sealed.handoff', 'request_id', request.requestId),
        ['main', 'SELECT FROM sealed.message WHERE claim_id = $1', claimId],
        ['main', 'SELECT FROM sealed.claim_handoff WHERE claim_id = $1', claimId],
        handoffOf(request),
      ];
    },
  },
  {
    what: 'what a home says of its receipt: 30 days',
    still: { days: 29 },
    after: { days: 2 },
    make: async () => {
      const { claimId, home, request } = await anAcceptedClaim(world);
      await moved(world, 'markDelivered', home, claimId);
      await endless(request);
      const input = { claimId, amount: { minor: 900, currency: 'USD' }, receipt: 'Fuel, June 9, no. 12' };
      const { reimbursement } = await reimburse(world, home, 'askReimbursement', input);
      const id = reimbursement?.id ?? '';
      const key = await keyOf('sealed.receipt', 'reimbursement_id', id);
      return [key, ['main', 'SELECT FROM sealed.receipt WHERE reimbursement_id = $1', id]];
    },
  },
  {
    what: 'a handoff that nobody claims: 30 days',
    still: { days: 28 },
    after: { days: 3 },
    make: async () => {
      const request = await aRide(world, { ...consented, series: { rule: 'FREQ=WEEKLY;COUNT=9' } });
      return [await keyOf('sealed.handoff', 'request_id', request.requestId), handoffOf(request)];
    },
  },
  {
    what: 'a listing: 30 days after its end',
    still: { days: 29 },
    after: { days: 2 },
    make: async () => {
      const request = await aRide(world, { summary: 'A lift on Friday' });
      await withdraw(request);
      return [
        ['main', 'SELECT FROM request WHERE id = $1 AND summary_box IS NOT NULL', request.requestId],
        ['main', 'SELECT FROM ride_request WHERE request_id = $1', request.requestId],
        ['main', 'SELECT FROM occurrence WHERE request_id = $1', request.requestId],
      ];
    },
  },
  {
    what: 'all that a listing says, while its log is kept for longer: 30 days after its end',
    still: { days: 29 },
    after: { days: 2 },
    make: async () => {
      const { claimId, home, request } = await anAcceptedClaim(world, {
        request: await aGrocery(world, {
          summary: 'For four',
          languages: ['es'],
          dietaryRules: ['HALAL'],
          sharesTrip: true,
          accessNeeds: [],
        }),
      });
      await openHandoff(world, home, claimId);
      await withdraw(request);
      const says = (what: string): Question => [
        'main',
        `SELECT FROM request WHERE id = $1 AND ${what}`,
        request.requestId,
      ];
      return [
        says(`summary_box IS NOT NULL`),
        says(`alias <> 'Past request'`),
        says(`from_half IS NOT NULL`),
        says(`urgency <> 'WHENEVER'`),
        says(`languages <> '{}'`),
        says(`time_zone <> 'UTC'`),
        says(`extract(day FROM posted_on) <> 1`),
        says(`extract(day FROM ended_at) <> 1`),
        ['main', `SELECT FROM grocery_request WHERE request_id = $1 AND household_size <> 'ONE'`, request.requestId],
        ['main', 'SELECT FROM grocery_request WHERE request_id = $1 AND shares_trip', request.requestId],
        ['main', 'SELECT FROM request_line WHERE request_id = $1 AND label_box IS NOT NULL', request.requestId],
        ['main', `SELECT FROM occurrence WHERE request_id = $1 AND opens_at > '2000-01-01'`, request.requestId],
      ];
    },
  },
  {
    what: 'a ring: 90 days in which nobody opened it',
    still: { days: 89 },
    after: { days: 3 },
    make: async () => {
      await aRide(world);
      return [['keys', 'SELECT FROM ring']];
    },
  },
  {
    what: 'the log of openings of a request that goes on: 90 days',
    still: { days: 89 },
    after: { days: 2 },
    make: async () => {
      const { claimId, home, request } = await anAcceptedClaim(world, {
        request: await aRide(world, { window: null }),
      });
      await endless(request);
      await openHandoff(world, home, claimId);
      return [['main', 'SELECT FROM disclosure WHERE request_id = $1', request.requestId]];
    },
  },
  {
    what: 'the log of openings of a request that has ended: 90 days, and the request with it',
    still: { days: 89 },
    after: { days: 2 },
    make: async () => {
      const { claimId, home, request } = await anAcceptedClaim(world);
      await openHandoff(world, home, claimId);
      await withdraw(request);
      return [
        ['main', 'SELECT FROM disclosure WHERE request_id = $1', request.requestId],
        ['main', 'SELECT FROM disclosure_head WHERE request_id = $1', request.requestId],
        ['main', 'SELECT FROM request WHERE id = $1', request.requestId],
        ['main', 'SELECT FROM claim WHERE request_id = $1', request.requestId],
      ];
    },
  },
  {
    what: "a family's session: 15 idle minutes, and never more than a day",
    still: { minutes: 14 },
    after: { hours: 24 },
    make: async () => {
      await aRide(world);
      return [['keys', 'SELECT FROM family_session']];
    },
  },
  {
    what: 'an answer that is kept for whoever sends twice: 24 hours',
    still: { hours: 23 },
    after: { hours: 2 },
    make: async () => {
      const { token } = await aVouchedHome(world);
      const document = 'mutation { markNoticesRead(input: { all: true }) { ... on NoticesRead { unreadNotices } } }';
      await world.ask(document, {}, { token, idempotencyKey: randomUUID() });
      return [['main', 'SELECT FROM idempotent_answer']];
    },
  },
  {
    what: 'meters: 7 days',
    still: { days: 5 },
    after: { days: 4 },
    make: async () => {
      const { claimId, home } = await anAcceptedClaim(world);
      await openHandoff(world, home, claimId);
      return [['main', 'SELECT FROM meter']];
    },
  },
  {
    what: 'what was said in a report: 30 days',
    still: { days: 29 },
    after: { days: 2 },
    make: async () => {
      const request = await aRide(world, { window: null });
      await endless(request);
      const home = await aVouchedHome(world);
      const { reportId } = await act(
        'reportConcern',
        home.token,
        { requestId: request.requestId, reason: 'UNSAFE', text: 'He would not leave.' },
        '... on ConcernReported { reportId }',
      );
      return [
        await keyOf('sealed.report', 'report_id', String(reportId)),
        ['main', 'SELECT FROM sealed.report WHERE report_id = $1', reportId],
      ];
    },
  },
  {
    what: 'why a coordinator gave words back: 30 days',
    still: { days: 28 },
    after: { days: 3 },
    make: async () => {
      const request = await aRide(world, { window: null, summary: 'Call me at 917 555 0143' });
      await endless(request);
      await world.ask(
        'mutation ($input: ReturnTextInput!) { returnText(input: $input) { ... on RequestChanged { request { id } } } }',
        { input: { requestId: request.requestId, revision: 1, reasons: ['UNKIND'] } },
        await aCoordinator(world),
      );
      return [['main', `SELECT FROM request WHERE id = $1 AND 'UNKIND' = ANY (summary_reasons)`, request.requestId]];
    },
  },
  {
    what: 'that a home was on the map, after it hid: 30 days from when it named its place',
    still: { days: 29 },
    after: { days: 2 },
    make: async () => {
      const home = await aVouchedHome(world);
      await act(
        'showOnMap',
        home.token,
        { place: { cell: '892a1072b57ffff' } },
        '... on MapPlaceChanged { place { cell } }',
      );
      await world.ask('mutation { hideFromMap { ... on MapPlaceChanged { place { cell } } } }', {}, home);
      return [['main', 'SELECT FROM map_home WHERE home_id = $1', home.homeId]];
    },
  },
  {
    what: 'a notice: 30 days',
    still: { days: 29 },
    after: { days: 2 },
    make: async () => {
      const { claimId } = await anAcceptedClaim(world);
      const { rows } = await world.instance.owner.database.query<{ id: string }>(
        'notices-of-claim',
        'SELECT id FROM notice WHERE subject_id = $1',
        [claimId],
      );
      // The claim has more to tell later on.
      return [['main', 'SELECT FROM notice WHERE id = ANY ($1::uuid[])', rows.map(({ id }) => id)]];
    },
  },
];

const halfOf = ({ days = 0, hours = 0 }: Span): Span => ({ hours: (days * 24 + hours) / 2 });
const sweep = () => world.get(RunSweeps).all(world.clock.now());

describe('how long', () => {
  it.each(table)('$what', async ({ still, after, make }) => {
    const questions = await make();
    world.clock.advance(still);
    await sweep();
    const left = await Promise.all(questions.map(async (its) => [String(its[1]), (await count(its)) > 0]));
    expect(left).toEqual(questions.map((its) => [String(its[1]), true]));
    // What ends by a sweep has its own time to go from there.
    for (const _half of [1, 2]) {
      world.clock.advance(halfOf(after));
      await sweep();
    }
    const rest = await Promise.all(questions.map(async (its) => [String(its[1]), await count(its)]));
    expect(rest).toEqual(questions.map((its) => [String(its[1]), 0]));
  });

  it('then only kind, state and month remain, as a count', async () => {
    await withdraw(await aRide(world));
    world.clock.advance({ days: 31 });
    await sweep();
    const { rows } = await world.instance.owner.database.query(
      'past',
      'SELECT kind, ending, month::text, count FROM past_request',
    );
    expect(rows).toEqual([{ kind: 'RIDE', ending: 'WITHDRAWN', month: '2026-06-01', count: 1 }]);
  });
});
