/** Proposes what a plan says, a transaction for each trip: all of a trip or nothing, and what has changed meanwhile is skipped and says why. */
import { Injectable } from '@nestjs/common';
import { halfOf, localDateOf } from '../calendar/half-day.js';
import type { ClaimWish } from '../claim/decide-target.js';
import { FindProposal } from '../claim/find-proposal.js';
import { PlaceClaim } from '../claim/place-claim.js';
import { Clock } from '../kernel/clock.js';
import { accept, isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Logger } from '../platform/logger.js';
import { ShareTrip } from '../run/share-trip.js';
import { DispatchStore } from './dispatch.store.js';
import { DispatchLinesStore } from './dispatch-lines.store.js';
import type { PlanLine, PlanRecord } from './plan-record.js';

type WishOfLine = readonly [PlanLine, ClaimWish];

@Injectable()
export class ProposeTrips {
  constructor(
    private readonly database: Database,
    private readonly store: DispatchStore,
    private readonly lines: DispatchLinesStore,
    private readonly find: FindProposal,
    private readonly place: PlaceClaim,
    private readonly share: ShareTrip,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** What is left when it is interrupted stays planned: applying again goes on with it. */
  async execute(viewer: CoordinatorViewer, { id }: PlanRecord): Promise<void> {
    try {
      const trips = Map.groupBy(await this.lines.planned(this.database, id), ({ trip }) => trip);
      for (const lines of trips.values()) {
        if (!(await this.store.stillWorkedOn(this.database, id, 'APPLYING', this.clock.now()))) return;
        await this.proposeTrip(viewer, lines);
      }
      await this.store.move(this.database, id, ['APPLYING'], accept('APPLIED'), this.clock.now());
    } catch (error) {
      this.log.failure('a plan was not applied to its end', error);
    }
  }

  private async proposeTrip(viewer: CoordinatorViewer, lines: readonly PlanLine[]): Promise<void> {
    const refused = await this.proposed(viewer, lines);
    if (!isRefused(refused)) return;
    const ids = lines.map(({ id }) => id);
    await this.lines.skipped(this.database, ids, refused.code);
  }

  private async proposed(viewer: CoordinatorViewer, lines: readonly PlanLine[]): Promise<true | Refused> {
    const now = this.clock.now();
    const wishes: WishOfLine[] = [];
    for (const line of lines) {
      const wish = await this.wishOf(viewer, line, now);
      if (isRefused(wish)) return wish;
      wishes.push([line, wish]);
    }
    // In one order everywhere, so that two of them do not wait for each other.
    wishes.sort(([one], [other]) => (one.requestId < other.requestId ? -1 : 1));
    return this.database.transaction((tx) => this.placeAll(tx, wishes, now));
  }

  private async placeAll(tx: Transaction, wishes: readonly WishOfLine[], now: Date): Promise<true | Refused> {
    const ids = wishes.map(([{ id }]) => id);
    if (!(await this.lines.lockPlanned(tx, ids))) return refuse('WRONG_STATE');
    const placed: string[] = [];
    for (const [line, wish] of wishes) {
      const claim = await this.place.execute(tx, wish, now);
      if (isRefused(claim)) return claim;
      await this.lines.proposed(tx, line.id, claim.id);
      placed.push(claim.id);
    }
    await this.share.execute(tx, placed);
    return true;
  }

  /** As if the coordinator had proposed each line by hand. */
  private async wishOf(viewer: CoordinatorViewer, line: PlanLine, now: Date): Promise<ClaimWish | Refused> {
    const { requestId, occurrenceId, offerId, homeId, plannedHalf, lineIds, quantities } = line;
    if (offerId === null || plannedHalf === null) return refuse('NOT_FOUND');
    const input = {
      ...{ requestId, occurrenceId, offerId },
      lines: lineIds.map((requestLineId, at) => ({ requestLineId, quantity: quantities[at] ?? null })),
      plannedFor: { date: localDateOf(plannedHalf), half: halfOf(plannedHalf) },
    };
    const found = await this.find.execute(viewer, input, now);
    if (isRefused(found)) return found;
    // It may have become another home's in between.
    if (found !== homeId) return refuse('NOT_FOUND');
    return { ...input, homeId: found, proposedBy: 'COORDINATOR', familyKey: null };
  }
}
