/** An admin corrects what was said of a pledge's money: the transfer stays, and one that undoes it is entered today. */
import { Injectable } from '@nestjs/common';
import { OwnHouseholds } from '../home/own-households.js';
import { Clock } from '../kernel/clock.js';
import { accept, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { ReversalReason } from '../kernel/transfer.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Reversals, type TransferFound } from '../ledger/reversals.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideReversal, isPromisedAgain, isReversible } from './domain/reversal.js';
import { type PledgeOfPartner, PledgeStore } from './pledge.store.js';
import { PledgeAccounts } from './pledge-accounts.js';
import { PledgeHandStore } from './pledge-hand.store.js';

export interface Undone {
  readonly reversalId: string;
  readonly pledgeId: string;
}

@Injectable()
export class ReverseTransfer {
  constructor(
    private readonly database: Database,
    private readonly ledger: Reversals,
    private readonly store: PledgeStore,
    private readonly hands: PledgeHandStore,
    private readonly accounts: PledgeAccounts,
    private readonly households: OwnHouseholds,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: CoordinatorViewer, transferId: string, reason: ReversalReason): Promise<Undone | Refused> {
    if (!isPublicId(transferId)) return refuse('NOT_FOUND', ['transferId']);
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Undone | Refused> => {
      const transfer = await this.ledger.find(tx, viewer.partnerId, transferId);
      if (!transfer) return refuse('NOT_FOUND', ['transferId']);
      const { pledgeId } = transfer;
      if (pledgeId === null || !isReversible(transfer)) return refuse('NOT_REVERSIBLE', ['transferId']);
      const pledge = await this.store.lockOfPartner(tx, viewer.partnerId, pledgeId);
      if (!pledge) return refuse('NOT_FOUND', ['transferId']);
      return (await this.refusal(tx, viewer, transfer, pledge)) ?? this.undo(tx, pledge, { transferId, reason }, now);
    });
  }

  private async refusal(
    tx: Transaction,
    viewer: CoordinatorViewer,
    { id, amount }: TransferFound,
    { id: pledgeId, homeId, secondAbove }: PledgeOfPartner,
  ): Promise<Refused | undefined> {
    const own = await this.households.refusal(tx, viewer, homeId);
    if (own) return own;
    const enteredBy = await this.hands.enteredBy(tx, id);
    const takenBack = await this.hands.takenBack(tx, pledgeId);
    const isUndone = await this.ledger.isUndone(tx, id);
    const by = viewer.coordinatorId;
    const decided = decideReversal({ amount, takenBack, isUndone, enteredBy, secondAbove, by });
    return decided.accepted ? undefined : decided;
  }

  private async undo(
    tx: Transaction,
    pledge: PledgeOfPartner,
    undo: { readonly transferId: string; readonly reason: ReversalReason },
    now: Date,
  ): Promise<Undone> {
    const { id: pledgeId, homeId } = pledge;
    const reversalId = await this.ledger.enter(tx, accept(undo), now);
    if (!isPromisedAgain({ ...pledge, ...(await this.store.endsOf(tx, pledgeId)) })) {
      await this.accounts.withdraw(tx, pledge, await this.accounts.outstanding(tx, pledge), 'COORDINATOR', now);
    }
    if (homeId === null) return { reversalId, pledgeId };
    await this.notices.tell(tx, { homeId }, 'PLEDGE_CORRECTED', { kind: 'PLEDGE', id: pledgeId }, now);
    return { reversalId, pledgeId };
  }
}
