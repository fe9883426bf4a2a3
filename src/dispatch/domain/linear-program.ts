/** A linear program as any solver takes it: columns within bounds, rows of them within bounds, and what columns cost. */

export interface LinearProgram {
  readonly columns: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rows: number;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Compressed by columns. */
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** Builds one column by column, each after what is put into it; rows are there before. */
export class ProgramBuilder {
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];
  private readonly rowLower: number[] = [];
  private readonly rowUpper: number[] = [];
  private readonly starts: number[] = [0];
  private readonly indices: number[] = [];
  private readonly values: number[] = [];

  /** Answers the row's place. */
  row(least: number, most: number): number {
    this.rowLower.push(least);
    return this.rowUpper.push(most) - 1;
  }

  /** Into the next column. */
  put(row: number, value: number): void {
    this.indices.push(row);
    this.values.push(value);
  }

  /** Of all that was put since the last one, from 0 to 1. Answers its place. */
  column(): number {
    this.starts.push(this.indices.length);
    this.lower.push(0);
    return this.upper.push(1) - 1;
  }

  build(): LinearProgram {
    return {
      columns: this.lower.length,
      lower: Float64Array.from(this.lower),
      upper: Float64Array.from(this.upper),
      rows: this.rowLower.length,
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
      starts: Int32Array.from(this.starts),
      indices: Int32Array.from(this.indices),
      values: Float64Array.from(this.values),
    };
  }
}

export interface Optimum {
  readonly columns: Float64Array;
  /** What each row adds up to. */
  readonly rows: Float64Array;
  readonly columnDuals: Float64Array;
  readonly rowDuals: Float64Array;
}

export interface WholeOptimum {
  readonly columns: Float64Array;
  readonly cost: number;
  /** No plan in whole trips costs less than this. */
  readonly bound: number;
}

/** What a solver can do with a program that it holds: every call begins where the last one ended. */
export interface Solver {
  /** The least cost in fractions. */
  solve(costs: Float64Array): Optimum;
  /** In whole columns, within so many seconds, from a solution on: null when none was found in time. */
  solveWhole(costs: Float64Array, seconds: number, start: Float64Array): WholeOptimum | null;
  columnsBetween(columns: Int32Array, lower: Float64Array, upper: Float64Array): void;
  rowsBetween(rows: Int32Array, lower: Float64Array, upper: Float64Array): void;
  /** From now on these costs add up to no more than this. */
  addLimit(costs: Float64Array, most: number): void;
  now(): number;
  /** It is needed no more. */
  dispose(): void;
}
