/** A coordinator takes from an offer of money for a request: two claims that share no key, so that giver and family stay apart. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { endOfHalfDay, halfDayAt, startOfHalfDay } from '../calendar/half-day.js';
import { OwnHouseholds } from '../home/own-households.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { BeginMoneyClaim } from './begin-money-claim.js';
import type { ClaimRecord, NewClaim } from './claim-record.js';
import { allocatedClaims } from './domain/propose-claim.js';
import { type AllocateOfferInput, type Allocation, FindAllocation } from './find-allocation.js';

export interface AllocatedOffer {
  readonly giving: ClaimRecord;
  readonly receiving: ClaimRecord;
}

@Injectable()
export class AllocateOffer {
  constructor(
    private readonly database: Database,
    private readonly find: FindAllocation,
    private readonly households: OwnHouseholds,
    private readonly begin: BeginMoneyClaim,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, input: AllocateOfferInput): Promise<AllocatedOffer | Refused> {
    if (!isPublicId(input.offerId) || !isPublicId(input.requestId)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const found = await this.find.execute(tx, viewer, input, now);
      if (isRefused(found)) return found;
      const own = await this.households.refusal(tx, viewer, found.offer.homeId);
      if (own) return own;
      const { giving, receiving } = bothClaims(found, viewer.partnerId, now);
      await this.begin.giving(tx, giving, now);
      await this.begin.receiving(
        tx,
        receiving,
        { source: 'HOLDING', allocatedBy: viewer.coordinatorId, ...found },
        now,
      );
      await this.notices.tell(tx, { homeId: found.offer.homeId }, 'MONEY_TAKEN', { kind: 'CLAIM', id: giving.id }, now);
      return { giving, receiving };
    });
  }
}

/** Each in the time zone of its own side, and both from the beginning of the half-day: neither tells of the other. */
function bothClaims({ offer, periodId, target, occurrenceId, taken }: Allocation, partnerId: string, now: Date) {
  const half = { giving: halfDayAt(now, offer.timeZone), receiving: halfDayAt(now, target.timeZone) };
  const states = allocatedClaims(
    taken,
    {
      giving: endOfHalfDay(half.giving, offer.timeZone),
      receiving: endOfHalfDay(half.receiving, target.timeZone),
    },
    startOfHalfDay(halfDayAt(now, 'UTC'), 'UTC'),
  );
  const giving: NewClaim = {
    id: randomUUID(),
    requestId: null,
    occurrenceId: null,
    offerId: offer.id,
    periodId,
    homeId: offer.homeId,
    partnerId,
    intakeCoordinatorId: null,
    plannedHalf: half.giving,
    plannedTimeZone: offer.timeZone,
    state: states.giving,
  };
  const receiving: NewClaim = {
    id: randomUUID(),
    requestId: target.requestId,
    occurrenceId,
    offerId: null,
    periodId: null,
    homeId: null,
    partnerId,
    intakeCoordinatorId: target.intakeCoordinatorId,
    plannedHalf: half.receiving,
    plannedTimeZone: target.timeZone,
    state: states.receiving,
  };
  return { giving, receiving };
}
