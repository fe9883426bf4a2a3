/** A yes to what a home asked back: the money leaves the fund in the same transaction, once, or waits for a second coordinator. */
import { Injectable } from '@nestjs/common';
import { FundsInHand } from '../fund/funds-in-hand.js';
import { Clock } from '../kernel/clock.js';
import { accept, isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { EnterTransfers } from '../ledger/enter-transfers.js';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideAccept } from './domain/reimbursement.js';
import { type ReimbursementInHand, ReimbursementStore } from './reimbursement.store.js';

type Done = { readonly reimbursementId: string } | Refused;

@Injectable()
export class PayFromFund {
  constructor(
    private readonly store: ReimbursementStore,
    private readonly funds: FundsInHand,
    private readonly ledger: EnterTransfers,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** Whatever the fund does not allow, or does not have, is asked before the first yes as well as before the last. */
  async execute(
    tx: Transaction,
    { partnerId, coordinatorId }: CoordinatorViewer,
    asked: ReimbursementInHand,
    fundId: string,
  ): Promise<Done> {
    const { id, currency, amount, secondAbove, requestId, kind, publishedCell, claimId } = asked;
    const answered = decideAccept(asked, { by: coordinatorId, fundId, secondAbove });
    if (!answered.accepted) return answered;
    if (requestId === null || kind === null || publishedCell === null || claimId === null) return refuse('WRONG_STATE');
    const allowed = await this.funds.allocation(
      tx,
      partnerId,
      fundId,
      { requestId, kind, publishedCell, currency },
      amount,
    );
    if (isRefused(allowed)) return allowed;
    if (!answered.value.pays) {
      await this.store.writeAccepted(tx, id, coordinatorId, fundId);
      return { reimbursementId: id };
    }
    const now = this.clock.now();
    const { acceptedBy } = answered.value;
    const paid = { acceptedBy, paidBy: coordinatorId, fundId, on: this.today() };
    if (!(await this.store.writePaid(tx, id, paid))) return refuse('WRONG_STATE');
    const move = {
      from: { kind: 'FUND', partnerId, currency, fundId },
      to: { kind: 'REIMBURSED', partnerId, currency },
      amount,
    } as const;
    const transfer = { kind: 'REIMBURSED', moves: [move], byWhom: 'COORDINATOR', claimId } as const;
    await this.ledger.execute(tx, accept([transfer]), now);
    await this.tell(tx, asked, 'REIMBURSEMENT_PAID');
    return { reimbursementId: id };
  }

  async tell(
    tx: Transaction,
    { homeId, claimId }: ReimbursementInHand,
    code: 'REIMBURSEMENT_PAID' | 'REIMBURSEMENT_DECLINED',
  ): Promise<void> {
    if (homeId === null) return;
    const about =
      claimId === null ? ({ kind: 'HOME', id: homeId } as const) : ({ kind: 'CLAIM', id: claimId } as const);
    await this.notices.tell(tx, { homeId }, code, about, this.clock.now());
  }

  /** YYYY-MM-DD, in UTC. */
  today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }
}
