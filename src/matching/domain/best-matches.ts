/** Out of pairs that the database found, the best matches: each checked against every hard condition once more, then ranked. */

import { firstMeeting, type Standing } from './first-meeting.js';
import type { Asked, Between } from './match.js';
import { type AlsoKnown, matchFacts } from './match-facts.js';
import { ranked } from './rank.js';
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

export function bestMatches(pairs: readonly Pair[], most: number, now: Date): readonly BestMatch[] {
  const candidates = pairs.flatMap(({ id, asked, offer, between, known, lastAskedHalf }) => {
    const given = firstMeeting(asked, offer, between, now);
    return given ? [{ id, lastAskedHalf, facts: matchFacts(asked, given, between, known, now) }] : [];
  });
  return ranked(candidates)
    .slice(0, most)
    .map(({ id, rank, facts }) => ({ id, rank, reasons: reasonsFor(facts) }));
}
