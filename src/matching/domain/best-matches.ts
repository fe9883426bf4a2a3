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

/** `gatesShut`: nobody is on duty who could say a coordinator's yes, so what needs none goes before what would wait. */
export function bestMatches(pairs: readonly Pair[], most: number, now: Date, gatesShut = false): readonly BestMatch[] {
  const candidates = pairs.flatMap(({ id, asked, offer, between, known, lastAskedHalf }) => {
    const given = firstMeeting(asked, offer, between, now);
    const waits = gatesShut && needsCoordinator(asked, offer);
    return given ? [{ id, lastAskedHalf, waits, facts: matchFacts(asked, given, between, known, now) }] : [];
  });
  const [ready, waiting] = [false, true].map((waits) => ranked(candidates.filter((its) => its.waits === waits)));
  return [...(ready ?? []), ...(waiting ?? [])].slice(0, most).map(({ id, facts, waits }, at) => ({
    id,
    rank: at + 1,
    reasons: [...gateReason(waits, (waiting ?? []).length > 0), ...reasonsFor(facts)],
  }));
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
