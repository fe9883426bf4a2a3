/** The vault that keeps the keys is down, slow or cut off, or the key file is gone: nothing is read, nothing is lost, nothing is sealed otherwise. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { aVault, type TestVault } from '../world/a-vault.js';
import type { VaultMood } from '../world/transit-server.js';
import { type CrashWorld, openCrashWorld } from './crash/crash-world.js';
import { ServiceProcess } from './crash/service-process.js';
import { Tally } from './crash/tally.js';
import { codeOf } from './crash/told.js';
import { isReadyAgain, underLoad } from './crash/under-load.js';
import { report, tries } from './scale.js';

const CALLS = 10;
const TROUBLES = ['SEALED', 'CUT', 'DOWN', 'BUSY', 'BROKEN', 'SLOW', 'FLAKY', 'GARBAGE', 'REDIRECTING'] as const;
type Trouble = (typeof TROUBLES)[number];
/** From before the calls, and in the middle of them; in full, each of both, and some once more: 200 runs. */
const ROUNDS = tries({ short: 2, full: 20 });
const CALLS_WITHOUT_FILE = tries({ short: 5, full: 100 });

jest.setTimeout(tries({ short: 120_000, full: 3_600_000 }));

let vault: TestVault;
let crash: CrashWorld;
let service: ServiceProcess;
beforeAll(async () => {
  vault = await aVault();
  crash = await openCrashWorld(await vault.settings());
  service = await ServiceProcess.start(crash.program, crash.settings);
});
afterAll(async () => {
  await service?.stop();
  await crash?.close();
  await vault?.close();
});

async function begin(trouble: Trouble): Promise<void> {
  if (trouble === 'DOWN') await vault.fake?.down();
  else setMood(trouble);
}

async function end(trouble: Trouble): Promise<void> {
  if (trouble === 'DOWN') await vault.fake?.up();
  setMood('FINE');
}

function setMood(mood: VaultMood): void {
  if (vault.fake) vault.fake.mood = mood;
}

async function keksInUse(): Promise<string[]> {
  const { rows } = await crash.world.instance.keyStore.database.query<{ kek: string }>(
    'crash: keks in use',
    'SELECT DISTINCT kek_id AS kek FROM data_key ORDER BY 1',
  );
  return rows.map(({ kek }) => kek);
}

it('the vault: calls that need it fail, and all is as before when it is back', async () => {
  if (!vault.fake) {
    report('crashes of the keys', { 'NOT TRIED': 'the real vault of VAULT_TEST_ADDR is not ours to break' });
    return;
  }
  const tally = new Tally(crash);
  const { tookMs } = await underLoad(crash, service, tally, { where: 'nothing happens', count: CALLS });
  const keks = await keksInUse();
  for (let round = 0; round < ROUNDS; round += 1) {
    const trouble = TROUBLES[round % TROUBLES.length] ?? 'DOWN';
    const isFromTheStart = round % 2 === 0;
    const where = `the vault is ${trouble}, ${isFromTheStart ? 'from the start' : 'in the middle'}`;
    const { broken } = await underLoad(crash, service, tally, {
      ...{ where, count: CALLS },
      ...(isFromTheStart
        ? { before: () => begin(trouble) }
        : { afterMs: Math.round(tookMs / 3), happens: () => begin(trouble) }),
    });
    const opened = broken.filter(
      ({ operation, outcome }) => operation === 'openHandoff' && outcome.answer && codeOf(outcome.answer) === null,
    );
    if (isFromTheStart && trouble !== 'FLAKY' && opened.length > 0)
      tally.note(where, ['a handoff was read without the vault']);
    await end(trouble);
    if (!(await isReadyAgain(service))) tally.note(where, ['the service does not become ready again']);
    await tally.look(broken);
    const others = (await keksInUse()).filter((kek) => !keks.includes(kek));
    if (others.length > 0) tally.note(where, ['something was sealed under another key']);
  }
  if (existsSync(crash.world.instance.config.keyFile))
    tally.note('the data folder', ['there is a key file beside the vault']);
  const counts = await tally.counts();
  report('crashes of the keys', { rounds: ROUNDS, ...counts });
  expect(tally.violations).toEqual([]);
  expect(counts['told that it failed']).toBeGreaterThan(0);
});

it('the key file: whoever is served goes on, who starts is refused, and all is as before when it is back', async () => {
  const own = await openCrashWorld({}, async () => crash.program);
  const tally = new Tally(own);
  const file = own.world.instance.config.keyFile;
  const serving = await ServiceProcess.start(own.program, own.settings);
  const { broken } = await underLoad(own, serving, tally, {
    where: 'the key file is gone',
    count: CALLS_WITHOUT_FILE,
    before: () => rename(file, `${file}.away`),
  });
  await serving.kill();
  const starting = own.program.start('main', [], { ...own.settings, PORT: '0', METRICS_PORT: '0', SAMPLE: 'off' });
  const { code, stderr } = await starting.end();
  if (code !== 1 || !stderr.includes('is missing'))
    tally.note('a start without its key file', [`ended with ${code}: ${stderr}`]);
  if (existsSync(file)) tally.note('a start without its key file', ['made another one']);
  await rename(`${file}.away`, file);
  const again = await ServiceProcess.start(own.program, own.settings);
  await tally.look(broken);
  await tally.look(
    (await underLoad(own, again, tally, { where: 'the key file is back', count: CALLS_WITHOUT_FILE })).broken,
  );
  report('crashes of the key file', await tally.counts());
  await again.stop();
  await own.close();
  expect(tally.violations).toEqual([]);
});
