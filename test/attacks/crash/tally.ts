/** Counts what was broken off and how it ended, and keeps in words whatever was not as it must be. */
import type { Attempt, Outcome } from './attempt.js';
import type { CrashWorld } from './crash-world.js';
import { brokenEverywhere, orphanKeys } from './everywhere.js';
import { codeOf } from './told.js';

export interface Broken {
  /** What it is called where something is wrong. */
  readonly operation: string;
  readonly attempt: Attempt;
  readonly outcome: Outcome;
  /** Where it was broken off, for who has to look for it. */
  readonly where: string;
}

/** A call that was broken off is dead after 30 seconds: from then on it may be made again. */
const CALL_IS_DEAD_SECONDS = 31;

export class Tally {
  readonly violations: string[] = [];
  private runs = 0;
  private acknowledged = 0;
  private refused = 0;

  constructor(private readonly crash: CrashWorld) {}

  /** After everything works again: what is there, what a client does next, and what is there then. */
  async look(broken: readonly Broken[]): Promise<void> {
    for (const { operation, attempt, outcome, where } of broken) {
      this.runs += 1;
      if (outcome.answer && codeOf(outcome.answer) === null) this.acknowledged += 1;
      else if (outcome.answer) this.refused += 1;
      this.note(`${operation} at ${where}, right after`, await attempt.rightAfter(outcome));
    }
    await this.crash.clock.ahead(CALL_IS_DEAD_SECONDS, async () => {
      for (const { operation, attempt, outcome, where } of broken) {
        this.note(`${operation} at ${where}, seen through`, await attempt.seeThrough(outcome));
      }
    });
    this.note('everywhere', await brokenEverywhere(this.crash.world));
  }

  note(where: string, wrong: readonly string[]): void {
    this.violations.push(...wrong.map((what) => `${where}: ${what}`));
  }

  async counts(): Promise<Record<string, number>> {
    const { orphans } = await orphanKeys(this.crash.world);
    return {
      runs: this.runs,
      acknowledged: this.acknowledged,
      'told that it failed': this.refused,
      'without an answer': this.runs - this.acknowledged - this.refused,
      'keys left to the sweep': orphans,
      violations: this.violations.length,
    };
  }
}
