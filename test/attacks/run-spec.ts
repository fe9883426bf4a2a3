/** One attack as a jest run of its own: whether it held, and if not, whether it was the attack that noticed or the build that broke. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface SpecRun {
  readonly outcome: 'held' | 'noticed' | 'broke';
  /** What the attack said of its counts. */
  readonly counts: readonly string[];
  /** Names of the tests that failed, and how. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

interface Assertion {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages: readonly string[];
  readonly failureDetails?: readonly ({ readonly matcherResult?: unknown } | null)[];
}

interface JestResult {
  readonly success: boolean;
  readonly testResults: readonly { readonly message: string; readonly assertionResults: readonly Assertion[] }[];
}

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
/** A test that says nothing of its own may take so long in full. */
const FULL_TIMEOUT_MS = 3_600_000;

export async function runSpec(folder: string, spec: string, how: 'full' | 'short'): Promise<SpecRun> {
  const outputFile = join(folder, `attack-${process.pid}.json`);
  const startedAt = performance.now();
  const args = [
    ...['--runInBand', '--json', `--outputFile=${outputFile}`, '--runTestsByPath', spec],
    ...(how === 'full' ? [`--testTimeout=${FULL_TIMEOUT_MS}`] : []),
  ];
  const said = await output(folder, [...JEST, ...args], how);
  const result = await readResult(outputFile);
  const tests = result?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  const failed = tests.filter(({ status }) => status === 'failed');
  const failures = failed.map((its) => `${its.fullName}: ${firstLines(its.failureMessages[0] ?? '')}`);
  return {
    outcome: outcomeOf(result, tests, failed),
    counts: said.split('\n').filter((line) => line.startsWith('attack ')),
    failures: failures.length > 0 ? failures : unrun(result, said),
    seconds: (performance.now() - startedAt) / 1_000,
  };
}

function outcomeOf(result: JestResult | null, tests: readonly Assertion[], failed: readonly Assertion[]) {
  if (result?.success && tests.some(({ status }) => status === 'passed')) return 'held';
  return failed.some(isOfTheAttack) ? 'noticed' : 'broke';
}

/** An expectation that was not met, and not an exception, a time-out or a file that does not compile. */
function isOfTheAttack({ failureDetails, failureMessages }: Assertion): boolean {
  const ofExpect = failureDetails?.some((its) => its?.matcherResult !== undefined);
  return ofExpect === true || failureMessages.some((its) => its.startsWith('Error: Property failed after'));
}

function unrun(result: JestResult | null, said: string): string[] {
  if (result?.success) return [];
  return [result?.testResults.map(({ message }) => message).join('\n') || said.slice(-2_000)];
}

function firstLines(message: string): string {
  return message
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 12)
    .join('\n    ');
}

async function readResult(file: string): Promise<JestResult | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null; // It did not get as far as writing one.
  } finally {
    await rm(file, { force: true });
  }
}

function output(cwd: string, args: readonly string[], how: 'full' | 'short'): Promise<string> {
  const { ATTACKS: _, ...env } = process.env;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      ...{ cwd, stdio: ['ignore', 'pipe', 'pipe'] },
      env: { ...env, FORCE_COLOR: '0', ...(how === 'full' && { ATTACKS: 'full' }) },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said += chunk;
      });
    }
    child.once('error', fail);
    child.once('close', () => done(said));
  });
}
