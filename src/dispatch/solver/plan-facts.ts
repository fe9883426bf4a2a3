/** What the process that works out a plan is told, and what it tells: lists and numbers, no words that somebody wrote, no secrets. */
import type { AccessFeature, AccessNeed } from '../../kernel/access-needs.js';
import type { HelpKind, Mode, Skill, Urgency } from '../../kernel/help.js';
import type { Money } from '../../kernel/money.js';
import type { HomeTier } from '../../kernel/viewer.js';
import type { Objective } from '../domain/objectives.js';
import type { UnservedReason } from '../domain/unserved.js';

export type Closeness = 'SAME_CIRCLE' | 'LINKED_CIRCLE' | 'NETWORK';

/** One occurrence of a request; of a ride its seats for children. */
export interface TaskFacts {
  readonly requestId: string;
  readonly occurrenceId: string;
  readonly kind: HelpKind;
  readonly urgency: Urgency;
  readonly waitingDays: number;
  readonly publishedCell: string;
  readonly timeZone: string;
  /** Half-days of its time zone; null: whenever. */
  readonly fromHalf: number | null;
  readonly untilHalf: number | null;
  readonly languages: readonly string[];
  readonly accessNeeds: readonly AccessNeed[];
  readonly minimumTier: HomeTier;
  readonly requiredTraining: string | null;
  readonly closeness: Closeness;
  /** Another home than this is not asked. Null: any is. */
  readonly onlyHomeId: string | null;
  readonly infantSeats: number;
  readonly toddlerSeats: number;
  readonly boosterSeats: number;
  readonly skill: Skill | null;
  readonly mode: Mode | null;
  readonly spokenLanguage: string | null;
  /** A ride, or groceries, whose trip may be shared. */
  readonly sharesTrip: boolean;
  readonly bulky: boolean;
  /** Of groceries: who pays, how much at most, and whether they go to the coordinators. */
  readonly payer: string | null;
  readonly ceiling: Money | null;
  readonly throughCoordinator: boolean;
  /** Some households must not learn of it, real ones or not: each home that could is asked about before. */
  readonly keepsAway: boolean;
  readonly lines: readonly {
    readonly id: string;
    readonly unit: string;
    readonly remaining: number;
    readonly divisible: boolean;
  }[];
}

/** An offer in one of its periods. */
export interface SupplyFacts {
  readonly offerId: string;
  readonly homeId: string;
  readonly kind: HelpKind;
  readonly cell: string;
  readonly reachRings: number;
  readonly languages: readonly string[];
  readonly features: readonly AccessFeature[];
  readonly skills: readonly Skill[];
  readonly modes: readonly Mode[];
  readonly infantSeats: number;
  readonly toddlerSeats: number;
  readonly boosterSeats: number;
  /** What the home spends on one household's groceries at most. */
  readonly costCap: Money | null;
  /** In milliseconds; a half-day belongs to the first period that it meets. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly earlierUntil: number | null;
  /** `[opensAt, closesAt]` in milliseconds; null: at any time. */
  readonly windows: readonly (readonly [number, number])[] | null;
  readonly lines: readonly { readonly id: string; readonly unit: string; readonly remaining: number }[];
}

export interface HomeFacts {
  readonly id: string;
  readonly tier: HomeTier;
  readonly certificates: readonly string[];
  /** How many more claims it may begin, by its tier. */
  readonly most: number;
  readonly claimsThisWeek: number;
  /** Half-days in which it is out already. */
  readonly busyHalves: readonly number[];
}

export interface PlanJob {
  readonly kind: 'job';
  readonly now: number;
  /** The last half-day that is planned for, where each family lives. */
  readonly horizonHalf: number;
  readonly tasks: readonly TaskFacts[];
  readonly supplies: readonly SupplyFacts[];
  readonly homes: readonly HomeFacts[];
  readonly wholeSeconds: number;
  readonly memoryMiB: number;
}

/** Places in the job's lists. */
export type TaskAndHome = readonly [task: number, home: number];

export interface KeptAnswer {
  readonly kind: 'kept';
  readonly pairs: readonly TaskAndHome[];
}

export interface LineOfTrip {
  readonly task: number;
  readonly reasons: readonly string[];
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
}

export interface TripFound {
  readonly supply: number;
  readonly half: number;
  readonly lines: readonly LineOfTrip[];
}

export type Told =
  | { readonly kind: 'started' }
  /** Which of these homes must not learn of which task? */
  | { readonly kind: 'pairs'; readonly pairs: readonly TaskAndHome[] }
  | { readonly kind: 'step'; readonly done: number; readonly of: number }
  | {
      readonly kind: 'done';
      readonly trips: readonly TripFound[];
      readonly unserved: readonly { readonly task: number; readonly reason: UnservedReason }[];
      readonly gap: { readonly objective: Objective; readonly share: number } | null;
      readonly allPairs: boolean;
    }
  | { readonly kind: 'failed'; readonly code: 'PLAN_TOO_LARGE' | 'PLAN_BROKEN_OFF' };
