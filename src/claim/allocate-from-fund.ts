/** Money of a fund is set aside for a request: a receiving claim, and no giver beside it. By a coordinator, or by the fund's own rules. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { endOfHalfDay, halfDayAt, startOfHalfDay } from '../calendar/half-day.js';
import { type Fund, FundsInHand } from '../fund/funds-in-hand.js';
import { Clock } from '../kernel/clock.js';
import { accept, type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { Money } from '../kernel/money.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { BeginMoneyClaim } from './begin-money-claim.js';
import type { ClaimRecord, NewClaim } from './claim-record.js';
import { decideChosen, type WantedFrom } from './domain/claim-lines.js';
import { receivingClaim } from './domain/propose-claim.js';
import type { FundTarget } from './fund-target.store.js';
import { LookAtFundTarget } from './look-at-fund-target.js';

export interface AllocateFromFundInput {
  readonly fundId: string;
  readonly requestId: string;
  /** Null: all that remains of the request. */
  readonly amount: Money | null;
}

interface OpenFundTarget extends FundTarget {
  readonly occurrenceId: string;
  readonly line: WantedFrom;
}

@Injectable()
export class AllocateFromFund {
  constructor(
    private readonly database: Database,
    private readonly targets: LookAtFundTarget,
    private readonly funds: FundsInHand,
    private readonly begin: BeginMoneyClaim,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, input: AllocateFromFundInput): Promise<ClaimRecord | Refused> {
    const { fundId, requestId, amount } = input;
    if (!isPublicId(fundId)) return refuse('NOT_FOUND', ['fundId']);
    if (!isPublicId(requestId)) return refuse('NOT_FOUND', ['requestId']);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const target = decideFundTarget(await this.targets.locked(tx, viewer, requestId, now));
      if (isRefused(target)) return target;
      const taken = decideTaken(target.value.line, amount);
      if (isRefused(taken)) return taken;
      const { partnerId } = viewer;
      const allocated = await this.funds.allocation(tx, partnerId, fundId, wanting(target.value), taken.value);
      if (isRefused(allocated)) return allocated;
      return this.write(tx, target.value, { fundId, amount: taken.value, by: viewer.coordinatorId }, now);
    });
  }

  /** As much of what the request wants as the fund gives by itself. False when that is nothing, or somebody has the request in hand. */
  async byRules({ id: fundId, partnerId }: Fund, requestId: string, now: Date): Promise<boolean> {
    const done = await this.database.transaction(async (tx) => {
      const target = decideFundTarget(await this.targets.free(tx, requestId, now));
      if (isRefused(target)) return target;
      const { line } = target.value;
      const { partnerId: its } = target.value;
      const wanted = { wanted: line.remaining, before: line.quantity - line.remaining };
      const amount =
        its === partnerId
          ? await this.funds.allocationByRules(tx, partnerId, fundId, wanting(target.value), wanted)
          : null;
      if (amount === null || (amount < line.remaining && !line.divisible)) return refuse('NOT_RECEIVED_YET');
      return this.write(tx, target.value, { fundId, amount, by: null }, now);
    });
    return !isRefused(done);
  }

  private async write(
    tx: Transaction,
    target: OpenFundTarget,
    { fundId, amount, by }: { readonly fundId: string; readonly amount: number; readonly by: string | null },
    now: Date,
  ): Promise<ClaimRecord> {
    const claim = newClaim(target, amount, now);
    await this.begin.receiving(tx, claim, { source: { fundId }, allocatedBy: by, target }, now);
    return claim;
  }
}

/** A request of money has one line. */
function decideFundTarget(target: FundTarget | null): Decision<OpenFundTarget> {
  if (!target) return refuse('NOT_FOUND', ['requestId']);
  const { occurrenceId } = target;
  const [line] = target.lines;
  if (target.kind !== 'MONEY' || occurrenceId === null || !line) return refuse('DOES_NOT_FIT', ['requestId']);
  return target.isOpen && !target.isOver
    ? accept({ ...target, occurrenceId, line })
    : refuse('WRONG_STATE', ['requestId']);
}

function decideTaken(line: WantedFrom, amount: Money | null): Decision<number> {
  if (amount && amount.currency.toUpperCase() !== line.unit) return refuse('CURRENCY_MISMATCH', ['amount', 'currency']);
  const chosen = decideChosen([line], amount ? [{ requestLineId: line.id, quantity: amount.minor }] : 'ALL');
  if (!chosen.accepted) return refuse(chosen.code, amount ? ['amount', 'minor'] : undefined);
  const [first] = chosen.value;
  return first ? accept(first.quantity) : refuse('NOTHING_LEFT');
}

function wanting({ requestId, kind, publishedCell, line }: OpenFundTarget) {
  return { requestId, kind, publishedCell, currency: line.unit };
}

function newClaim(target: OpenFundTarget, amount: number, now: Date): NewClaim {
  const { timeZone } = target;
  const plannedHalf = halfDayAt(now, timeZone);
  return {
    id: randomUUID(),
    requestId: target.requestId,
    occurrenceId: target.occurrenceId,
    offerId: null,
    periodId: null,
    homeId: null,
    partnerId: target.partnerId,
    intakeCoordinatorId: target.intakeCoordinatorId,
    plannedHalf,
    plannedTimeZone: timeZone,
    state: receivingClaim(
      { requestLineId: target.line.id, quantity: amount },
      endOfHalfDay(plannedHalf, timeZone),
      startOfHalfDay(halfDayAt(now, 'UTC'), 'UTC'),
    ),
  };
}
