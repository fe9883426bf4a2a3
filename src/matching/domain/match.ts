/** An offer could serve a request when every hard condition is met: kind, place, time, capacity, features, and that the two may meet. */
import { type AccessFeature, type AccessNeed, featureFor } from '../../kernel/access-needs.js';
import { ChildSeat, type ChildSeats, type HelpKind, type Mode, type Skill } from '../../kernel/help.js';
import { baseLanguage } from '../../kernel/languages.js';
import { reachesTier } from '../../kernel/tier.js';
import type { HomeTier } from '../../kernel/viewer.js';
import { words } from '../../kernel/words.js';

export const Condition = words(
  'SAME_KIND',
  'REACHES',
  'WINDOWS_OVERLAP',
  'CAPACITY_LEFT',
  'HAS_FEATURES',
  'HAS_SKILL',
  'VISIBLE',
  'NOT_BLOCKED',
  'NOT_HIDDEN',
);
export type Condition = keyof typeof Condition;

export interface Span {
  readonly opensAt: Date;
  readonly closesAt: Date;
}

export interface AskedLine {
  readonly unit: string;
  readonly remaining: number;
  readonly divisible: boolean;
}

export interface GivenLine {
  readonly unit: string;
  /** Of the period in which the two would meet. */
  readonly remaining: number;
}

/** A request, or one occurrence of it. */
export interface Asked {
  readonly kind: HelpKind;
  /** Null: whenever. */
  readonly window: Span | null;
  readonly lines: readonly AskedLine[];
  readonly accessNeeds: readonly AccessNeed[];
  /** Of rides; no seats otherwise. */
  readonly childSeats: ChildSeats;
  /** Of time; null otherwise. */
  readonly skill: Skill | null;
  readonly mode: Mode | null;
  /** That the helper has to speak: interpretation cannot do without. */
  readonly spokenLanguage: string | null;
  readonly minimumTier: HomeTier;
}

export interface Given {
  readonly kind: HelpKind;
  /** Null: at any time. Empty: no window is left. */
  readonly windows: readonly Span[] | null;
  readonly lines: readonly GivenLine[];
  readonly features: readonly AccessFeature[];
  readonly childSeats: ChildSeats;
  readonly skills: readonly Skill[];
  readonly modes: readonly Mode[];
  readonly languages: readonly string[];
  readonly reachRings: number;
  readonly homeTier: HomeTier;
}

/** How this request and this offer's home stand to each other. */
export interface Between {
  /** Grid distance from the offer's cell to the nearest part of the request's published area, in rings: what it must reach. */
  readonly rings: number;
  /** To the middle of that area: what nearness is measured by, since a wide area hides where the family is. Null: nobody goes anywhere. */
  readonly middleRings: number | null;
  readonly inCircle: boolean;
  /** Another home is being asked first. */
  readonly othersAskedFirst: boolean;
  readonly blocked: boolean;
  /** The family named this home among those that must not see the request. */
  readonly hidden: boolean;
}

/** None is a match. NOT_BLOCKED and NOT_HIDDEN are for the program alone: nobody may learn of either. */
export function unmetConditions(asked: Asked, given: Given, between: Between, now: Date): readonly Condition[] {
  const met: Readonly<Record<Condition, boolean>> = {
    SAME_KIND: asked.kind === given.kind,
    REACHES: between.rings <= given.reachRings,
    WINDOWS_OVERLAP: overlaps(asked.window, given.windows, now).length > 0,
    CAPACITY_LEFT: asked.lines.some((line) => servable(line, given.lines) > 0),
    HAS_FEATURES: hasFeatures(asked, given),
    HAS_SKILL: hasSkill(asked, given),
    VISIBLE: between.inCircle && !between.othersAskedFirst && reachesTier(given.homeTier, asked.minimumTier),
    NOT_BLOCKED: !between.blocked,
    NOT_HIDDEN: !between.hidden,
  };
  return Object.values(Condition).filter((condition) => !met[condition]);
}

/** How much of a line the offer can serve: a line that may not be split wholly or not at all. Groceries of any unit take one run. */
export function servable(line: AskedLine, given: readonly GivenLine[]): number {
  const source = given.find((one) => one.unit === line.unit || one.unit === 'RUN');
  if (!source || line.remaining === 0) return 0;
  if (source.unit === 'RUN') return source.remaining > 0 ? line.remaining : 0;
  return line.divisible || source.remaining >= line.remaining ? Math.min(line.remaining, source.remaining) : 0;
}

/** The spans in which both can, cut to what is still to come. Without a date any of the offer's will do. */
export function overlaps(window: Span | null, given: readonly Span[] | null, now: Date): readonly Span[] {
  const always: Span = { opensAt: now, closesAt: new Date(8.64e15) };
  const asked = window ?? always;
  return (given ?? [always])
    .map((one) => ({
      opensAt: latest(now, one.opensAt, asked.opensAt),
      closesAt: one.closesAt < asked.closesAt ? one.closesAt : asked.closesAt,
    }))
    .filter((span) => span.opensAt < span.closesAt);
}

function latest(...dates: readonly Date[]): Date {
  return new Date(Math.max(...dates.map((date) => date.getTime())));
}

/** Whoever gives money meets nobody, so nothing about a meeting is asked of it. */
function hasFeatures(asked: Asked, given: Given): boolean {
  if (asked.kind === 'MONEY') return true;
  const seats = Object.values(ChildSeat).every((type) => asked.childSeats[type] <= given.childSeats[type]);
  return seats && asked.accessNeeds.every((need) => given.features.includes(featureFor[need]));
}

function hasSkill(asked: Asked, given: Given): boolean {
  const { skill, mode, spokenLanguage } = asked;
  const speaks =
    spokenLanguage === null || given.languages.some((one) => baseLanguage(one) === baseLanguage(spokenLanguage));
  return (skill === null || given.skills.includes(skill)) && (mode === null || given.modes.includes(mode)) && speaks;
}
