/** Those who ask the same at the same time are answered together: while as much is being read as may be at once, whoever comes waits for the next reading, and goes with all who wait. */
import { availableParallelism } from 'node:os';

/** More than the machine has processors would only share them; one alone would let a slow reading hold up everybody. */
const READ_AT_ONCE = Math.max(2, availableParallelism());
/** Of one reading: it takes no longer than a caller has the patience for. */
const MOST_TOGETHER = 16;

interface Waiting<Asked, Told> {
  readonly asked: Asked;
  readonly resolve: (told: Told) => void;
  readonly reject: (reason: unknown) => void;
}

export class ReadTogether<Asked, Told> {
  private waiting: Waiting<Asked, Told>[] = [];
  private underWay = 0;

  /** `read` tells each in the order in which they are asked. What it throws of several it is asked again of each alone. */
  constructor(
    private readonly read: (asked: readonly Asked[]) => Promise<readonly Told[]>,
    private readonly atOnce: number = READ_AT_ONCE,
  ) {}

  /** What is told was read after it was asked for. */
  ask(asked: Asked): Promise<Told> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ asked, resolve, reject });
      this.goOn();
    });
  }

  private goOn(): void {
    if (this.underWay >= this.atOnce || this.waiting.length === 0) return;
    const those = this.waiting.splice(0, MOST_TOGETHER);
    this.underWay += 1;
    void this.answer(those).finally(() => {
      this.underWay -= 1;
      this.goOn();
    });
  }

  private async answer(those: readonly Waiting<Asked, Told>[]): Promise<void> {
    try {
      const told = await this.read(those.map(({ asked }) => asked));
      if (told.length !== those.length) throw new Error('not as many were told as had asked');
      for (const [at, { resolve }] of those.entries()) resolve(told[at] as Told); // As many as have asked.
    } catch (error) {
      if (those.length > 1) await Promise.all(those.map((one) => this.answer([one])));
      else for (const { reject } of those) reject(error);
    }
  }
}
