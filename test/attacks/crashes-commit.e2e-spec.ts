/** A proxy cuts the connection to PostgreSQL around every statement, and above all around COMMIT: what became of it is unknown, and is done once. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Told } from './crash/attempt.js';
import { type Operation, operations, prepare } from './crash/attempts.js';
import { type CrashWorld, openCrashWorld } from './crash/crash-world.js';
import { type Cut, CuttingProxy, cuts, type Exchange } from './crash/cutting-proxy.js';
import { inTurn, spread } from './crash/sample.js';
import { ServiceProcess } from './crash/service-process.js';
import { Tally } from './crash/tally.js';
import { codeOf } from './crash/told.js';
import { report, tries } from './scale.js';

/** Runs of each operation: around its commits first, then around its other statements. */
const RUNS = tries({ short: 5, full: 200 });
/** What a client may be told of a call whose connection was cut. Anything else would be a word about its request, and a lie. */
const MAY_BE_TOLD: readonly (string | null)[] = [null, 'INTERNAL_SERVER_ERROR'];

jest.setTimeout(tries({ short: 120_000, full: 3_600_000 }));

let crash: CrashWorld;
let proxy: CuttingProxy;
let service: ServiceProcess;
beforeAll(async () => {
  crash = await openCrashWorld();
  const { DATABASE_URL = '', KEY_STORE_URL = '' } = crash.settings;
  proxy = await CuttingProxy.before(DATABASE_URL);
  const urls = { DATABASE_URL: proxy.through(DATABASE_URL), KEY_STORE_URL: proxy.through(KEY_STORE_URL) };
  service = await ServiceProcess.start(crash.program, { ...crash.settings, ...urls });
  await proxy.quiet();
});
afterAll(async () => {
  await service?.stop();
  await proxy?.close();
  await crash?.close();
});

interface Planned {
  readonly at: number;
  readonly cut: Cut;
  readonly where: string;
  readonly isCommit: boolean;
}

async function callThrough(operation: Operation, at: number, cut: Cut) {
  const attempt = await prepare(crash.world, operation);
  proxy.arm(at, cut);
  const answer: Told | null = await service
    .call<Told['data']>(attempt.document, attempt.variables, attempt.caller)
    .catch(() => null);
  return { operation, attempt, outcome: { answer, passed: [] } };
}

function plan(exchanges: readonly Exchange[]): Planned[] {
  const all = exchanges.flatMap(({ statement, isCommit }, at) =>
    cuts.map((cut) => ({ at, cut, where: `${cut} ${statement}`, isCommit })),
  );
  const commits = all.filter(({ isCommit }) => isCommit);
  const others = all.filter(({ isCommit }) => !isCommit);
  // Each of a commit at least, and as often as all others together.
  const around = Math.max(commits.length, Math.ceil(RUNS / 2));
  const beside = Math.max(1, RUNS - around);
  return [...inTurn(commits, around), ...inTurn(spread(others, beside), beside)];
}

it('leaves nothing half done, and nothing done twice', async () => {
  const tally = new Tally(crash);
  const found = { 'cut around COMMIT': 0, 'cut around other statements': 0, 'not met': 0 };
  for (const operation of operations) {
    // Once to see what it says to the database.
    await callThrough(operation, -1, 'BEFORE');
    for (const { at, cut, where, isCommit } of plan([...proxy.exchanges])) {
      const broken = await callThrough(operation, at, cut);
      if (!proxy.hasCut) found['not met'] += 1;
      else found[isCommit ? 'cut around COMMIT' : 'cut around other statements'] += 1;
      await proxy.settled();
      const { answer } = broken.outcome;
      if (!answer) tally.note(`${operation} ${where}`, ['the service did not answer']);
      else if (!MAY_BE_TOLD.includes(codeOf(answer))) tally.note(`${operation} ${where}`, [`told ${codeOf(answer)}`]);
      await tally.look([{ ...broken, where }]);
    }
  }
  if (!(await service.isReady())) tally.note('in the end', ['the service is not ready']);
  report('crashes around COMMIT', { ...(await tally.counts()), ...found });
  expect(tally.violations).toEqual([]);
});
