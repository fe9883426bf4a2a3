/** Coordinators pay back out of a fund what a home paid for a family, within the rules of the fund, or decline. About their own home somebody else decides. */
import { Injectable } from '@nestjs/common';
import { OwnHouseholds } from '../home/own-households.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideEnd } from './domain/reimbursement.js';
import { PayFromFund } from './pay-from-fund.js';
import { type ReimbursementInHand, ReimbursementStore } from './reimbursement.store.js';
import { SealedReceipts } from './sealed-receipts.js';

type Done = { readonly reimbursementId: string } | Refused;

@Injectable()
export class AnswerReimbursement {
  constructor(
    private readonly database: Database,
    private readonly store: ReimbursementStore,
    private readonly households: OwnHouseholds,
    private readonly receipts: SealedReceipts,
    private readonly paying: PayFromFund,
  ) {}

  accept(viewer: CoordinatorViewer, id: string, fundId: string): Promise<Done> {
    return this.inHand(viewer, id, async (tx, asked) => {
      const own = await this.households.refusal(tx, viewer, asked.homeId);
      return own ?? this.paying.execute(tx, viewer, asked, fundId);
    });
  }

  decline(viewer: CoordinatorViewer, id: string): Promise<Done> {
    return this.inHand(viewer, id, async (tx, asked) => {
      const end = decideEnd(asked, 'DECLINED');
      if (!end.accepted) return end;
      await this.store.writeEnd(tx, id, end, this.paying.today());
      await this.receipts.forget(tx, asked);
      await this.paying.tell(tx, asked, 'REIMBURSEMENT_DECLINED');
      return { reimbursementId: id };
    });
  }

  private inHand(
    viewer: CoordinatorViewer,
    id: string,
    answer: (tx: Transaction, asked: ReimbursementInHand) => Promise<Done>,
  ): Promise<Done> {
    return this.database.transaction(async (tx): Promise<Done> => {
      const asked = isPublicId(id) ? await this.store.lockOfPartner(tx, viewer.partnerId, id) : null;
      if (!asked) return refuse('NOT_FOUND', ['reimbursementId']);
      return answer(tx, asked);
    });
  }
}
