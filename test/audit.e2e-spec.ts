/** Whoever touches the log of who opened a handoff is noticed, though the database is theirs. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { VerifyDisclosures } from '../src/claim/audit/verify-disclosures.js';
import { ClaimStore } from '../src/claim/claim.store.js';
import { RecordDisclosure } from '../src/claim/record-disclosure.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { anAcceptedClaim, openHandoff, type TestClaim } from './world/claims.js';
import { aRide } from './world/families.js';
import { World } from './world/world.js';

jest.setTimeout(60_000);

let world: World;
let claim: TestClaim;
async function openLog(): Promise<void> {
  world = await World.open();
  claim = await anAcceptedClaim(world);
  const other = await anAcceptedClaim(world);
  for (let count = 0; count < 3; count += 1) await openHandoff(world, claim.home, claim.claimId);
  await openHandoff(world, other.home, other.claimId);
}

const id = () => claim.request.requestId;
const shortDigest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const verify = (heads?: string) => world.get(VerifyDisclosures).execute(world.clock.now(), heads);
/** As somebody who owns the database, and switches off what stands in the way. */
async function asOwner(...statements: string[]): Promise<void> {
  const { database } = world.instance.owner;
  for (const text of statements) await database.query(createHash('md5').update(text).digest('hex'), text);
}
const whole = { requests: 2, disclosures: 4, dropped: 0, broken: [] };

describe('the log of openings', () => {
  const TABLES = ['disclosure', 'disclosure_head'];
  beforeAll(async () => {
    await openLog();
    await asOwner(...TABLES.map((table) => `CREATE TABLE untouched_${table} AS TABLE ${table}`));
  });
  afterAll(() => world.close());
  /** A log that was touched stays touched: it is written anew, whole, for each. */
  beforeEach(async () => {
    await asOwner(
      'ALTER TABLE disclosure DISABLE TRIGGER USER',
      ...TABLES.flatMap((table) => [`DELETE FROM ${table}`, `INSERT INTO ${table} SELECT * FROM untouched_${table}`]),
      'ALTER TABLE disclosure ENABLE TRIGGER USER',
    );
    world.logLines.length = 0;
    expect(await verify()).toEqual(whole);
  });

  it('is whole as it was written', async () => {
    expect(await verify()).toEqual(whole);
    expect(world.logLines.join('')).not.toContain('CHAIN_BROKEN');
  });

  it('is in the hands of the serving role only to add to, and its head not even that', async () => {
    const serving = world.instance.database;
    for (const text of [
      'DELETE FROM disclosure',
      'UPDATE disclosure SET sequence = sequence',
      'DELETE FROM disclosure_head',
      'UPDATE disclosure_head SET count = count',
      'UPDATE disclosure_head SET dropped = count, dropped_hash = hash',
      'TRUNCATE disclosure CASCADE',
    ]) {
      await expect(serving.query(shortDigest(text), text)).rejects.toThrow(/permission denied/);
    }
    // What does not follow the last entry is not let in, whoever writes it.
    const entry = (sequence: number, previous: string) =>
      `INSERT INTO disclosure (id, request_id, claim_id, sequence, kind, circle_name, opened_half, time_zone, previous_hash, hash)
       SELECT gen_random_uuid(), request_id, claim_id, ${sequence}, kind, circle_name, opened_half, time_zone, ${previous}, hash
       FROM disclosure WHERE request_id = '${id()}' AND sequence = 3`;
    for (const text of [entry(5, 'hash'), entry(4, 'previous_hash'), entry(1, 'NULL')]) {
      await expect(serving.query(shortDigest(text), text)).rejects.toThrow(/a disclosure follows|duplicate key/);
    }
    expect(await verify()).toEqual(whole);
  });

  it('is refused a change of any entry, its owner too', async () => {
    await expect(asOwner(`UPDATE disclosure SET circle_name = 'x'`)).rejects.toThrow('a disclosure does not change');
  });

  const off = 'ALTER TABLE disclosure DISABLE TRIGGER USER';
  const its = (more: string) => `WHERE request_id = '${'ID'}' ${more}`;
  it.each<[string, string[]]>([
    ['an entry changed', [`UPDATE disclosure SET circle_name = 'Nobody' ${its('AND sequence = 2')}`]],
    [
      'an entry moved to another time',
      [`UPDATE disclosure SET opened_half = opened_half - 2 ${its('AND sequence = 3')}`],
    ],
    [
      'an entry given to another claim',
      [`UPDATE disclosure SET claim_id = (SELECT id FROM claim WHERE request_id <> 'ID') ${its('AND sequence = 1')}`],
    ],
    ['one in the middle gone', [`DELETE FROM disclosure ${its('AND sequence = 2')}`]],
    ['the last gone', [`DELETE FROM disclosure ${its('AND sequence = 3')}`]],
    ['the first gone', [`DELETE FROM disclosure ${its('AND sequence = 1')}`]],
    ['all gone', [`DELETE FROM disclosure ${its('')}`]],
    ['all gone, with their head', [`DELETE FROM disclosure ${its('')}`, `DELETE FROM disclosure_head ${its('')}`]],
    [
      'two exchanged',
      [
        `UPDATE disclosure SET sequence = 9 ${its('AND sequence = 3')}`,
        `UPDATE disclosure SET sequence = 3 ${its('AND sequence = 2')}`,
        `UPDATE disclosure SET sequence = 2 ${its('AND sequence = 9')}`,
      ],
    ],
    [
      'one written by somebody without the secret',
      [
        `UPDATE disclosure SET circle_name = 'Nobody', hash = sha256('made up') ${its('AND sequence = 3')}`,
        `UPDATE disclosure_head SET hash = sha256('made up') ${its('')}`,
      ],
    ],
    ['a head put back to an earlier count', [`UPDATE disclosure_head SET count = 2 ${its('')}`]],
    [
      'the oldest said to be dropped, and still there',
      [`UPDATE disclosure_head SET dropped = 1, dropped_hash = sha256('x') ${its('')}`],
    ],
  ])('shows %s', async (_what, statements) => {
    await asOwner(off, ...statements.map((text) => text.replaceAll('ID', id())));
    expect(await verify()).toMatchObject({ broken: [shortDigest(id())] });
    expect(world.logLines.join('')).toContain('CHAIN_BROKEN');
  });

  it('is gone through every night', async () => {
    await world.get(RunSweeps).one('verify-logs', world.clock.now());
    expect(world.logLines.join('')).not.toContain('CHAIN_BROKEN');
    await asOwner(off, `DELETE FROM disclosure WHERE request_id = '${id()}'`);
    await world.get(RunSweeps).one('verify-logs', world.clock.now());
    expect(world.logLines.join('')).toContain('CHAIN_BROKEN');
    expect(world.logLines.join('')).not.toContain(id());
  });
});

describe('heads that are kept elsewhere', () => {
  beforeEach(openLog);
  afterEach(() => world.close());
  const kept = async () => {
    const file = join(world.instance.config.dataFolder, 'heads');
    await writeFile(file, `${(await world.get(VerifyDisclosures).heads()).join('\n')}\n`);
    return file;
  };
  /** Everything that an owner can do to cut the end off unseen. */
  const cutOff = () =>
    asOwner(
      'ALTER TABLE disclosure DISABLE TRIGGER USER',
      `DELETE FROM disclosure WHERE request_id = '${id()}' AND sequence = 3`,
      `UPDATE disclosure_head h SET count = 2, hash = d.hash FROM disclosure d
       WHERE h.request_id = '${id()}' AND d.request_id = h.request_id AND d.sequence = 2`,
    );

  it('agree as long as entries only come', async () => {
    const heads = await kept();
    expect(await verify(heads)).toEqual(whole);
    await openHandoff(world, claim.home, claim.claimId);
    const third = await anAcceptedClaim(world);
    await openHandoff(world, third.home, third.claimId);
    expect(await verify(heads)).toMatchObject({ requests: 3, disclosures: 6, broken: [] });
  });

  it('show an end that was cut off with its head', async () => {
    const heads = await kept();
    await cutOff();
    expect(await verify()).toMatchObject({ broken: [] });
    expect(await verify(heads)).toMatchObject({ broken: [shortDigest(id())] });
  });

  it('show a request that is gone with all of its log, until its time is over', async () => {
    const heads = await kept();
    await asOwner(`DELETE FROM request WHERE id = '${id()}'`);
    expect(await verify()).toMatchObject({ requests: 1, broken: [] });
    expect(await verify(heads)).toMatchObject({ broken: [shortDigest(id())] });
    world.clock.advance({ days: 91 });
    expect(await verify(heads)).toMatchObject({ broken: [] });
  });

  it('show entries that were dropped before their time', async () => {
    const heads = await kept();
    await asOwner(
      `DELETE FROM disclosure WHERE request_id = '${id()}'`,
      `UPDATE disclosure_head SET dropped = count, dropped_hash = hash WHERE request_id = '${id()}'`,
    );
    expect(await verify()).toMatchObject({ dropped: 3, broken: [] });
    expect(await verify(heads)).toMatchObject({ broken: [shortDigest(id())] });
  });

  it('are refused when they are something else', async () => {
    const file = join(world.instance.config.dataFolder, 'not-heads');
    await writeFile(file, 'something else\n');
    await expect(verify(file)).rejects.toMatchObject({ name: 'NotHeads' });
  });
});

describe('a log whose request lives on', () => {
  beforeEach(openLog);
  afterEach(() => world.close());

  it('openings of a request that lives on are dropped after 90 days, and the rest goes on from there', async () => {
    const series = await aRide(world, { window: null });
    await asOwner(`UPDATE request SET expires_at = '2100-01-01' WHERE id = '${series.requestId}'`);
    const first = await anAcceptedClaim(world, { request: series });
    await openHandoff(world, first.home, first.claimId);
    await openHandoff(world, first.home, first.claimId);
    const sweep = () => world.get(RunSweeps).one('forget-disclosures', world.clock.now());
    world.clock.advance({ days: 89 });
    expect((await sweep()).rows).toBe(0);
    world.clock.advance({ days: 2 });
    expect((await sweep()).rows).toBe(3);
    expect(await verify()).toMatchObject({ disclosures: 0, dropped: 6, broken: [] });
    expect((await sweep()).rows).toBe(0);
    await world.instance.database.transaction(async (tx) => {
      const record = await world.get(ClaimStore).lockFree(tx, first.claimId);
      if (record)
        await world.get(RecordDisclosure).execute(tx, record, series.requestId, first.home.homeId, world.clock.now());
    });
    expect(await verify()).toMatchObject({ disclosures: 1, dropped: 6, broken: [] });
    await asOwner(
      'ALTER TABLE disclosure DISABLE TRIGGER USER',
      `UPDATE disclosure_head SET dropped_hash = sha256('x') WHERE request_id = '${series.requestId}'`,
    );
    expect(await verify()).toMatchObject({ broken: [shortDigest(series.requestId)] });
  });
});
