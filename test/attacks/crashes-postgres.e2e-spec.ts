/** PostgreSQL is killed in the middle: one of its processes, and all of it; the service goes on when it is back, or ends and says why. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type Json, rideInput } from '../world/families.js';
import { temporaryFolder } from '../world/temporary-folder.js';
import type { Caller, World } from '../world/world.js';
import type { Told } from './crash/attempt.js';
import { type CrashWorld, openCrashWorld } from './crash/crash-world.js';
import { killPostmasterOf, OwnPostgres } from './crash/own-postgres.js';
import { ServiceProcess } from './crash/service-process.js';
import { Tally } from './crash/tally.js';
import { answerIn } from './crash/told.js';
import { isReadyAgain, underLoad } from './crash/under-load.js';
import { report, tries } from './scale.js';

/** Each time ten calls are under way: in full, 200 runs of either. */
const KILLS = tries({ short: 1, full: 20 });
const KILLS_OF_EMBEDDED = tries({ short: 1, full: 20 });
const CALLS = 10;

jest.setTimeout(tries({ short: 120_000, full: 3_600_000 }));

let folder: string;
let postgres: OwnPostgres;
let crash: CrashWorld;
let service: ServiceProcess;
beforeAll(async () => {
  folder = await temporaryFolder('crash-postgres');
  postgres = await OwnPostgres.startIn(folder);
  crash = await openCrashWorld({ DATABASE_URL: postgres.url, MIGRATE: 'on' });
  service = await ServiceProcess.start(crash.program, crash.settings);
});
afterAll(async () => {
  await service?.stop();
  await crash?.close();
  await postgres.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ['one of its processes', () => postgres.killBackend()],
  ['all of it', () => postgres.killPostmaster()],
])('%s: the service goes on by itself when it is back', async (what, happens) => {
  const tally = new Tally(crash);
  const { tookMs } = await underLoad(crash, service, tally, { where: 'nothing happens', count: CALLS, afterMs: 0 });
  for (let kill = 0; kill < KILLS; kill += 1) {
    const afterMs = Math.round((tookMs * (kill + 0.3)) / KILLS);
    const where = `${what} is killed after ${afterMs} ms`;
    const { broken } = await underLoad(crash, service, tally, { where, count: CALLS, afterMs, happens });
    await postgres.back();
    if (!(await isReadyAgain(service))) tally.note(where, ['the service does not become ready again']);
    await tally.look(broken);
  }
  report(`crashes of PostgreSQL, ${what}`, { kills: KILLS, ...(await tally.counts()) });
  expect(tally.violations).toEqual([]);
});

it('an embedded one: the service ends and says why; started again, it has all that it acknowledged', async () => {
  const { DATABASE_URL: _, KEY_STORE_URL: __, KEY_FILE: ___, ...settings } = crash.settings;
  const dataFolder = join(folder, 'embedded');
  const start = () => ServiceProcess.start(crash.program, { ...settings, MIGRATE: 'on', DATA_FOLDER: dataFolder });
  const wrong: string[] = [];
  let families = 0;
  for (let kill = 0; kill < KILLS_OF_EMBEDDED; kill += 1) {
    const broken = await start();
    const codes = [await postOver(broken, crash.world), await postOver(broken, crash.world)];
    const underWay = [1, 2].map(() => postOver(broken, crash.world));
    await killPostmasterOf(join(dataFolder, 'postgres/postgres'));
    codes.push(...(await Promise.all(underWay)));
    const { code, stderr } = await broken.running.end();
    if (code !== 1 || !stderr.startsWith('The database ended by itself'))
      wrong.push(`it ended with ${code}: ${stderr}`);
    const again = await start();
    for (const words of codes.flatMap((code) => code ?? []))
      if (!(await opens(again, words))) wrong.push('a request that was acknowledged is lost');
    families += codes.filter((code) => code !== null).length;
    await again.stop();
  }
  report('crashes of PostgreSQL, embedded', {
    kills: KILLS_OF_EMBEDDED,
    'requests acknowledged': families,
    violations: wrong.length,
  });
  expect(wrong).toEqual([]);
});

/** The return code; null when it was not acknowledged. */
async function postOver(service: ServiceProcess, world: World): Promise<string | null> {
  const document =
    'mutation ($input: PostRideRequestInput!) { postRideRequest(input: $input) { ... on RequestPosted { returnCode } ... on Refusal { code path } } }';
  const told = await service.call<Told['data']>(document, { input: rideInput(world) }, {}).catch(() => null);
  const code = told && answerIn(told)['returnCode'];
  return typeof code === 'string' ? code : null;
}

async function opens(service: ServiceProcess, code: string): Promise<boolean> {
  const document =
    'mutation ($input: ReturnWithCodeInput!) { returnWithCode(input: $input) { ... on SessionOpened { session { token } } ... on Refusal { code } } }';
  const { session } = answerIn(await service.call<Told['data']>(document, { input: { code } }, {})) as {
    session?: Caller;
  };
  if (!session) return false;
  const { data } = await service.call<{ myRequests: Json[] }>('{ myRequests { id } }', {}, session);
  return data.myRequests.length === 1;
}
