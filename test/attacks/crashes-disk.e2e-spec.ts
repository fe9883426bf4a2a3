/** The disk is full: of the database, or of the service's own folder. Nothing that was acknowledged is lost, and all goes on when there is space again. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { SendNoticeMail } from '../../src/notice/send-notice-mail.js';
import { temporaryFolder } from '../world/temporary-folder.js';
import { type CrashWorld, openCrashWorld } from './crash/crash-world.js';
import { OwnPostgres } from './crash/own-postgres.js';
import { ServiceProcess } from './crash/service-process.js';
import { limitFiles, SmallDisk, shutFolder } from './crash/small-disk.js';
import { Tally } from './crash/tally.js';
import { isReadyAgain, underLoad } from './crash/under-load.js';
import { report, tries } from './scale.js';

/** Each time ten calls come: in full, 200 runs of either disk. */
const ROUNDS = tries({ short: 2, full: 20 });
const CALLS = 10;
const MEGABYTES = 256;
/** Nothing at all may be written any more. */
const NO_BYTES = 1;

jest.setTimeout(tries({ short: 120_000, full: 3_600_000 }));

let folder: string;
let disk: SmallDisk | null;
let ownDisk: SmallDisk | null;
let postgres: OwnPostgres;
let crash: CrashWorld;
let service: ServiceProcess;
beforeAll(async () => {
  folder = await temporaryFolder('crash-disk');
  disk = await SmallDisk.mount(join(folder, 'disk'), MEGABYTES);
  ownDisk = await SmallDisk.mount(join(folder, 'own'), 8);
  postgres = await OwnPostgres.startIn(disk?.folder ?? folder);
  const dataFolder = join(ownDisk?.folder ?? folder, 'data-folder');
  crash = await openCrashWorld({ DATABASE_URL: postgres.url, DATA_FOLDER: dataFolder, MIGRATE: 'on' });
  service = await ServiceProcess.start(crash.program, crash.settings);
});
afterAll(async () => {
  await service?.stop();
  await crash?.close();
  await postgres?.close();
  for (const its of [disk, ownDisk]) await its?.unmount();
  await rm(folder, { recursive: true, force: true });
});

/** Of the database. Null when this system lets us do neither. */
async function howToFill() {
  if (disk) {
    const { fill, free } = { fill: () => disk?.fill(), free: () => disk?.free() };
    return { way: 'a disk of its own', fill, free };
  }
  if (!(await limitFiles(await postgres.pids(), null))) return null;
  const limit = async (bytes: number | null) => limitFiles(await postgres.pids(), bytes);
  return { way: 'a limit on its files', fill: () => limit(NO_BYTES), free: () => limit(null) };
}

it('of the database: calls fail, nothing is lost, and the service goes on by itself', async () => {
  const full = await howToFill();
  if (!full) {
    report('crashes of a full disk', {
      'NOT TRIED': 'this user may neither mount a disk nor limit the files of a process',
    });
    return;
  }
  const tally = new Tally(crash);
  for (let round = 0; round < ROUNDS; round += 1) {
    // First nothing new fits, then not even the log that PostgreSQL writes ahead: there it gives up.
    const where = round % 2 === 0 ? 'the disk is full' : 'the disk and the log are full';
    const before = async () => {
      await full.fill();
      if (round % 2 === 1) await postgres.fillLog();
    };
    const { broken } = await underLoad(crash, service, tally, { where, count: CALLS, before });
    await full.free();
    await postgres.back();
    if (!(await isReadyAgain(service))) tally.note(where, ['the service does not become ready again']);
    await tally.look(broken);
  }
  const counts = await tally.counts();
  report('crashes of a full disk', { way: full.way, rounds: ROUNDS, ...counts });
  expect(tally.violations).toEqual([]);
  expect(counts['told that it failed']).toBeGreaterThan(0);
});

/** Of the service's own folder. Null when this system lets us do neither. */
function howToFillOwn() {
  if (ownDisk) return { way: 'a disk of its own', fill: () => ownDisk?.fill(), free: () => ownDisk?.free() };
  if (process.getuid?.() === 0) return null;
  const shut = (isShut: boolean) => shutFolder(crash.world.instance.config.dataFolder, isShut);
  return { way: 'a folder that is shut', fill: () => shut(true), free: () => shut(false) };
}

it('of the service: what cannot be noted is not erased, letters wait, and all else goes on', async () => {
  const full = howToFillOwn();
  if (!full) {
    report('crashes of a full data folder', {
      'NOT TRIED': 'root may write everywhere, and may not mount a disk here',
    });
    return;
  }
  const tally = new Tally(crash);
  const { world } = crash;
  const before = await lettersDue();
  for (let round = 0; round < ROUNDS; round += 1) {
    const where = 'the data folder is full';
    const { broken } = await underLoad(crash, service, tally, {
      where,
      count: CALLS,
      before: async () => full.fill(),
    });
    await world
      .get(SendNoticeMail)
      .run(world.clock.now())
      .catch(() => undefined);
    if ((await lettersDue()) < before) tally.note(where, ['a letter that was not written is not due any more']);
    await full.free();
    await tally.look(broken);
  }
  await world.get(SendNoticeMail).run(world.clock.now());
  const mail = join(world.instance.config.dataFolder, 'mail');
  const letters = (await readdir(mail)).filter((name) => name.endsWith('.eml'));
  for (const name of letters) {
    if (!(await readFile(join(mail, name), 'utf8')).includes('\n\n'))
      tally.note('the mail folder', ['a letter is not whole']);
  }
  if ((await lettersDue()) > 0) tally.note('the mail folder', ['letters are due for ever']);
  const counts = await tally.counts();
  report('crashes of a full data folder', { way: full.way, ...counts, letters: letters.length });
  expect(tally.violations).toEqual([]);
  expect(counts['told that it failed']).toBeGreaterThan(0);
});

async function lettersDue(): Promise<number> {
  const { rows } = await crash.world.instance.owner.database.query<{ count: number }>(
    'crash: letters due',
    'SELECT count(*)::integer AS count FROM notice WHERE mail_due',
  );
  return rows[0]?.count ?? 0;
}
