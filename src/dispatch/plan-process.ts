/** A plan is worked out in a process of its own: the service goes on answering, and whatever it took of memory is given back. */
import { type ChildProcess, fork } from 'node:child_process';
import { extname, join } from 'node:path';
import type { PlanFailure } from './domain/plan-state.js';
import type { PlanJob, TaskAndHome, Told } from './solver/plan-facts.js';

export type PlanFound = Extract<Told, { kind: 'done' }>;

export interface PlanAsked {
  readonly job: PlanJob;
  /** Which of these homes must not learn of which task. */
  readonly keptAway: (pairs: readonly TaskAndHome[]) => Promise<readonly TaskAndHome[]>;
  readonly step: (done: number, of: number) => void;
}

/** Beyond it, it is ended from outside, whatever it does. */
const MOST_SECONDS = 180;

export class PlanProcess {
  private readonly child: ChildProcess;
  readonly outcome: Promise<PlanFound | PlanFailure>;

  constructor(asked: PlanAsked) {
    this.child = startProcess(asked.job.memoryMiB);
    this.outcome = this.follow(asked);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Also in the middle of it. What it had found is lost. */
  end(): void {
    this.child.kill('SIGKILL');
  }

  private async follow({ job, keptAway, step }: PlanAsked): Promise<PlanFound | PlanFailure> {
    const { child } = this;
    const impatience = setTimeout(() => this.end(), MOST_SECONDS * 1_000);
    const told = new Promise<PlanFound | PlanFailure>((resolve) => {
      child.on('message', (message) => {
        const its = message as Told; // From our own program.
        if (its.kind === 'started') child.send(job);
        else if (its.kind === 'pairs') {
          keptAway(its.pairs).then(
            (pairs) => child.connected && child.send({ kind: 'kept', pairs }),
            () => this.end(),
          );
        } else if (its.kind === 'step') step(its.done, its.of);
        else resolve(its.kind === 'done' ? its : its.code);
      });
      // Without a word: somebody killed it, or the machine had no more memory for it.
      child.once('error', () => resolve('PLAN_BROKEN_OFF'));
      child.once('close', () => resolve('PLAN_BROKEN_OFF'));
    });
    const outcome = await told;
    clearTimeout(impatience);
    return outcome;
  }
}

/** Most of what is made on the way is thrown away at once: a small nursery costs no time, and a hundred megabytes less. */
const SEMI_SPACE_MIB = 4;

/** With nothing of our environment, which holds passwords and addresses, and without a way to print anything. */
function startProcess(memoryMiB: number): ChildProcess {
  const { NODE_OPTIONS } = process.env;
  return fork(join(import.meta.dirname, `solver/solve-plan${extname(import.meta.filename)}`), [], {
    env: NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS },
    execArgv: [`--max-old-space-size=${memoryMiB}`, `--max-semi-space-size=${SEMI_SPACE_MIB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
