/** Processes whose awaits are points where they can be killed: started ahead, since each dies of what it is there for. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Attempt, Outcome, Told } from './attempt.js';
import type { CrashWorld } from './crash-world.js';
import { ServiceProcess } from './service-process.js';

/** A call, and the number of the await at which it is to stop; 0 for nowhere. */
export interface Broken {
  readonly attempt: Attempt;
  readonly stopAt: number;
}

export interface Fate extends Outcome {
  readonly stopped: boolean;
}

interface Said {
  readonly stopped?: string;
  readonly answered?: string;
  readonly passed: readonly string[];
}

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'await-points.js')).href;
const ARRIVES_WITHIN_MS = 15_000;

export class Victims {
  private readonly waiting: Promise<ServiceProcess>[] = [];

  /** `atOnce`: how many calls one of them is given. */
  constructor(
    private readonly crash: CrashWorld,
    private readonly atOnce: number,
  ) {}

  /** So many more will be wanted. */
  ahead(count: number): void {
    while (this.waiting.length < count) this.waiting.push(this.start());
  }

  /** All calls run in one process until each stops where it is to stop, or is answered; then the process is killed. */
  async kill(broken: readonly Broken[]): Promise<Fate[]> {
    this.ahead(1);
    const victim = await (this.waiting.shift() ?? this.start());
    const calls = broken.map(({ attempt, stopAt }) => this.begin(victim, attempt, stopAt));
    await Promise.race([Promise.all(calls.map(({ settled }) => settled)), after(ARRIVES_WITHIN_MS)]);
    const { stdout } = await victim.kill();
    const said = stdout.split('\n').flatMap((line): Said[] => (line.startsWith('{"') ? [JSON.parse(line)] : []));
    return Promise.all(
      calls.map(async ({ name, answer }) => {
        const stop = said.find(({ stopped }) => stopped === name);
        const end = stop ?? said.find(({ answered }) => answered === name);
        return { stopped: stop !== undefined, passed: end?.passed ?? [], answer: await answer };
      }),
    );
  }

  async close(): Promise<void> {
    // One that never came up has ended by itself.
    for (const started of await Promise.allSettled(this.waiting.splice(0))) {
      if (started.status === 'fulfilled') await started.value.kill();
    }
  }

  private begin(victim: ServiceProcess, { document, variables, caller, sweep }: Attempt, stopAt: number) {
    const name = randomUUID();
    const more = {
      ...{ 'x-crash-call': name, 'x-crash-at': String(stopAt) },
      ...(sweep !== undefined && { 'x-crash-sweep': sweep }),
    };
    const answer = victim.call<Told['data']>(document, variables, caller, more).catch(() => null);
    // Stopped, or answered: either way it says so, with what it passed.
    const settled = victim.running.says(`":"${name}"`).catch(() => null);
    return { name, answer, settled };
  }

  private start(): Promise<ServiceProcess> {
    const { program, settings } = this.crash;
    return ServiceProcess.start(program, {
      ...settings,
      NODE_OPTIONS: `--import=${PRELOAD}`,
      CRASH_SWEEPS: pathToFileURL(join(program.folder, 'dist/src/platform/jobs/run-sweeps.js')).href,
      DATABASE_POOL: String(this.atOnce + 4),
    });
  }
}

function after(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms).unref();
  });
}
