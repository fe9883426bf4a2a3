/** A plan as it is kept, and each of its lines. */
import type { HelpKind } from '../kernel/help.js';
import type { RefusalCode } from '../kernel/refusals.js';
import type { Objective } from './domain/objectives.js';
import type { PlanStanding } from './domain/plan-state.js';

export interface PlanRecord extends PlanStanding {
  readonly id: string;
  readonly circleId: string;
  readonly partnerId: string;
  readonly kinds: readonly HelpKind[];
  /** YYYY-MM-DD */
  readonly horizon: string;
  readonly stepsDone: number;
  readonly steps: number;
  readonly gapObjective: Objective | null;
  readonly gapShare: number | null;
  readonly allPairs: boolean;
}

export type LineOutcome = 'PLANNED' | 'PROPOSED' | 'SKIPPED' | 'UNSERVED';

export interface PlanLine {
  readonly id: string;
  readonly position: number;
  readonly requestId: string;
  readonly occurrenceId: string;
  readonly offerId: string | null;
  readonly homeId: string | null;
  readonly trip: number | null;
  readonly plannedHalf: number | null;
  readonly lineIds: readonly string[];
  readonly quantities: readonly number[];
  /** Codes of a match; of what is unserved, one of `UnservedReason`. */
  readonly reasons: readonly string[];
  readonly outcome: LineOutcome;
  readonly skippedBecause: RefusalCode | null;
  readonly claimId: string | null;
}

export type NewLine = Omit<PlanLine, 'id' | 'skippedBecause' | 'claimId' | 'position'>;
