/** What a staged plan is worked out with, and whom it tells how far it is. */
import type { LinearProgram, Solver } from './linear-program.js';

export interface Staging {
  readonly solverOf: (program: LinearProgram) => Solver;
  /** For what cannot be solved in fractions alone. */
  readonly wholeSeconds: number;
  /** How many of how many steps are done. */
  readonly tell: (done: number, of: number) => void;
}
