/** Turns what the statements of matching read into the words of its domain. */
import type { AccessFeature } from '../kernel/access-needs.js';
import type { ChildSeats, HelpKind } from '../kernel/help.js';
import { centreDistance, MAX_REACH_RINGS, ringDistance } from '../place/reach.js';
import type { Pair } from './domain/best-matches.js';
import { firstMeeting, type GivenPeriod, type Standing } from './domain/first-meeting.js';
import type { Asked, AskedLine, Between, Span } from './domain/match.js';
import type { AlsoKnown } from './domain/match-facts.js';
import type { Closeness } from './domain/rank.js';
import type { AskedLineRead, AskingRow, OfferCandidateRow } from './offers-for-request.store.js';
import type { RequestCandidateRow, StandingRow } from './requests-for-offer.store.js';

export function pairOfOffer(asking: AskingRow, row: OfferCandidateRow): Pair {
  const { starts_at: opensAt, ends_at: closesAt } = row;
  return {
    id: row.id,
    asked: askedOf(asking, asking.kind, asking.lines ?? [], spanOf(asking)),
    // With the one period that the statement chose.
    offer: standingOf(row, asking.kind, row.anytime ? null : spansOf(row.windows), [
      { opensAt, closesAt, lines: leftOf(row.lines) },
    ]),
    between: betweenOf(asking.mode, asking.published_cell, row.cell),
    known: knownOf(asking, row.closeness, row),
    lastAskedHalf: row.last_asked_half,
  };
}

/** By the first of its occurrences that the offer can serve, or by its first. All of one home, which was asked when it was asked: the rank alone decides. */
export function pairOfRequest(offer: StandingRow, row: RequestCandidateRow, now: Date): Pair {
  const periods = (offer.periods ?? []).map(
    ([opens, closes, lines]): GivenPeriod => ({
      opensAt: new Date(opens),
      closesAt: new Date(closes),
      lines: leftOf(lines),
    }),
  );
  const standing = standingOf(offer, offer.kind, offer.anytime ? null : spansOf(offer.windows), periods);
  const between = betweenOf(row.mode, row.published_cell, offer.cell);
  const each = row.occurrences.map(([opens, closes, lines]) =>
    askedOf(row, offer.kind, lines, opens === null || closes === null ? null : (spansOf([[opens, closes]])[0] ?? null)),
  );
  const asked = each.find((its) => firstMeeting(its, standing, between, now)) ?? each[0];
  if (!asked) throw new RangeError('a request without an occurrence');
  return { id: row.id, asked, offer: standing, between, known: knownOf(row, row.closeness, offer), lastAskedHalf: 0 };
}

type AskedRow = Pick<
  AskingRow,
  | 'access_needs'
  | 'skill'
  | 'mode'
  | 'spoken_language'
  | 'minimum_tier'
  | 'infant_seats'
  | 'toddler_seats'
  | 'booster_seats'
>;

function askedOf(row: AskedRow, kind: HelpKind, lines: readonly AskedLineRead[], window: Span | null): Asked {
  return {
    kind,
    window,
    lines: lines.map(([unit, remaining, divisible]): AskedLine => ({ unit, remaining, divisible })),
    accessNeeds: row.access_needs,
    childSeats: seatsOf(row),
    skill: row.skill,
    mode: row.mode,
    spokenLanguage: row.spoken_language,
    minimumTier: row.minimum_tier,
  };
}

type OfferRow = Pick<
  StandingRow,
  | 'skills'
  | 'modes'
  | 'languages'
  | 'reach_rings'
  | 'tier'
  | 'anytime'
  | 'infant_seats'
  | 'toddler_seats'
  | 'booster_seats'
> & { readonly features: readonly string[] };

function standingOf(
  offer: OfferRow,
  kind: HelpKind,
  windows: readonly Span[] | null,
  periods: readonly GivenPeriod[],
): Standing {
  return {
    kind,
    windows,
    periods,
    features: offer.features as readonly AccessFeature[], // The column holds nothing else.
    childSeats: seatsOf(offer),
    skills: offer.skills,
    modes: offer.modes,
    languages: offer.languages,
    reachRings: offer.reach_rings,
    homeTier: offer.tier,
  };
}

function spansOf(windows: readonly (readonly [number, number])[] | null): readonly Span[] {
  return (windows ?? []).map(([opens, closes]) => ({ opensAt: new Date(opens), closesAt: new Date(closes) }));
}

function leftOf(lines: readonly (readonly [string, number])[]) {
  return lines.map(([unit, remaining]) => ({ unit, remaining }));
}

/** What only the database could tell is decided by the statement: it gives no candidate of which it does not hold. */
function betweenOf(mode: AskedRow['mode'], publishedCell: string, offerCell: string): Between {
  const isRemote = mode === 'REMOTE';
  const beyond = MAX_REACH_RINGS + 1;
  return {
    rings: isRemote ? 0 : (ringDistance(publishedCell, offerCell) ?? beyond),
    middleRings: isRemote ? null : (centreDistance(publishedCell, offerCell) ?? beyond),
    inCircle: true,
    othersAskedFirst: false,
    blocked: false,
    hidden: false,
  };
}

function knownOf(
  request: Pick<AskingRow, 'urgency' | 'waiting_days' | 'languages'>,
  closeness: Closeness,
  { confirmed, broken }: Pick<StandingRow, 'confirmed' | 'broken'>,
): AlsoKnown {
  return {
    urgency: request.urgency,
    waitingDays: request.waiting_days,
    languages: request.languages,
    closeness,
    confirmed,
    broken,
  };
}

function seatsOf(row: { infant_seats: number; toddler_seats: number; booster_seats: number }): ChildSeats {
  return { INFANT: row.infant_seats, TODDLER: row.toddler_seats, BOOSTER: row.booster_seats };
}

function spanOf({ opens_at: opensAt, closes_at: closesAt }: Pick<AskingRow, 'opens_at' | 'closes_at'>): Span | null {
  return opensAt && closesAt ? { opensAt, closesAt } : null;
}
