/** What the database itself refuses, whatever a program sends: to the serving role what is sealed and what is counted, to everybody what is too much. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { constraintOf, databaseErrorCode } from '../src/platform/database/database.js';
import type { SealedRows } from '../src/platform/database/transaction.js';
import type { Queryable } from '../src/platform/queryable.js';
import {
  aDeliveredClaim,
  anAcceptedClaim,
  capacityOf,
  quantitiesOf,
  type TestClaim,
  unbalanced,
} from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, dateIn, type TestRequest } from './world/families.js';
import { aSession } from './world/gatherings.js';
import { aGroceryOffer } from './world/offers.js';
import { aHome, aVouchedHome, type TestHome, theHostsCoordinator } from './world/people.js';
import { ask } from './world/privacy-claims.js';
import { World } from './world/world.js';
import { type WrittenClaim, writeClaim } from './world/written-claims.js';

const NOT_PERMITTED = '42501';
const NOT_THAT_WAY = '23000';
const CONFIRM = `UPDATE claim SET status = 'CONFIRMED', confirmed_by = 'FAMILY', ended_at = '2026-06-10' WHERE id = $1`;

let world: World;
let claim: TestClaim;
let other: TestClaim;
let session: string;
let spent: TestClaim;
beforeAll(async () => {
  world = await World.open();
  claim = await aReportedClaim();
  other = await aReportedClaim();
  await aSession(world, await theHostsCoordinator(world));
  session = await aSession(world, await theHostsCoordinator(world));
}, 30_000);
afterAll(async () => {
  await world.close();
});

/** One row in each table of the schema `sealed`. */
async function aReportedClaim(): Promise<TestClaim> {
  const made = await anAcceptedClaim(world, { request: await aGrocery(world) });
  await ask(world, made.home, 'sendMessage', { claimId: made.claimId, text: 'On my way.' });
  await ask(world, made.family, 'reportConcern', { claimId: made.claimId, reason: 'OTHER', text: 'Odd.' });
  const { homeId } = await aHome(world);
  const coordinator = await theHostsCoordinator(world);
  await ask(world, coordinator, 'noteOnWaiting', { kind: 'HOME_TO_VOUCH', subjectId: homeId, text: 'Met them.' });
  spent = await aDeliveredClaim(world, { request: await aRide(world) });
  const { claimId } = spent;
  const receipt = { claimId, amount: { minor: 900, currency: 'USD' }, receipt: `Fuel for ${claimId}` };
  await ask(world, spent.home, 'askReimbursement', receipt);
  return made;
}

let statements = 0;
/** What a statement is refused with; null when it went through. */
async function refusal(db: Queryable, text: string, values: readonly unknown[] = []) {
  statements += 1;
  try {
    await db.query(`wall ${statements}`, text, values);
    return null;
  } catch (error) {
    return constraintOf(error) ?? databaseErrorCode(error);
  }
}

async function tablesOf(schema: 'public' | 'sealed'): Promise<string[]> {
  const { rows } = await world.instance.owner.database.query<{ name: string }>(
    'tables of a schema',
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema = $1 AND table_type = 'BASE TABLE' AND table_name <> 'migration' ORDER BY 1`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

/** As everyone who serves calls runs its statements; it is the connection's role that says so. */
const api = () => world.instance.database;

describe('the serving role', () => {
  it('reaches nothing that is sealed', async () => {
    const tables = await tablesOf('sealed');
    expect(tables).toHaveLength(9);
    for (const table of tables) {
      for (const text of [
        `SELECT FROM ${table}`,
        `DELETE FROM ${table}`,
        `INSERT INTO ${table} DEFAULT VALUES`,
        `TRUNCATE ${table}`,
        `UPDATE ${table} SET box = ''`,
      ]) {
        expect([text, await refusal(api(), text)]).toEqual([text, NOT_PERMITTED]);
      }
    }
  });

  it.each([
    'UPDATE occurrence_line SET held = 0',
    'UPDATE occurrence_line SET fulfilled = 1',
    'UPDATE occurrence_line SET quantity = 1000',
    'INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity, held) SELECT occurrence_id, line_id, request_id, 1, 1 FROM occurrence_line',
    'INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity, fulfilled) SELECT occurrence_id, line_id, request_id, 1, 1 FROM occurrence_line',
    'UPDATE offer_capacity SET held = 0',
    'UPDATE offer_capacity SET used = 1',
    'UPDATE offer_capacity SET quantity = 1000',
    'INSERT INTO offer_capacity (period_id, line_id, offer_id, quantity, held) SELECT period_id, line_id, offer_id, 1, 1 FROM offer_capacity',
    'INSERT INTO offer_capacity (period_id, line_id, offer_id, quantity, used) SELECT period_id, line_id, offer_id, 1, 1 FROM offer_capacity',
    'UPDATE gathering SET taken = 0',
    'UPDATE gathering SET attended = 1',
    'UPDATE sign_up SET waiting_number = NULL',
    "INSERT INTO sign_up (id, gathering_id, member_id, attendance) SELECT gen_random_uuid(), id, id, 'ATTENDED' FROM gathering",
    'UPDATE certificate SET expires_at = expires_at',
    'UPDATE claim_line SET quantity = 1',
    'UPDATE claim_line SET offer_quantity = 0',
    'UPDATE request SET listed = true',
    'UPDATE request SET published_cell = published_cell',
    'SELECT move_quantities(NULL, NULL, NULL, NULL, -1, 0, -1, 0)',
    'SELECT refresh_request_listed(id) FROM request',
    'DELETE FROM claim',
    'DELETE FROM claim_line',
    'DELETE FROM disclosure',
    "UPDATE disclosure SET circle_name = 'x'",
    'ALTER TABLE claim DISABLE TRIGGER ALL',
    'CREATE TABLE mine (id integer)',
    'SELECT token FROM area_presence',
  ])('may not: %s', async (text) => {
    const before = await everythingStored(world);
    // Whoever owns the table is asked for by ALTER, and told with the same code.
    expect(await refusal(api(), text)).toBe(NOT_PERMITTED);
    expect(await everythingStored(world)).toEqual(before);
  });
});

describe('the role that opens', () => {
  const COUNT = (table: string) => `SELECT count(*)::integer AS count FROM ${table}`;
  async function seen(inHand: SealedRows): Promise<Record<string, number>> {
    const tables = await tablesOf('sealed');
    const counts = await api().transaction((tx) =>
      tx.asOpener(inHand, async (sealed) => {
        const found: [string, number][] = [];
        for (const table of tables) {
          const { rows } = await sealed.query<{ count: number }>(`count ${table}`, COUNT(table));
          found.push([table.replace('sealed.', ''), rows[0]?.count ?? 0]);
        }
        return Object.fromEntries(found);
      }),
    );
    if ('accepted' in counts) throw new Error('reading was refused');
    return counts as Record<string, number>; // Not a refusal, so it is what was counted.
  }
  const nothing = {
    claim_handoff: 0,
    gathering_place: 0,
    handoff: 0,
    message: 0,
    message_key: 0,
    person: 0,
    queue_note: 0,
    receipt: 0,
    report: 0,
  };

  it('sees nothing without a row in hand, nor with one that there is not', async () => {
    const { owner } = world.instance;
    for (const table of await tablesOf('sealed')) {
      const { rows } = await owner.database.query<{ count: number }>(`all of ${table}`, COUNT(table));
      expect(rows[0]?.count).toBeGreaterThan(1);
    }
    expect(await seen({})).toEqual(nothing);
    const id = randomUUID();
    expect(await seen({ request: id, claim: id, person: id, report: id, queueEntry: id, gathering: id })).toEqual(
      nothing,
    );
  });

  it('sees one row, of the one that it has in hand', async () => {
    expect(await seen({ request: claim.request.requestId })).toEqual({ ...nothing, handoff: 1 });
    expect(await seen({ gathering: session })).toEqual({ ...nothing, gathering_place: 1 });
    expect(await seen({ claim: claim.claimId })).toEqual({ ...nothing, claim_handoff: 1, message: 1, message_key: 1 });
    expect(await seen({ claim: spent.claimId })).toMatchObject({ receipt: 1 });
  });

  it('has nothing in hand any more when its transaction is over, however it ended', async () => {
    const inHand = { request: claim.request.requestId, claim: claim.claimId };
    const broken = api().transaction((tx) => tx.asOpener(inHand, () => Promise.reject(new Error('broken'))));
    await expect(broken).rejects.toThrow('broken');
    await seen(inHand);
    // More of them than the pool has connections: whoever borrows the same one next.
    const borrowers = Array.from({ length: 30 }, () =>
      api().query<{ role: string; hand: string | null }>(
        'who am i',
        `SELECT current_user AS role, NULLIF(current_setting('sanctuary.request', true), '') AS hand`,
      ),
    );
    for (const { rows } of await Promise.all(borrowers)) expect(rows).toEqual([{ role: 'sanctuary_api', hand: null }]);
    expect(await seen({})).toEqual(nothing);
  });

  it.each([
    ['reads a table that may be listed', 'SELECT FROM request'],
    ['reads who belongs to a home', 'SELECT FROM home_member'],
    ['makes a table', 'CREATE TABLE sealed.mine (id integer)'],
    ['turns row security off', 'ALTER TABLE sealed.handoff DISABLE ROW LEVEL SECURITY'],
  ])('never %s', async (_what, text) => {
    expect(await asOpener({ request: claim.request.requestId }, text)).toBe(NOT_PERMITTED);
  });

  it('writes nothing but the row in hand', async () => {
    const inHand = { claim: claim.claimId };
    const before = await everythingStored(world);
    const insert = `INSERT INTO sealed.message (id, claim_id, author, sequence, written_half, box) VALUES ($1, $2, 'HOME', 9, 0, '')`;
    expect(await asOpener(inHand, insert, [randomUUID(), other.claimId])).toBe(NOT_PERMITTED);
    expect(await asOpener(inHand, 'UPDATE sealed.message SET claim_id = $1', [other.claimId])).toBe(NOT_PERMITTED);
    const others = `WITH gone AS (DELETE FROM sealed.message WHERE claim_id = $1 RETURNING id) SELECT 1 / count(*) FROM gone`;
    // It finds none of them: the division says so.
    expect(await asOpener(inHand, others, [other.claimId])).toBe('22012');
    expect(await everythingStored(world)).toEqual(before);
  });

  async function asOpener(inHand: SealedRows, text: string, values: readonly unknown[] = []) {
    let code: string | null | undefined;
    const work = api().transaction((tx) =>
      tx.asOpener(inHand, async (sealed) => {
        code = await refusal(sealed, text, values);
        throw new Error('enough');
      }),
    );
    await expect(work).rejects.toThrow('enough');
    return code;
  }
});

describe('quantities', () => {
  let request: TestRequest;
  let home: TestHome;
  beforeAll(async () => {
    home = await aVouchedHome(world);
  });
  afterEach(async () => {
    expect(await unbalanced(world)).toEqual([]);
  });

  /** The constraint that refused it, or null. */
  async function claimed(its: WrittenClaim): Promise<string | null | undefined> {
    try {
      await writeClaim(api(), its);
      return null;
    } catch (error) {
      return constraintOf(error);
    }
  }
  const theLine = async () => (await quantitiesOf(world, request.requestId))[0];

  it('of a request line are not claimed beyond what is asked for, nor is what has come', async () => {
    request = await aGrocery(world, { items: [{ name: 'Rice', quantity: 3, unit: 'BAG' }] });
    const { offerId } = await aGroceryOffer(world, home, { runs: 9 });
    const { requestId } = request;
    expect(await claimed({ requestId, offerId, quantity: 4, offerQuantity: 1 })).toBe('request_line_not_over_claimed');
    const held = await writeClaim(api(), { requestId, offerId, quantity: 2, offerQuantity: 1, status: 'ACCEPTED' });
    expect(await claimed({ requestId, offerId, quantity: 2, offerQuantity: 1 })).toBe('request_line_not_over_claimed');
    await api().query('confirm it', CONFIRM, [held]);
    expect(await theLine()).toEqual({ quantity: 3, held: 0, spent: 2 });
    expect(await claimed({ requestId, offerId, quantity: 2, offerQuantity: 1 })).toBe('request_line_not_over_claimed');
    expect(await claimed({ requestId, offerId, quantity: 1, offerQuantity: 1 })).toBeNull();
    expect(await theLine()).toEqual({ quantity: 3, held: 1, spent: 2 });
  });

  it("of an offer are not claimed beyond its capacity, and of a standing one not beyond a period's", async () => {
    request = await aGrocery(world, { items: [{ name: 'Rice', quantity: 90, unit: 'BAG' }] });
    const { requestId } = request;
    const once = { requestId, ...(await aGroceryOffer(world, home, { runs: 2 })), quantity: 1 };
    expect(await claimed({ ...once, offerQuantity: 3 })).toBe('offer_period_not_over_claimed');
    expect(await claimed({ ...once, offerQuantity: 2 })).toBeNull();
    expect(await claimed({ ...once, offerQuantity: 1 })).toBe('offer_period_not_over_claimed');

    const recurrence = { rule: 'FREQ=DAILY', from: dateIn(world, 0), halves: ['MORNING'] };
    const weekly = await aGroceryOffer(world, home, { runs: 1, recurrence, refill: 'WEEKLY' });
    const standing = { requestId, ...weekly, quantity: 1, offerQuantity: 1 };
    expect(await claimed(standing)).toBeNull();
    expect(await claimed(standing)).toBe('offer_period_not_over_claimed');
    expect(await claimed({ ...standing, period: 1 })).toBeNull();
    expect((await capacityOf(world, weekly.offerId)).map(({ held }) => held).slice(0, 3)).toEqual([1, 1, 0]);
  });

  it('are taken once by a crowd that comes at once', async () => {
    request = await aGrocery(world, { items: [{ name: 'Rice', quantity: 1, unit: 'BAG' }] });
    const { offerId } = await aGroceryOffer(world, home, { runs: 50 });
    const crowd = Array.from({ length: 30 }, () =>
      claimed({ requestId: request.requestId, offerId, quantity: 1, offerQuantity: 1 }),
    );
    const told = await Promise.all(crowd);
    expect(told.filter((its) => its === null)).toHaveLength(1);
    expect(told.filter((its) => its === 'request_line_not_over_claimed')).toHaveLength(29);
    expect(await theLine()).toEqual({ quantity: 1, held: 1, spent: 0 });
  });

  it('of a claim do not come back once it has ended, nor does more come than was claimed', async () => {
    request = await aGrocery(world, { items: [{ name: 'Rice', quantity: 3, unit: 'BAG' }] });
    const { offerId } = await aGroceryOffer(world, home, { runs: 9 });
    const its = { requestId: request.requestId, offerId, quantity: 2, offerQuantity: 1, status: 'ACCEPTED' };
    const id = await writeClaim(api(), its);
    const came = 'UPDATE claim_line SET delivered = $2, offer_delivered = 1 WHERE claim_id = $1';
    expect(await refusal(api(), came, [id, 3])).toBe('claim_line_check');
    await api().query('cancel it', `UPDATE claim SET status = 'CANCELLED', ended_at = '2026-06-10' WHERE id = $1`, [
      id,
    ]);
    expect(await theLine()).toEqual({ quantity: 3, held: 0, spent: 0 });
    const again = `UPDATE claim SET status = 'ACCEPTED', ended_at = NULL WHERE id = $1`;
    expect(await refusal(api(), again, [id])).toBe(NOT_THAT_WAY);
    expect(await refusal(api(), CONFIRM, [id])).toBe(NOT_THAT_WAY);
    expect(await theLine()).toEqual({ quantity: 3, held: 0, spent: 0 });
  });
});
