/** Those who ask the same at the same time are answered together: while as much is being read as may be at once, whoever comes waits for the next reading, and goes with all who wait. */
import { currentCall, outsideOfCalls, throwIfOver } from './current-call.js';

const MOST_TOGETHER = 16;
/** So long a reading may take, going by what the one before took for each: where each takes long, they go alone. */
const LONG_MS = 50;

interface Waiting<Asked, Told> {
  readonly asked: Asked;
  /** Fails when its caller has been told that it took too long. */
  readonly stillWanted: () => void;
  readonly resolve: (told: Told) => void;
  readonly reject: (reason: unknown) => void;
}

export class ReadTogether<Asked, Told> {
  private waiting: Waiting<Asked, Told>[] = [];
  private underWay = 0;
  private eachTook = 0;

  /**
   * `read` tells each in the order in which they are asked; what it throws of several it is asked again of each alone. `atOnce` readings at a time, and so many `whenLong`,
   * when one takes longer than several should: the rest waits.
   */
  constructor(
    private readonly read: (asked: readonly Asked[]) => Promise<readonly Told[]>,
    private readonly atOnce: number,
    private readonly whenLong: number,
  ) {}

  /** What is told was read after it was asked for. */
  ask(asked: Asked): Promise<Told> {
    const call = currentCall();
    return new Promise((resolve, reject) => {
      this.waiting.push({ asked, stillWanted: () => throwIfOver(call), resolve, reject });
      this.goOn();
    });
  }

  private goOn(): void {
    while (this.waiting.length > 0 && this.underWay < this.mostUnderWay) {
      const those = this.waiting.splice(0, this.mostTogether).filter(isWanted);
      if (those.length > 0) this.begin(those);
    }
  }

  private get mostUnderWay(): number {
    return this.eachTook > LONG_MS / 2 ? this.whenLong : this.atOnce;
  }

  private get mostTogether(): number {
    return Math.max(1, Math.min(MOST_TOGETHER, Math.floor(LONG_MS / this.eachTook)));
  }

  private begin(those: readonly Waiting<Asked, Told>[]): void {
    this.underWay += 1;
    // It is nobody's in particular.
    void outsideOfCalls(() => this.answer(those)).finally(() => {
      this.underWay -= 1;
      this.goOn();
    });
  }

  private async answer(those: readonly Waiting<Asked, Told>[]): Promise<void> {
    const startedAt = performance.now();
    try {
      const told = await this.read(those.map(({ asked }) => asked));
      if (told.length !== those.length) throw new Error('not as many were told as had asked');
      for (const [at, { resolve }] of those.entries()) resolve(told[at] as Told); // As many as have asked.
    } catch (error) {
      // One after another: whatever was too much together is not asked for all at once.
      if (those.length > 1) for (const one of those.filter(isWanted)) await this.answer([one]);
      else for (const { reject } of those) reject(error);
    }
    this.eachTook = (performance.now() - startedAt) / those.length;
  }
}

/** Whoever is told no more is told so. */
function isWanted({ stillWanted, reject }: Pick<Waiting<unknown, unknown>, 'stillWanted' | 'reject'>): boolean {
  try {
    stillWanted();
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}
