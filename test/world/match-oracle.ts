/** What matching has to answer, found the long way: every pair of the neighbourhood is asked, without any database. */
import { spanOf } from '../../src/calendar/window.js';
import { type BestMatch, bestMatches, type Pair } from '../../src/matching/domain/best-matches.js';
import { firstMeeting, type Standing } from '../../src/matching/domain/first-meeting.js';
import type { Asked, Between } from '../../src/matching/domain/match.js';
import { centreDistance, MAX_REACH_RINGS, ringDistance } from '../../src/place/reach.js';
import type { DrawnHome, DrawnOffer, DrawnRequest, Neighbourhood } from './random-neighbourhood.js';

type Occurrence = DrawnRequest['occurrences'][number];

export class MatchOracle {
  private readonly homes: ReadonlyMap<string, DrawnHome>;

  constructor(
    private readonly neighbourhood: Neighbourhood,
    private readonly now: Date,
  ) {
    this.homes = new Map(neighbourhood.homes.map((home) => [home.homeId, home]));
  }

  /** For the next occurrence of which something is free. */
  offersFor(request: DrawnRequest, most: number): readonly BestMatch[] {
    const occurrence = this.openOccurrences(request)[0];
    if (!occurrence) return [];
    const pairs = this.neighbourhood.offers
      .filter((offer) => this.isOpen(offer))
      .map((offer) => this.pair(request, occurrence, offer, offer.id));
    return bestMatches(pairs, most, this.now);
  }

  /** Each request by the first of its occurrences that can be served. */
  requestsFor(offer: DrawnOffer, most: number): readonly BestMatch[] {
    if (!this.isOpen(offer)) return [];
    const pairs = this.neighbourhood.requests.flatMap((request) => {
      const each = this.openOccurrences(request).map((its) => this.pair(request, its, offer, request.requestId));
      const met = each.find(({ asked, offer: its, between }) => firstMeeting(asked, its, between, this.now));
      return met ? [{ ...met, lastAskedHalf: 0 }] : [];
    });
    return bestMatches(pairs, most, this.now);
  }

  private isOpen(offer: DrawnOffer): boolean {
    const home = this.homeOf(offer);
    const inService = home.vouched && !home.paused && home.agreed;
    return inService && offer.status === 'OPEN' && !offer.madeForClaim && (!offer.endsAt || offer.endsAt > this.now);
  }

  private openOccurrences(request: DrawnRequest): readonly Occurrence[] {
    if (request.ended || request.heldForReview || request.expiresAt <= this.now) return [];
    return request.occurrences.filter(({ over, window, held }) => {
      const isAhead = !window || spanOf(window).closesAt > this.now;
      return !over && isAhead && request.lines.some(({ quantity }, at) => (held?.[at] ?? 0) < quantity);
    });
  }

  private pair(request: DrawnRequest, occurrence: Occurrence, offer: DrawnOffer, id: string): Pair {
    const home = this.homeOf(offer);
    return {
      id,
      asked: askedOf(request, occurrence),
      offer: standingOf(offer, home),
      between: this.between(request, occurrence, offer, home),
      known: {
        urgency: request.urgency,
        waitingDays: Math.round(
          (Date.parse(this.now.toISOString().slice(0, 10)) - Date.parse(request.postedOn)) / 86_400_000,
        ),
        languages: request.languages,
        closeness: 'NETWORK',
        confirmed: 0,
        broken: 0,
      },
      lastAskedHalf: home.lastAskedHalf,
    };
  }

  private between(request: DrawnRequest, occurrence: Occurrence, offer: DrawnOffer, home: DrawnHome): Between {
    const isRemote = request.kind === 'TIME' && request.mode === 'REMOTE';
    const asked = occurrence.firstRefusal;
    return {
      rings: isRemote ? 0 : (ringDistance(request.cell, offer.cell) ?? Number.POSITIVE_INFINITY),
      middleRings: isRemote ? null : (centreDistance(request.cell, offer.cell) ?? MAX_REACH_RINGS + 1),
      inCircle: true,
      othersAskedFirst: !!asked && asked.homeId !== home.homeId && asked.until > this.now,
      blocked: request.blocks.includes(home.homeId),
      hidden: request.hiddenFrom.some((digest) => digest.equals(home.emailDigest)),
    };
  }

  private homeOf(offer: DrawnOffer): DrawnHome {
    const home = this.homes.get(offer.homeId);
    if (!home) throw new RangeError('an offer of no home');
    return home;
  }
}

function askedOf(request: DrawnRequest, occurrence: Occurrence): Asked {
  const isTime = request.kind === 'TIME';
  return {
    kind: request.kind,
    window: occurrence.window ? spanOf(occurrence.window) : null,
    lines: request.lines.map(({ unit, quantity, divisible = true }, at) => ({
      unit,
      remaining: quantity - (occurrence.held?.[at] ?? 0),
      divisible,
    })),
    accessNeeds: request.needs as Asked['accessNeeds'], // Drawn from the list of needs.
    childSeats: seatsOf(request.seats),
    skill: isTime ? (request.skill as Asked['skill']) : null, // Drawn from the list of skills.
    mode: isTime ? request.mode : null,
    spokenLanguage: isTime ? request.spokenLanguage : null,
    minimumTier: request.minimumTier,
  };
}

function standingOf(offer: DrawnOffer, home: DrawnHome): Standing {
  return {
    kind: offer.kind,
    windows: offer.windows.length > 0 ? offer.windows : null,
    periods: offer.periods.map(({ startsAt, endsAt, held }) => ({
      opensAt: startsAt,
      closesAt: endsAt,
      lines: offer.lines.map(({ unit, quantity }, at) => ({ unit, remaining: quantity - (held?.[at] ?? 0) })),
    })),
    features: offer.features as Standing['features'], // Drawn from the lists of each.
    childSeats: seatsOf(offer.seats),
    skills: offer.skills as Standing['skills'],
    modes: offer.modes as Standing['modes'],
    languages: offer.languages,
    reachRings: offer.reachRings,
    homeTier: home.tier,
  };
}

function seatsOf([INFANT, TODDLER, BOOSTER]: readonly [number, number, number]) {
  return { INFANT, TODDLER, BOOSTER };
}
