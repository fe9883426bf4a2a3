/** A home claims a run in one step: every stop of it, or none. */
import { Injectable } from '@nestjs/common';
import { type Half, halfDayOf, isLocalDate } from '../calendar/half-day.js';
import type { ClaimRecord } from '../claim/claim-record.js';
import type { ClaimWish } from '../claim/decide-target.js';
import { PlaceClaim } from '../claim/place-claim.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import { refusalOfStanding } from '../kernel/in-service.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { FEWEST_STOPS, MOST_STOPS, runOf } from './domain/find-runs.js';
import { type PossibleStops, PossibleStopsOfOffer } from './possible-stops.js';
import { ShareTrip } from './share-trip.js';
import { WatchStops } from './watch-stops.js';

export interface RunWish {
  readonly offerId: string;
  readonly occurrenceIds: readonly string[];
  readonly plannedFor: { readonly date: string; readonly half: Half };
}

@Injectable()
export class ClaimRun {
  constructor(
    private readonly database: Database,
    private readonly possible: PossibleStopsOfOffer,
    private readonly place: PlaceClaim,
    private readonly share: ShareTrip,
    private readonly watch: WatchStops,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, wish: RunWish): Promise<readonly ClaimRecord[] | Refused> {
    const now = this.clock.now();
    const claims = await this.claim(viewer, wish, now);
    // Whatever it is refused for: some stop may be one that nobody was told of.
    if (isRefused(claims)) this.watch.execute(viewer.homeId, wish.occurrenceIds, now);
    return claims;
  }

  private async claim(viewer: HomeViewer, wish: RunWish, now: Date): Promise<readonly ClaimRecord[] | Refused> {
    const standing = refusalOfStanding(viewer);
    if (standing) return standing;
    const { occurrenceIds, plannedFor } = wish;
    if (!occurrenceIds.every(isPublicId)) return refuse('NOT_FOUND');
    if (!isLocalDate(plannedFor.date)) return refuse('INVALID_INPUT', ['plannedFor', 'date']);
    const possible = await this.possible.execute(viewer, wish.offerId, occurrenceIds, MOST_STOPS, now);
    if (isRefused(possible)) return possible;
    const distinct = new Set(occurrenceIds).size;
    if (distinct < FEWEST_STOPS || distinct > MOST_STOPS || distinct < occurrenceIds.length) {
      return refuse('INVALID_INPUT', ['occurrenceIds']);
    }
    const wishes = wishesOf(viewer, wish, possible);
    return isRefused(wishes) ? wishes : this.database.transaction((tx) => this.placeAll(tx, wishes, now));
  }

  private async placeAll(tx: Transaction, wishes: readonly ClaimWish[], now: Date): Promise<ClaimRecord[] | Refused> {
    const claims: ClaimRecord[] = [];
    for (const wish of wishes) {
      const claim = await this.place.execute(tx, wish, now);
      if (isRefused(claim)) return claim;
      claims.push(claim);
    }
    await this.share.execute(
      tx,
      claims.map(({ id }) => id),
    );
    return claims;
  }
}

/** Each line exactly as it stands, in the order of the requests: two runs that share one do not wait for each other. */
function wishesOf(
  viewer: HomeViewer,
  { offerId, occurrenceIds, plannedFor }: RunWish,
  possible: readonly PossibleStops[],
): readonly ClaimWish[] | Refused {
  // Whatever is not there for the home, or did not say that the trip may be shared, is not found.
  if (!occurrenceIds.every((id) => possible.some(({ asked }) => asked.has(id)))) return refuse('NOT_FOUND');
  const half = halfDayOf(plannedFor.date, plannedFor.half);
  const fitting = possible.find(({ stops, vehicle, between, firstHalf }) => {
    const its = stops.filter(({ id }) => occurrenceIds.includes(id));
    const run = its.length === occurrenceIds.length ? runOf(its, vehicle, between) : null;
    const place = half - firstHalf;
    return run !== null && place >= 0 && place < 31 && (run.bits & (1 << place)) !== 0;
  });
  if (!fitting) return refuse('DOES_NOT_FIT', ['occurrenceIds']);
  return occurrenceIds
    .flatMap((occurrenceId): ClaimWish[] => {
      const asked = fitting.asked.get(occurrenceId);
      if (!asked) return [];
      const lines = asked.lines.map(({ id, remaining }) => ({ requestLineId: id, quantity: remaining }));
      const { requestId } = asked;
      return [
        {
          ...{ requestId, occurrenceId, offerId, lines, plannedFor },
          ...{ homeId: viewer.homeId, proposedBy: 'HOME', familyKey: null },
        },
      ];
    })
    .sort((one, other) => (one.requestId < other.requestId ? -1 : 1));
}
