/** What the rank is made of, measured on a request and an offer that could serve it. */
import type { Urgency } from '../../kernel/help.js';
import { languagesInCommon } from '../../kernel/languages.js';
import { sum } from '../../kernel/quantity.js';
import { type Asked, type Between, type Given, overlaps, type Span, servable } from './match.js';
import type { Closeness, MatchFacts } from './rank.js';

/** What the hard conditions do not ask. */
export interface AlsoKnown {
  readonly urgency: Urgency;
  readonly waitingDays: number;
  /** The family's. */
  readonly languages: readonly string[];
  readonly closeness: Closeness;
  readonly confirmed: number;
  readonly broken: number;
}

export function matchFacts(asked: Asked, given: Given, between: Between, known: AlsoKnown, now: Date): MatchFacts {
  const { urgency, waitingDays, closeness, confirmed, broken } = known;
  return {
    urgency,
    waitingDays,
    rings: between.middleRings,
    reachRings: given.reachRings,
    windowShare: windowShare(asked.window, given.windows, now),
    servedShare: servedShare(asked, given),
    commonLanguage: languagesInCommon(given.languages, known.languages).length > 0,
    closeness,
    confirmed,
    broken,
  };
}

/** Of what is still to come of the requested window. An offer's windows may touch but not overlap. */
function windowShare(window: Span | null, given: readonly Span[] | null, now: Date): number {
  if (!window) return 1;
  const opensAt = Math.max(window.opensAt.getTime(), now.getTime());
  const length = window.closesAt.getTime() - opensAt;
  if (length <= 0) return 0;
  const both = sum(overlaps(window, given, now).map((span) => span.closesAt.getTime() - span.opensAt.getTime()));
  return Math.min(both / length, 1);
}

/** Each line counts alike: a bag of rice is not worth more than a bottle of milk because it weighs more. */
function servedShare(asked: Asked, given: Given): number {
  const open = asked.lines.filter((line) => line.remaining > 0);
  if (open.length === 0) return 0;
  return sum(open.map((line) => servable(line, given.lines) / line.remaining)) / open.length;
}
