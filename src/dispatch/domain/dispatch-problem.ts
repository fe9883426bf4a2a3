/** What a plan decides, in numbers alone: which trips, out of those that are possible, so that the needs are served best. */
import type { Urgency } from '../../kernel/help.js';

/** One occurrence of a request. */
export interface Task {
  readonly urgency: Urgency;
}

/** A home that may be asked. */
export interface Asked {
  /** How many more claims it may have. */
  readonly most: number;
  /** How often it was asked within the last seven days. */
  readonly before: number;
}

/** A home goes once, for one task or, on a run, for several. Everything is named by its place in the problem's lists. */
export interface Trip {
  readonly tasks: readonly number[];
  readonly home: number;
  /** The half-days in which it can be, in order; a home makes one trip in each. */
  readonly halves: readonly number[];
  /** What it takes from which capacity. */
  readonly takes: readonly Taken[];
  /** How many lines of the requests it serves whole. */
  readonly lines: number;
  /** In rings of the grid. */
  readonly rings: number;
}

export interface Taken {
  readonly capacity: number;
  readonly quantity: number;
}

export interface DispatchProblem {
  readonly tasks: readonly Task[];
  readonly homes: readonly Asked[];
  /** How much of each line of an offer is left, in one of its periods. */
  readonly capacities: readonly number[];
  readonly trips: readonly Trip[];
}

/** A trip that the plan proposes, and when. */
export interface PlannedTrip {
  /** Its place among the problem's trips. */
  readonly trip: number;
  readonly half: number;
}
