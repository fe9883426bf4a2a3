/** A payment out of a fund is added to what the fund did in its month: what it was for is known to the service alone, and beside no request. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { added, areaOf, type Outcome } from './domain/outcomes.js';
import { FundOutcomeStore } from './fund-outcome.store.js';

export interface PaymentMade {
  readonly requestId: string;
  readonly purpose: string;
  readonly publishedCell: string;
  /** Minor units. */
  readonly amount: number;
}

/** Of the text, so that its length does not tell how many purposes and areas there are. */
const LENGTH_STEP = 2_048;

@Injectable()
export class RecordOutcome {
  constructor(
    private readonly store: FundOutcomeStore,
    private readonly texts: ListingTexts,
  ) {}

  /** Before the payment is in the ledger. A request that is paid in parts is one family. */
  async execute(tx: Queryable, fundId: string, payment: PaymentMade, now: Date): Promise<void> {
    const month = `${now.toISOString().slice(0, 7)}-01`;
    const box = await this.store.lock(tx, fundId, month);
    const before = box === null ? [] : await this.opened(box, fundId, month, now);
    const { requestId, purpose, amount, publishedCell } = payment;
    const isAnother = !(await this.store.wasPaid(tx, fundId, requestId, month));
    const text = JSON.stringify(added(before, { purpose, amount, cell: areaOf(publishedCell), isAnother }));
    const padded = text.padEnd(Math.ceil(text.length / LENGTH_STEP) * LENGTH_STEP);
    await this.store.write(tx, { fundId, month, box: await this.texts.seal(padded, placeOf(fundId, month), now) });
  }

  /** Nothing, where the key of its month is gone. */
  async opened(box: Buffer, fundId: string, month: string, now: Date): Promise<readonly Outcome[]> {
    const text = await this.texts.open(box, placeOf(fundId, month), now);
    return text === null ? [] : (JSON.parse(text) as Outcome[]); // As it was written above.
  }
}

function placeOf(fundId: string, month: string) {
  return { table: 'fund_month', column: 'box', rowId: `${fundId} ${month}` };
}
