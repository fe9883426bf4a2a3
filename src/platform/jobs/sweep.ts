/** A sweep puts right whatever is due by now: it is told nothing but the time, and may run twice, or a day late. */
export interface Sweep {
  /** In kebab-case; names its job, its line in the log and its figures. */
  readonly name: string;
  /** How many rows it changed. */
  run(now: Date): Promise<number>;
}
