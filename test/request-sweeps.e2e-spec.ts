/** What time does to requests: series go on, notices come, ends are written down, and what is over is destroyed; twice does no more than once. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { DataKeys } from '../src/sealing/data-keys.js';
import {
  aGrocery,
  aRide,
  aTimeRequest,
  comeBack,
  dateIn,
  type Json,
  type TestRequest,
  windowIn,
} from './world/families.js';
import { aCoordinator, aTrustedHome, type TestHome } from './world/people.js';
import { World } from './world/world.js';

describe('time', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(async () => {
    await world.close();
  });
  beforeEach(async () => {
    // What earlier stories left behind is over by then.
    world.clock.advance({ days: 200 });
    await world.get(RunSweeps).all(world.clock.now());
  });

  /** The rows that it changed. The second run right behind it has to change none. */
  const sweep = async (name: string): Promise<number | null> => {
    const { rows } = await world.get(RunSweeps).one(name, world.clock.now());
    expect((await world.get(RunSweeps).one(name, world.clock.now())).rows).toBe(0);
    return rows;
  };
  const stored = async <T extends object>(name: string, text: string, values: unknown[] = []) =>
    (await world.instance.owner.database.query<T>(name, text, values)).rows;
  const endingOf = async ({ requestId }: TestRequest) =>
    (await stored<{ ending: string | null }>('ending', 'SELECT ending FROM request WHERE id = $1', [requestId]))[0]
      ?.ending;
  const handoffOf = async ({ requestId }: TestRequest) =>
    (
      await stored<{ data_key_id: string | null }>(
        'handoff',
        'SELECT data_key_id FROM sealed.handoff WHERE request_id = $1',
        [requestId],
      )
    )[0];
  const noticesOf = async ({ requestId }: TestRequest) =>
    (
      await stored<{ code: string }>('notices', 'SELECT code FROM notice WHERE request_id = $1 ORDER BY sequence', [
        requestId,
      ])
    ).map(({ code }) => code);
  const act = async <T>(mutation: string, type: string, happened: string, input: Json, token: string): Promise<T> =>
    (
      await world.ask<Record<string, T>>(
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${happened} ... on Refusal { code path } } }`,
        { input },
        { token },
      )
    )[mutation] as T; // As `happened` asks for it.
  const claim = (home: TestHome, { requestId }: TestRequest, date: string, occurrenceId?: string) =>
    act<{ claim?: { id: string }; code?: string }>(
      'claimRequest',
      'ClaimRequestInput',
      '... on ClaimPlaced { claim { id } }',
      { requestId, occurrenceId, plannedFor: { date, half: 'AFTERNOON' } },
      home.token,
    );
  const confirm = async (request: TestRequest, claimId: string | undefined) =>
    act(
      'confirmReceipt',
      'ConfirmReceiptInput',
      '... on ClaimMoved { claim { status } }',
      { claimId },
      await comeBack(world, request.returnCode),
    );
  const windows = async (token: string, { requestId }: TestRequest) => {
    const { request } = await world.ask<{
      request: { occurrences: { id: string; window: { from: string } }[] } | null;
    }>('query ($id: ID!) { request(id: $id) { occurrences { id window { from } } } }', { id: requestId }, { token });
    return request?.occurrences ?? [];
  };
  /** With a coordinator of today: sessions do not last from one story to the next. */
  const aHome = async () => aTrustedHome(world, { vouchedBy: await aCoordinator(world) });

  describe('a series', () => {
    const weekly = (count: number): Json => ({
      window: windowIn(world, 1),
      series: { rule: `FREQ=WEEKLY;COUNT=${count}` },
      acceptance: 'ANY_TRUSTED_HOME',
    });

    it('has its occurrences 14 days ahead, each once, until it ends', async () => {
      const ride = await aRide(world, weekly(5));
      const { request } = await world.ask<{ request: Json }>(
        'query ($id: ID!) { request(id: $id) { window { from until } series { rule until } status } }',
        { id: ride.requestId },
        { token: ride.token },
      );
      expect(request).toEqual({
        window: { from: dateIn(world, 1), until: dateIn(world, 29) },
        series: { rule: 'FREQ=WEEKLY;COUNT=5', until: dateIn(world, 29) },
        status: 'OPEN',
      });
      const dates = [1, 8, 15, 22, 29].map((days) => dateIn(world, days));
      expect((await windows(ride.token, ride)).map((its) => its.window.from)).toEqual(dates.slice(0, 2));
      world.clock.advance({ days: 7 });
      expect(await sweep('make-occurrences')).toBe(1);
      // Sixteen days of being down: what has passed meanwhile is not made up for, what lies ahead is.
      world.clock.advance({ days: 16 });
      expect(await sweep('make-occurrences')).toBe(1);
      await sweep('end-occurrences');
      const token = await comeBack(world, ride.returnCode);
      expect((await windows(token, ride)).map((its) => its.window.from)).toEqual(dates.slice(4));
      world.clock.advance({ days: 9 });
      await sweep('end-occurrences');
      expect(await sweep('make-occurrences')).toBe(0);
      await sweep('end-due-requests');
      expect(await endingOf(ride)).toBe('EXPIRED');
    });

    it('asks the home last confirmed on it first, for a day', async () => {
      const [home, other] = [await aHome(), await aHome()];
      const ride = await aRide(world, weekly(4));
      const third = dateIn(world, 15);
      world.clock.advance({ hours: 26 });
      const { claim: placed } = await claim(home, ride, dateIn(world, 0), ride.occurrenceId);
      await confirm(ride, placed?.id);
      world.clock.advance({ days: 6 });
      expect(await sweep('make-occurrences')).toBe(1);
      const asked = await windows(home.token, ride);
      const made = asked.at(-1);
      expect(made?.window.from).toBe(third);
      expect((await windows(other.token, ride)).map(({ id }) => id)).not.toContain(made?.id);
      expect(await claim(other, ride, made?.window.from ?? '', made?.id)).toMatchObject({ code: 'FIRST_REFUSAL' });
      // When it was confirmed, of the time that was there already, and now of the new one.
      expect(
        await stored('told-first', `SELECT code FROM notice WHERE home_id = $1 AND code = 'FIRST_REFUSAL'`, [
          home.homeId,
        ]),
      ).toHaveLength(2);
      world.clock.advance({ hours: 25 });
      expect((await windows(other.token, ride)).map(({ id }) => id)).toContain(made?.id);
      expect((await claim(other, ride, made?.window.from ?? '', made?.id)).claim).toBeDefined();
    });
  });

  describe('an occurrence that is over', () => {
    it('is marked behind whoever has its request in hand, waiting for nobody', async () => {
      const request = await aTimeRequest(world);
      world.clock.advance({ days: 4 });
      const isOver = async () =>
        (
          await stored<{ over: boolean }>('is-over', 'SELECT over FROM occurrence WHERE request_id = $1', [
            request.requestId,
          ])
        )[0]?.over;
      await world.instance.owner.database.transaction(async (tx) => {
        // As a claim does, before it touches the occurrence.
        await tx.query('hold-request', 'SELECT FROM request WHERE id = $1 FOR NO KEY UPDATE', [request.requestId]);
        const swept = world.get(RunSweeps).one('end-occurrences', world.clock.now());
        const outcome = await Promise.race([swept, delay(2_000, null, { ref: false })]);
        expect(outcome?.rows).toBe(0);
        // Nobody waits for it either.
        await tx.query('hold-occurrence', 'SELECT FROM occurrence WHERE request_id = $1 FOR UPDATE NOWAIT', [
          request.requestId,
        ]);
      });
      expect(await isOver()).toBe(false);
      expect(await sweep('end-occurrences')).toBe(1);
      expect(await isOver()).toBe(true);
    });
  });

  describe('a request', () => {
    it('without a date is told two days before its end, once a term, and then ends', async () => {
      const request = await aTimeRequest(world, { window: null });
      world.clock.advance({ days: 11 });
      expect(await sweep('tell-of-expiry')).toBe(0);
      world.clock.advance({ days: 1, hours: 13 });
      expect(await sweep('tell-of-expiry')).toBe(1);
      expect(await noticesOf(request)).toEqual(['REQUEST_EXPIRES_SOON']);
      const token = await comeBack(world, request.returnCode);
      await act(
        'renewRequest',
        'RenewRequestInput',
        '... on RequestChanged { request { id } }',
        { requestId: request.requestId },
        token,
      );
      world.clock.advance({ days: 13 });
      expect(await sweep('tell-of-expiry')).toBe(1);
      world.clock.advance({ days: 3 });
      expect(await sweep('end-due-requests')).toBe(1);
      expect(await endingOf(request)).toBe('EXPIRED');
      expect(await noticesOf(request)).toEqual(['REQUEST_EXPIRES_SOON', 'REQUEST_EXPIRES_SOON', 'REQUEST_EXPIRED']);
    });

    it('with a date ends a day after its window, its coordinator is told too, and nobody finds it from then on', async () => {
      const coordinator = await aCoordinator(world);
      const home = await aHome();
      const request = await aGrocery(world, {}, { coordinator });
      // The window ends at midnight.
      world.clock.set(`${dateIn(world, 2)}T05:00:00Z`);
      expect(await windows(home.token, request)).toEqual([]);
      expect(await sweep('end-occurrences')).toBe(1);
      expect(await sweep('end-due-requests')).toBe(0);
      world.clock.advance({ days: 1 });
      expect(await sweep('end-due-requests')).toBe(1);
      expect(await endingOf(request)).toBe('EXPIRED');
      const told = await stored(
        'told-coordinator',
        `SELECT code FROM notice WHERE coordinator_id = $1 AND subject_id = $2`,
        [coordinator.id, request.requestId],
      );
      expect(told).toEqual([{ code: 'REQUEST_EXPIRED' }]);
    });

    it('never ends while a claim on it lives', async () => {
      const home = await aHome();
      const request = await aTimeRequest(world, { window: null, acceptance: 'ANY_TRUSTED_HOME' });
      world.clock.advance({ days: 13 });
      const { claim: placed } = await claim(home, request, dateIn(world, 3));
      expect(placed).toBeDefined();
      world.clock.advance({ days: 2 });
      expect(await sweep('end-due-requests')).toBe(0);
      await confirm(request, placed?.id);
      expect(await sweep('end-due-requests')).toBe(1);
      expect(await endingOf(request)).toBe('FULFILLED');
    });
  });

  describe('what is sealed', () => {
    it('is destroyed 72 hours after the end, the key first', async () => {
      const own = await aRide(world);
      const consented = await aRide(world, { acceptance: 'ANY_TRUSTED_HOME' }, { family: own });
      const { data_key_id: keyId } = (await handoffOf(consented)) ?? {};
      for (const { requestId } of [own, consented]) {
        await act(
          'withdrawRequest',
          'WithdrawRequestInput',
          '... on RequestChanged { request { id } }',
          { requestId },
          own.token,
        );
      }
      world.clock.advance({ hours: 59 });
      expect(await sweep('destroy-handoffs')).toBe(0);
      expect(await world.get(DataKeys).open(keyId ?? '', world.clock.now())).not.toBeNull();
      world.clock.advance({ hours: 14 });
      expect(await sweep('destroy-handoffs')).toBe(2);
      expect([await handoffOf(own), await handoffOf(consented)]).toEqual([undefined, undefined]);
      expect(await world.get(DataKeys).open(keyId ?? '', world.clock.now())).toBeNull();
    });

    it('of a series goes after 30 days in which nobody came; amended, it is there again', async () => {
      const series = {
        window: windowIn(world, 1),
        series: { rule: 'FREQ=WEEKLY;COUNT=20' },
        acceptance: 'ANY_TRUSTED_HOME',
      };
      const [lonely, served] = [await aTimeRequest(world, series), await aTimeRequest(world, series)];
      const home = await aHome();
      world.clock.advance({ days: 20 });
      await sweep('make-occurrences');
      const [next] = await windows(home.token, served);
      expect((await claim(home, served, next?.window.from ?? '', next?.id)).claim).toBeDefined();
      await sweep('destroy-handoffs');
      world.clock.advance({ days: 11 });
      expect(await sweep('destroy-handoffs')).toBe(1);
      expect(await handoffOf(lonely)).toBeUndefined();
      const kept = await handoffOf(served);
      expect(await world.get(DataKeys).open(kept?.data_key_id ?? '', world.clock.now())).not.toBeNull();
      const token = await comeBack(world, lonely.returnCode);
      const input = { requestId: lonely.requestId, handoff: { contactMethod: 'IN_APP' } };
      await act('amendHandoff', 'AmendHandoffInput', '... on RequestChanged { request { id } }', input, token);
      expect(await handoffOf(lonely)).toBeDefined();
    });
  });

  it('takes a listing away 30 days after its end, but for a count; and the ring forgets it', async () => {
    const ride = await aRide(world);
    const second = await aTimeRequest(world, { window: null }, { family: ride });
    await act(
      'withdrawRequest',
      'WithdrawRequestInput',
      '... on RequestChanged { request { id } }',
      { requestId: ride.requestId },
      ride.token,
    );
    world.clock.advance({ days: 10 });
    expect(await sweep('forget-requests')).toBe(0);
    world.clock.advance({ days: 21 });
    expect(await sweep('forget-requests')).toBeGreaterThanOrEqual(1);
    expect(await stored('is-gone', 'SELECT FROM request WHERE id = $1', [ride.requestId])).toEqual([]);
    const [count] = await stored<{ count: number }>(
      'past',
      `SELECT count FROM past_request WHERE kind = 'RIDE' AND ending = 'WITHDRAWN' AND month = date_trunc('month', $1::date)::date`,
      [dateIn(world, -31)],
    );
    expect(count?.count).toBeGreaterThanOrEqual(1);
    const { myRequests } = await world.ask<{ myRequests: { id: string }[] }>(
      '{ myRequests { id } }',
      {},
      { token: await comeBack(world, ride.returnCode) },
    );
    expect(myRequests).toEqual([{ id: second.requestId }]);
  });

  it('leaves of one whose details were opened only that, until that may go as well', async () => {
    const home = await aHome();
    const ride = await aRide(world, {
      acceptance: 'ANY_TRUSTED_HOME',
      summary: 'To the clinic',
      hideFromHomes: [{ email: 'a@b.org' }],
    });
    const { claim: placed } = await claim(home, ride, dateIn(world, 1));
    await act(
      'openHandoff',
      'OpenHandoffInput',
      '... on HandoffOpened { handoff { place } }',
      { claimId: placed?.id },
      home.token,
    );
    await act(
      'withdrawRequest',
      'WithdrawRequestInput',
      '... on RequestChanged { request { id } }',
      { requestId: ride.requestId },
      ride.token,
    );
    world.clock.advance({ days: 31 });
    await sweep('forget-requests');
    const token = await comeBack(world, ride.returnCode);
    const left = await world.ask<{ request: Json; disclosures: Json[] }>(
      'query ($id: ID!) { request(id: $id) { alias summary status area { resolution } } disclosures(requestId: $id) { id } }',
      { id: ride.requestId },
      { token },
    );
    expect(left).toEqual({
      request: { alias: 'Past request', summary: null, status: 'WITHDRAWN', area: { resolution: 2 } },
      disclosures: [{ id: expect.any(String) }],
    });
    world.clock.advance({ days: 60 });
    expect(await sweep('forget-disclosures')).toBe(1);
    expect(await sweep('forget-requests')).toBe(1);
    expect(await stored('is-gone', 'SELECT FROM request WHERE id = $1', [ride.requestId])).toEqual([]);
  });
});
