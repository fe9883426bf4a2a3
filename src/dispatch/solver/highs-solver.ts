/** HiGHS as the staged plan uses it: one model that is kept, changed, and solved again from where it stands. */
import loadHighs, { type Highs, type Model } from 'highs';
import type { LinearProgram, Optimum, Solver, WholeOptimum } from '../domain/linear-program.js';

/** Asked now and then while it solves: what throws ends the solving. */
export type Watch = () => void;

export class HighsSolver implements Solver {
  private readonly model: Model;

  // Fields written out: a process of tests runs this file as it is, and Node strips types, but no more.
  private readonly highs: Highs;
  private readonly program: LinearProgram;
  private readonly watch: Watch;

  constructor(highs: Highs, program: LinearProgram, watch: Watch) {
    this.highs = highs;
    this.program = program;
    this.watch = watch;
    const { columns, rows, lower, upper, rowLower, rowUpper, starts, indices, values } = program;
    this.model = highs.createModel({
      ...{ numCols: columns, numRows: rows, colLower: lower, colUpper: upper, rowLower, rowUpper },
      colCost: new Float64Array(columns),
      matrix: { format: 'csc', numRows: rows, numCols: columns, starts, indices, values },
    });
    this.model.options.set({ output_flag: false, random_seed: 0 });
  }

  static async load(): Promise<Highs> {
    // The types are written for CommonJS, where the loader is a member; what is imported here is the loader itself.
    return (loadHighs as unknown as typeof loadHighs.default)();
  }

  solve(costs: Float64Array): Optimum {
    this.cost(costs);
    this.run();
    if (!this.isOptimal()) {
      // It begins where it ended; from nothing it goes another way.
      this.model.clearSolver();
      this.run();
    }
    if (!this.isOptimal()) throw new Error(`the solver ended with status ${this.model.getModelStatus()}`);
    const { colValue, rowValue, colDual, rowDual } = this.model.getSolution();
    return { columns: colValue, rows: rowValue, columnDuals: colDual, rowDuals: rowDual };
  }

  solveWhole(costs: Float64Array, seconds: number, start: Float64Array): WholeOptimum | null {
    const { model, highs } = this;
    this.cost(costs);
    model.zeroAllClocks();
    model.options.set({ time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0.5 });
    const everyColumn = { kind: 'range', from: 0, to: this.program.columns - 1 } as const;
    const { integer } = highs.constants.variableType;
    model.changeColsIntegrality(
      everyColumn,
      Array.from({ length: this.program.columns }, () => integer),
    );
    model.setSolution({ colValue: start });
    this.run();
    const found = this.wholeOptimum(costs);
    model.clearIntegrality();
    return found;
  }

  columnsBetween(columns: Int32Array, lower: Float64Array, upper: Float64Array): void {
    if (columns.length > 0) this.model.changeColsBounds({ kind: 'set', indices: columns }, lower, upper);
  }

  rowsBetween(rows: Int32Array, lower: Float64Array, upper: Float64Array): void {
    if (rows.length > 0) this.model.changeRowsBounds({ kind: 'set', indices: rows }, lower, upper);
  }

  addLimit(costs: Float64Array, most: number): void {
    const indices: number[] = [];
    for (let at = 0; at < costs.length; at += 1) if (costs[at] !== 0) indices.push(at);
    const values = Float64Array.from(indices, (at) => costs[at] ?? 0);
    this.model.addRow(-this.highs.infinity, most, { indices: Int32Array.from(indices), values });
  }

  now(): number {
    return performance.now() / 1_000;
  }

  dispose(): void {
    this.model.dispose();
  }

  private cost(costs: Float64Array): void {
    this.model.changeColsCost({ kind: 'range', from: 0, to: this.program.columns - 1 }, costs);
  }

  private run(): void {
    const { simplexInterrupt, mipInterrupt } = this.highs.constants.callbackType;
    const look = () => {
      this.watch();
      return undefined;
    };
    this.model.run({ [simplexInterrupt]: look, [mipInterrupt]: look });
  }

  private isOptimal(): boolean {
    return this.model.getModelStatus() === this.highs.constants.modelStatus.optimal;
  }

  private wholeOptimum(costs: Float64Array): WholeOptimum | null {
    const { optimal, timeLimit } = this.highs.constants.modelStatus;
    const status = this.model.getModelStatus();
    if (status !== optimal && status !== timeLimit) return null;
    if (this.model.info.get('primal_solution_status') !== 2) return null;
    const columns = this.model.getSolution().colValue;
    let cost = 0;
    for (let at = 0; at < costs.length; at += 1) cost += (costs[at] ?? 0) * Math.round(columns[at] ?? 0);
    return { columns, cost, bound: this.model.info.get('mip_dual_bound') as number }; // Of type double.
  }
}
