/** Among what could serve, the most pressing need and the best fit come first; ties go to the home asked least lately. */
import type { Urgency } from '../../kernel/help.js';
import { MAX_REACH_RINGS } from '../../place/reach.js';

export type Closeness = 'SAME_CIRCLE' | 'LINKED_CIRCLE' | 'NETWORK';

/** What is known of a match. Shares are from 0 to 1. */
export interface MatchFacts {
  readonly urgency: Urgency;
  /** Whole days since it was posted. */
  readonly waitingDays: number;
  /** To the middle of the published area; null for what is done by phone, which is near everywhere. */
  readonly rings: number | null;
  readonly reachRings: number;
  /** Of the requested window, how much the offer covers; 1 without a date. */
  readonly windowShare: number;
  /** Of what remains wanted, how much the offer can serve. */
  readonly servedShare: number;
  readonly commonLanguage: boolean;
  readonly closeness: Closeness;
  /** Of the home's claims: confirmed by somebody, and broken (released with a mark, lapsed after acceptance, no-show, returned). */
  readonly confirmed: number;
  readonly broken: number;
}

/** Points for the best case of each, in one place. They add up to 100. */
export const weights = {
  urgency: 25,
  waiting: 12,
  nearness: 18,
  windowFit: 10,
  served: 15,
  language: 10,
  closeness: 5,
  reliability: 5,
} as const;

/** Shares of the weights. A step of urgency is worth more than the longest wait: each class of requests is in the order of its waiting. */
export const URGENT: Readonly<Record<Urgency, number>> = { TODAY: 1, THIS_WEEK: 0.5, WHENEVER: 0 };
export const CLOSE: Readonly<Record<Closeness, number>> = { SAME_CIRCLE: 1, LINKED_CIRCLE: 0.5, NETWORK: 0 };
/** After a week nobody waits any longer than anybody else. */
export const LONG_WAIT_DAYS = 7;

/** From 0 to 100. Stays inside: it would tell when others asked, and how reliable a home is thought to be. */
export function rankScore(facts: MatchFacts): number {
  return (
    pressingScore(facts) +
    weights.nearness * (1 - Math.min((facts.rings ?? 0) / (facts.reachRings + 1), 1)) +
    weights.windowFit * facts.windowShare +
    weights.served * facts.servedShare +
    weights.language * (facts.commonLanguage ? 1 : 0) +
    weights.closeness * CLOSE[facts.closeness] +
    weights.reliability * reliability(facts)
  );
}

/** The part that is the request's alone: it rises while nobody answers. */
export function pressingScore({ urgency, waitingDays }: Pick<MatchFacts, 'urgency' | 'waitingDays'>): number {
  return weights.urgency * URGENT[urgency] + weights.waiting * (Math.min(waitingDays, LONG_WAIT_DAYS) / LONG_WAIT_DAYS);
}

/** Scores are compared in hundredths: what is to be above each of them is so much more. */
export const ABOVE = 0.01;

/** Above the score of any offer with these, however far it reaches and however well all else fits. `mostReliable`: no home is thought to be more, from 0 to 1. */
export function highestScore(
  { pressing, rings, closeness }: { readonly pressing: number; readonly rings: number; readonly closeness: Closeness },
  mostReliable = 1,
): number {
  return (
    pressing +
    weights.nearness * (1 - Math.min(rings / (MAX_REACH_RINGS + 1), 1)) +
    weights.windowFit +
    weights.served +
    weights.language +
    weights.closeness * CLOSE[closeness] +
    weights.reliability * mostReliable +
    ABOVE
  );
}

/** Laplace's rule of succession: a home without a history is in the middle, not at the bottom. */
function reliability({ confirmed, broken }: MatchFacts): number {
  return (confirmed + 1) / (confirmed + broken + 2);
}

export interface Candidate {
  readonly facts: MatchFacts;
  /** The half-day in which its home was last asked; 0 when never. */
  readonly lastAskedHalf: number;
  /** Random for the pair's public id: makes the order the same on every page. */
  readonly id: string;
}

export type Ranked<T> = T & { readonly rank: number };

/** Best first, with places from 1 on. Scores that differ by less than a hundredth are a tie. */
export function ranked<T extends Candidate>(candidates: readonly T[]): readonly Ranked<T>[] {
  return candidates
    .map((candidate) => ({ candidate, score: Math.round(rankScore(candidate.facts) * 100) }))
    .sort((a, b) => b.score - a.score || byTurn(a.candidate, b.candidate))
    .map(({ candidate }, at) => ({ ...candidate, rank: at + 1 }));
}

function byTurn(a: Candidate, b: Candidate): number {
  if (a.lastAskedHalf !== b.lastAskedHalf) return a.lastAskedHalf - b.lastAskedHalf;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
