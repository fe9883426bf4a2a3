/** Out of pairs that the database found, the best matches: each checked against every hard condition once more, then ranked. */

import { firstMeeting, type Standing } from './first-meeting.js';
import type { Asked, Between } from './match.js';
import { type AlsoKnown, matchFacts } from './match-facts.js';
import { type MatchFacts, ranked, rankScore } from './rank.js';
import { type MatchReasonCode, reasonsFor } from './reasons.js';

/** One request and one offer. `id` is that of whichever is suggested. */
export interface Pair {
  readonly id: string;
  readonly asked: Asked;
  readonly offer: Standing;
  readonly between: Between;
  readonly known: AlsoKnown;
  /** Of the offer's home; 0 when it was never asked. */
  readonly lastAskedHalf: number;
}

export interface BestMatch {
  readonly id: string;
  /** From 1 on. The number behind it stays here: it would tell when others asked. */
  readonly rank: number;
  readonly reasons: readonly MatchReasonCode[];
}

/** How far the database looked before it gave these pairs. */
export interface Looked {
  /** Some place had more than were looked at. */
  readonly capped: boolean;
  /** What was not looked at closely cannot rank above this; null when all was. */
  readonly bound: number | null;
}

export interface BestOfFound {
  readonly best: readonly BestMatch[];
  /** True when these are proved to be the best of all there are, and not only of those that were looked at. */
  readonly isExact: boolean;
}

/** `gatesShut`: nobody is on duty who could say a coordinator's yes, so what needs none goes before what would wait. */
export function bestMatches(pairs: readonly Pair[], most: number, now: Date, gatesShut = false): readonly BestMatch[] {
  return bestOfFound(pairs, { capped: false, bound: null }, most, now, gatesShut).best;
}

export function bestOfFound(
  pairs: readonly Pair[],
  looked: Looked,
  most: number,
  now: Date,
  gatesShut = false,
): BestOfFound {
  const candidates = pairs.flatMap(({ id, asked, offer, between, known, lastAskedHalf }) => {
    const given = firstMeeting(asked, offer, between, now);
    const waits = gatesShut && needsCoordinator(asked, offer);
    return given ? [{ id, lastAskedHalf, waits, facts: matchFacts(asked, given, between, known, now) }] : [];
  });
  const [ready = [], waiting = []] = [false, true].map((waits) =>
    ranked(candidates.filter((its) => its.waits === waits)),
  );
  const best = [...ready, ...waiting].slice(0, most);
  return {
    best: best.map(({ id, facts, waits }, at) => ({
      id,
      rank: at + 1,
      reasons: [...gateReason(waits, waiting.length > 0), ...reasonsFor(facts)],
    })),
    // What waits goes last whatever its rank is: whether something ready was missed, the bound cannot tell then.
    isExact:
      !looked.capped &&
      (looked.bound === null || (waiting.length === 0 && surpasses(best[most - 1]?.facts, looked.bound))),
  };
}

/** The last that is shown ranks above whatever was not looked at. */
function surpasses(last: MatchFacts | undefined, bound: number): boolean {
  return last !== undefined && rankScore(last) > bound;
}

/** Of a family that asks an offer itself. */
function needsCoordinator({ kind, skill, mode }: Asked, { homeTier }: Standing): boolean {
  return homeTier === 'NEW' || (kind === 'TIME' && skill === 'CHILDCARE' && mode === 'IN_PERSON');
}

/** Only where it made a difference to the order, or makes somebody wait. */
function gateReason(waits: boolean, othersWait: boolean): readonly MatchReasonCode[] {
  if (waits) return ['WAITS_FOR_COORDINATOR'];
  return othersWait ? ['NEEDS_NO_COORDINATOR'] : [];
}
