/** An operation of money that is broken off: all that it touches stands as before it or as after it, and in the end as after a run that nothing disturbed. */
import type { Attempt, Outcome } from '../attempt.js';
import type { CrashWorld } from '../crash-world.js';
import { codeOf, MAY_BE_TOLD_AGAIN, send } from '../told.js';
import { type MoneyOperation, prepareMoney } from './operations.js';
import type { Stage } from './stage.js';
import { standingOf } from './standing.js';

export interface MoneyAttempt extends Attempt {
  /** Nothing disturbed it: whatever comes after of the same operation has to come to the same. */
  wasUndisturbed(outcome: Outcome): Promise<void>;
}

interface Undisturbed {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export class AttemptsOfMoney {
  private readonly undisturbed = new Map<MoneyOperation, Undisturbed>();

  constructor(private readonly crash: CrashWorld) {}

  async prepare(operation: MoneyOperation, stage: Stage): Promise<MoneyAttempt> {
    const { world, clock } = this.crash;
    const { call, about, over } = await prepareMoney(operation, world, stage, clock);
    const before = await standingOf(world, about);
    const differs = async (after: readonly string[], what: string) => {
      const now = await standingOf(world, about);
      return isSame(now, after) ? [] : [`${what}: ${difference(now, after)}`];
    };
    return {
      ...call,
      wasUndisturbed: async ({ answer }) => {
        const after = await standingOf(world, about);
        if (!answer || codeOf(answer) !== null)
          throw new Error(`${operation}: ${answer ? codeOf(answer) : 'no answer'}`);
        if (isSame(before, after)) throw new Error(`${operation} changes nothing that is looked at`);
        this.undisturbed.set(operation, { before, after });
        await over?.();
      },
      rightAfter: async ({ answer }) => {
        const known = this.of(operation);
        const wrong = isSame(before, known.before) ? [] : ['it begins otherwise than the run that nothing disturbed'];
        if (answer && codeOf(answer) === null) {
          return [...wrong, ...(await differs(known.after, 'what was acknowledged is not there'))];
        }
        const now = await standingOf(world, about);
        if (isSame(now, before) || isSame(now, known.after)) return wrong;
        return [...wrong, `it is half done: ${difference(now, known.after)}`];
      },
      seeThrough: async () => {
        const { after } = this.of(operation);
        const wrong: string[] = [];
        for (const time of ['again', 'once more']) {
          const told = await send(world, call);
          if (!MAY_BE_TOLD_AGAIN.includes(codeOf(told))) wrong.push(`sent ${time}, it is refused: ${codeOf(told)}`);
          wrong.push(...(await differs(after, `sent ${time}, it does not come to the same`)));
        }
        await over?.();
        return wrong;
      },
    };
  }

  private of(operation: MoneyOperation): Undisturbed {
    const known = this.undisturbed.get(operation);
    if (!known) throw new Error(`${operation} was never run undisturbed`);
    return known;
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.join('\n') === others.join('\n');
}

/** What is there too much or too little; a line that is there twice counts twice. */
function difference(now: readonly string[], expected: readonly string[]): string {
  const left = [...expected];
  const more = now.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...more.map((line) => `+ ${line}`), ...left.map((line) => `- ${line}`)].join('; ');
}
