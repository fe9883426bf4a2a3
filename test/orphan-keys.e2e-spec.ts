/** A key whose record never came goes after a week, and nothing else goes with it, whatever database stands there. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { type DataKeyPurpose, DataKeys } from '../src/sealing/data-keys.js';
import { ListingTexts } from '../src/sealing/listing-key.js';
import { aDeliveredClaim, anAcceptedClaim, openHandoff, sendMessage } from './world/claims.js';
import { aRide } from './world/families.js';
import { aSession } from './world/gatherings.js';
import { aCoordinator, aHome } from './world/people.js';
import { reimburse } from './world/reimbursements.js';
import { World } from './world/world.js';

describe('keys without a record', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const keyIds = async () => {
    const { rows } = await world.instance.keyStore.database.query<{ id: string }>(
      'all-keys',
      'SELECT id FROM data_key ORDER BY id',
    );
    return rows.map(({ id }) => id);
  };
  const sweep = () => world.get(RunSweeps).one('destroy-orphan-keys', world.clock.now());

  it('go once they are old enough, and those of homes, coordinators, handoffs, messages, reports, receipts, sessions and lists stay', async () => {
    const { claimId, home, family } = await anAcceptedClaim(world);
    await aRide(world, { acceptance: 'ANY_TRUSTED_HOME', summary: 'Two of us.' });
    await sendMessage(world, family, claimId, 'Hello');
    await world.ask(
      'mutation ($input: ReportConcernInput!) { reportConcern(input: $input) { __typename } }',
      { input: { claimId, reason: 'ASKED_FOR_MORE', text: 'Es raro.' } },
      { token: family.token },
    );
    const { homeId } = await aHome(world, { phone: '+1 917 555 0143' });
    const coordinator = await aCoordinator(world);
    await world.ask(
      'mutation ($input: NoteOnWaitingInput!) { noteOnWaiting(input: $input) { __typename } }',
      { input: { kind: 'HOME_TO_VOUCH', subjectId: homeId, text: 'Met them.' } },
      { token: coordinator.token },
    );
    await aSession(world, coordinator);
    const brought = await aDeliveredClaim(world, { request: await aRide(world) });
    const spent = {
      claimId: brought.claimId,
      amount: { minor: 900, currency: 'USD' },
      receipt: 'Fuel, June 9, no. 12',
    };
    expect((await reimburse(world, brought.home, 'askReimbursement', spent)).code).toBeUndefined();
    const living = await keyIds();
    const purposes = await world.instance.keyStore.database.query<{ purpose: string }>(
      'purposes',
      'SELECT DISTINCT purpose FROM data_key ORDER BY 1',
    );
    // One that is new does not compile until it is named here, and made above.
    const every: Record<DataKeyPurpose, true> = {
      CLAIM: true,
      GATHERING: true,
      HANDOFF: true,
      LISTING: true,
      NOTE: true,
      PERSON: true,
      RECEIPT: true,
      REPORT: true,
    };
    expect(purposes.rows.map(({ purpose }) => purpose)).toEqual(Object.keys(every));
    const orphanOf = (purpose: DataKeyPurpose) => world.get(DataKeys).create(purpose, null, world.clock.now());
    const orphans = [await orphanOf('PERSON'), await orphanOf('PERSON')];
    const orphan = await orphanOf('HANDOFF');
    expect((await sweep()).rows).toBe(0);
    expect(await keyIds()).toHaveLength(living.length + 3);
    world.clock.advance({ days: 6 });
    expect((await sweep()).rows).toBe(0);
    world.clock.advance({ days: 2 });
    const fresh = await world.get(DataKeys).create('PERSON', null, world.clock.now());
    expect((await sweep()).rows).toBe(3);
    expect(await keyIds()).toEqual([...living, fresh.id].sort());
    expect([...orphans, orphan].some(({ id }) => living.includes(id))).toBe(false);
    expect((await sweep()).rows).toBe(0);
    expect((await openHandoff(world, home, claimId)).code).not.toBe('KEYS_UNREACHABLE');
    await world.get(DataKeys).destroy([fresh.id]);
  });

  it('go with the last text of a month, and stay with any', async () => {
    const { owner, keyStore } = world.instance;
    const texts = world.get(ListingTexts);
    const place = { table: 'home', column: 'short_name_box', rowId: '' };
    const used = await aHome(world, { name: 'Maple House' });
    const long = new Date(world.clock.now().getTime() - 70 * 24 * 3_600_000);
    const kept = new Date(world.clock.now().getTime() - 130 * 24 * 3_600_000);
    await texts.seal('of nobody', place, long);
    const box = await texts.seal('Maple House', { ...place, rowId: used.homeId }, kept);
    await owner.database.query('put-box', 'UPDATE home SET short_name_box = $1 WHERE id = $2', [box, used.homeId]);
    const epochs = async () =>
      (await keyStore.database.query<{ epoch: string }>('epochs', 'SELECT epoch FROM listing_key ORDER BY 1')).rows.map(
        ({ epoch }) => epoch,
      );
    const before = await epochs();
    expect((await sweep()).rows).toBe(1);
    expect(await epochs()).toEqual(before.filter((epoch) => epoch !== long.toISOString().slice(0, 7)));
  });

  it('are not believed to be left over in the face of an empty main database', async () => {
    const before = await keyIds();
    world.clock.advance({ days: 60 });
    const { rows } = await world.instance.owner.database.query<{ tables: string }>(
      'all-tables',
      `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS tables FROM pg_tables
       WHERE schemaname IN ('public', 'sealed') AND tablename <> 'migration'`,
    );
    await world.instance.owner.database.query('empty', `TRUNCATE ${rows[0]?.tables} CASCADE`);
    expect((await sweep()).rows).toBe(0);
    expect(await keyIds()).toEqual(before);
    expect(world.logLines.join('')).toContain('look like another database');
  });

  it('are not looked for where a table hides its rows from its owner', async () => {
    const before = await keyIds();
    await world.instance.owner.database.query('hide', 'DROP POLICY keeper ON sealed.person');
    expect((await sweep()).rows).toBeNull();
    expect(await keyIds()).toEqual(before);
  });
});
