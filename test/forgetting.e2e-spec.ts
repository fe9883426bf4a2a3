/** What hung on a request or a claim does not outlive it: offers made for exactly one claim, and what was reported. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parentAt } from '../src/place/cell.js';
import { reachCellOf } from '../src/place/reach.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { DataKeys } from '../src/sealing/data-keys.js';
import { anAcceptedClaim, aProposedClaim, type Signed } from './world/claims.js';
import { aRide, comeBack, type Json, type TestRequest } from './world/families.js';
import { aRideOffer } from './world/offers.js';
import { aCoordinator, aVouchedHome } from './world/people.js';
import { CELL_IN_BROOKLYN } from './world/rows.js';
import { World } from './world/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});

/** Time passes here, and with it everybody's sessions: each vouches anew. */
const aNewHome = async () => aVouchedHome(world, { vouchedBy: await aCoordinator(world) });

/** The rows that it changed. The second run right behind it has to change none. */
const sweep = async (name: string) => {
  const { rows } = await world.get(RunSweeps).one(name, world.clock.now());
  expect((await world.get(RunSweeps).one(name, world.clock.now())).rows).toBe(0);
  return rows;
};
const stored = async <Row extends object = Json>(text: string, values: unknown[] = []) =>
  (await world.instance.owner.database.query<Row>(createHash('md5').update(text).digest('hex'), text, values)).rows;
const act = async (mutation: string, { token }: Signed, input: Json, happened: string): Promise<Json> => {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await world.ask<Record<string, Json>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${happened} ... on Refusal { code path } } }`,
    { input },
    { token },
  );
  expect(answer[mutation]).not.toHaveProperty('code');
  return answer[mutation] ?? {};
};
const withdraw = ({ requestId, token }: TestRequest) =>
  act('withdrawRequest', { token }, { requestId }, '... on RequestChanged { request { id } }');

describe('an offer that was made for exactly one claim', () => {
  const offerOf = async (claimId: string) =>
    (
      await stored<{ id: string; cell: string }>(
        'SELECT o.id, o.cell FROM offer o JOIN claim c ON c.offer_id = o.id WHERE c.id = $1 AND o.made_for_claim',
        [claimId],
      )
    )[0] ?? { id: '', cell: '' };
  const leftOf = async (offerId: string) => {
    const counts = ['offer_line', 'offer_window', 'offer_period', 'offer_capacity'].map(
      (table) => `(SELECT count(*)::int FROM ${table} WHERE offer_id = $1) AS ${table}`,
    );
    const [row] = await stored<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM offer WHERE id = $1) AS offer, ${counts.join(', ')}`,
      [offerId],
    );
    return Object.values(row ?? {});
  };

  it('goes with its request, with all that belongs to it; one that a home posted stays', async () => {
    const { claimId, home, request } = await aProposedClaim(world, { home: await aNewHome() });
    const posted = await aRideOffer(world, home);
    const made = await offerOf(claimId);
    await withdraw(request);
    world.clock.advance({ days: 29 });
    await sweep('forget-requests');
    expect(await sweep('forget-made-offers')).toBe(0);
    expect(await leftOf(made.id)).toEqual([1, 1, 1, 1, 1]);
    world.clock.advance({ days: 2 });
    await sweep('forget-requests');
    expect(await sweep('forget-made-offers')).toBe(1);
    expect(await leftOf(made.id)).toEqual([0, 0, 0, 0, 0]);
    expect((await leftOf(posted.offerId))[0]).toBe(1);
  });

  it('says no more of the place than a request that is kept for its disclosures', async () => {
    const request = await aRide(world);
    // As it is where enough families ask.
    await stored('UPDATE request SET published_cell = $2 WHERE id = $1', [request.requestId, CELL_IN_BROOKLYN]);
    const { claimId, home } = await anAcceptedClaim(world, { request, home: await aNewHome() });
    await act('openHandoff', home, { claimId }, '... on HandoffOpened { handoff { place } }');
    const made = await offerOf(claimId);
    expect(made.cell).toBe(CELL_IN_BROOKLYN);
    await withdraw(request);
    world.clock.advance({ days: 31 });
    await sweep('forget-requests');
    expect(await sweep('forget-made-offers')).toBe(1);
    const after = await offerOf(claimId);
    expect(after).toEqual({ id: made.id, cell: reachCellOf(parentAt(made.cell, 2)) });
    expect(after.cell).not.toBe(made.cell);
    world.clock.advance({ days: 60 });
    await sweep('forget-disclosures');
    await sweep('forget-requests');
    expect(await sweep('forget-made-offers')).toBe(1);
    expect(await leftOf(made.id)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('a report', () => {
  const report = async (by: Signed, about: Json) => {
    const input = { ...about, reason: 'UNSAFE', text: 'He would not leave.' };
    return String((await act('reportConcern', by, input, '... on ConcernReported { reportId }'))['reportId']);
  };
  const settle = async (reportId: string) =>
    act(
      'settleReport',
      await aCoordinator(world),
      { reportId, upheld: true },
      '... on ReportSettled { report { id } }',
    );
  /** What is left of it, and of what was said in it. */
  const leftOf = async (reportId: string, keyId: string) => ({
    rows: (await stored('SELECT FROM report WHERE id = $1', [reportId])).length,
    words: (await stored('SELECT FROM sealed.report WHERE report_id = $1', [reportId])).length,
    keys: (await world.instance.keyStore.database.query('key-left', 'SELECT FROM data_key WHERE id = $1', [keyId]))
      .rowCount,
  });
  const keyOf = async (reportId: string) => {
    const [row] = await stored<{ id: string }>('SELECT data_key_id AS id FROM sealed.report WHERE report_id = $1', [
      reportId,
    ]);
    expect(await world.get(DataKeys).open(row?.id ?? '', world.clock.now())).not.toBeNull();
    return row?.id ?? '';
  };

  it('keeps its words for 30 days, and is kept for 90 after it was settled', async () => {
    const ride = await aRide(world, { window: null });
    const reportId = await report(await aNewHome(), { requestId: ride.requestId });
    const key = await keyOf(reportId);
    // A request that nobody ends, so that only the report's own time counts.
    await stored(`UPDATE request SET expires_at = '2100-01-01' WHERE id = $1`, [ride.requestId]);
    world.clock.advance({ days: 20 });
    await settle(reportId);
    expect(await sweep('forget-reports')).toBe(0);
    expect(await leftOf(reportId, key)).toEqual({ rows: 1, words: 1, keys: 1 });
    world.clock.advance({ days: 11 });
    expect(await sweep('forget-reports')).toBe(1);
    expect(await leftOf(reportId, key)).toEqual({ rows: 1, words: 0, keys: 0 });
    world.clock.advance({ days: 78 });
    expect(await sweep('forget-reports')).toBe(0);
    world.clock.advance({ days: 2 });
    expect(await sweep('forget-reports')).toBe(1);
    expect(await leftOf(reportId, key)).toEqual({ rows: 0, words: 0, keys: 0 });
  });

  it('stays while nobody has settled it, but for its words', async () => {
    const ride = await aRide(world, { window: null });
    const reportId = await report(await aNewHome(), { requestId: ride.requestId });
    const key = await keyOf(reportId);
    await stored(`UPDATE request SET expires_at = '2100-01-01' WHERE id = $1`, [ride.requestId]);
    world.clock.advance({ days: 200 });
    expect(await sweep('forget-reports')).toBe(1);
    expect(await leftOf(reportId, key)).toEqual({ rows: 1, words: 0, keys: 0 });
  });

  it('goes with its request, and leaves no words behind', async () => {
    const { claimId, request } = await anAcceptedClaim(world, { home: await aNewHome() });
    await withdraw(request);
    world.clock.advance({ days: 25 });
    const reportId = await report({ token: await comeBack(world, request.returnCode) }, { claimId });
    const key = await keyOf(reportId);
    world.clock.advance({ days: 6 });
    await sweep('forget-requests');
    expect(await leftOf(reportId, key)).toEqual({ rows: 0, words: 1, keys: 1 });
    expect(await sweep('forget-reports')).toBe(1);
    expect(await leftOf(reportId, key)).toEqual({ rows: 0, words: 0, keys: 0 });
  });
});
