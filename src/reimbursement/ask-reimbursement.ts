/** A home asks back what it paid for a family, with its receipt; and takes that back while nothing was paid. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OpenHomes } from '../home/open-homes.js';
import { Clock } from '../kernel/clock.js';
import { accept, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import { decideCurrency, type Money } from '../kernel/money.js';
import { decideRequiredText } from '../kernel/plain-text.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideAsk, decideEnd } from './domain/reimbursement.js';
import { ReimbursementStore } from './reimbursement.store.js';
import { SealedReceipts } from './sealed-receipts.js';

export interface ReimbursementAsked {
  readonly claimId: string;
  readonly amount: Money;
  /** Shop, day and number as on the receipt, or what a sealed photograph of it is called. */
  readonly receipt: string;
}

type Done = { readonly reimbursementId: string } | Refused;

@Injectable()
export class AskReimbursement {
  constructor(
    private readonly database: Database,
    private readonly store: ReimbursementStore,
    private readonly homes: OpenHomes,
    private readonly receipts: SealedReceipts,
    private readonly clock: Clock,
  ) {}

  async execute({ homeId }: HomeViewer, { claimId, amount, receipt }: ReimbursementAsked): Promise<Done> {
    if (!isPublicId(claimId)) return refuse('NOT_FOUND', ['claimId']);
    const currency = decideCurrency(amount.currency, ['amount', 'currency']);
    if (!currency.accepted) return currency;
    const plain = decideRequiredText(receipt, { max: 140, lines: 'ONE' }, ['receipt']);
    if (!plain.accepted) return plain;
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Done> => {
      const claim = await this.store.lockClaim(tx, homeId, claimId);
      if (!claim) return refuse('NOT_FOUND', ['claimId']);
      const money = decideAsk(claim, { minor: amount.minor, currency: currency.value });
      if (!money.accepted) return money;
      const closed = await this.homes.hold(tx, homeId);
      if (closed) return closed;
      const { partnerId } = claim;
      const [id, receiptDigest] = [randomUUID(), this.receipts.digest(partnerId, plain.value)];
      const asked = { id, partnerId, claimId, homeId, money: money.value, receiptDigest, askedOn: dayOf(now) };
      await this.store.insert(tx, accept(asked));
      await this.receipts.write(tx, { id, partnerId, claimId }, plain.value, now);
      return { reimbursementId: id };
    });
  }

  withdraw({ homeId }: HomeViewer, id: string): Promise<Done> {
    return this.database.transaction((tx) => this.takeBack(tx, homeId, id, this.clock.now()));
  }

  /** In the transaction of whatever ends it. */
  async takeBack(tx: Transaction, homeId: string, id: string, now: Date): Promise<Done> {
    const asked = isPublicId(id) ? await this.store.lockOfHome(tx, homeId, id) : null;
    if (!asked) return refuse('NOT_FOUND', ['reimbursementId']);
    const end = decideEnd(asked, 'WITHDRAWN');
    if (!end.accepted) return end;
    await this.store.writeEnd(tx, id, end, dayOf(now));
    await this.receipts.forget(tx, asked);
    return { reimbursementId: id };
  }
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
