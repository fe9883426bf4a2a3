/** Enters transfers in the transaction of what they are about: the only way in which money moves. */
import { createHmac, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import { entriesOf, type Move, type PaymentMethod, type TransferBy, type TransferKind } from '../kernel/transfer.js';
import type { Queryable } from '../platform/queryable.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { type AccountOf, LedgerStore } from './ledger.store.js';

export type { AccountOf } from './ledger.store.js';

export interface NewTransfer {
  readonly kind: TransferKind;
  readonly moves: readonly Move<AccountOf>[];
  readonly byWhom: TransferBy;
  /** The giving or the receiving claim that it is of. */
  readonly claimId?: string;
  readonly pledgeId?: string;
  /** What a bank statement calls it. It is not kept, but for a digest that is refused a second time. */
  readonly reference?: string | null;
  readonly method?: PaymentMethod | null;
  readonly reversesId?: string;
}

@Injectable()
export class EnterTransfers {
  private readonly secret: Buffer;

  constructor(
    private readonly store: LedgerStore,
    secrets: InstanceSecrets,
  ) {
    this.secret = secrets.secret('bank-references');
  }

  /**
   * All of one currency and one partner. What moves nothing is left out. The database refuses an account below zero with the whole
   * transaction: `Database.transaction` makes NOT_RECEIVED_YET of it, and MORE_THAN_GIVEN of giving back too much.
   */
  async execute(tx: Queryable, { value: transfers }: Accepted<readonly NewTransfer[]>, now: Date): Promise<string[]> {
    const ids = new Map<string, string>();
    const idOf = async (account: AccountOf) => {
      const key = keyOf(account);
      const known = ids.get(key) ?? (await this.store.accountId(tx, account));
      ids.set(key, known);
      return known;
    };
    const entered = [];
    for (const transfer of transfers) {
      const [first] = transfer.moves;
      if (!first) continue;
      const moves: Move<string>[] = [];
      for (const { from, to, amount } of transfer.moves) {
        if (amount > 0) moves.push({ from: await idOf(from), to: await idOf(to), amount });
      }
      const entries = entriesOf(moves);
      if (entries.length === 0) continue;
      const { partnerId, currency } = first.from;
      entered.push({
        id: randomUUID(),
        kind: transfer.kind,
        partnerId,
        currency,
        day: now.toISOString().slice(0, 10),
        byWhom: transfer.byWhom,
        reversesId: transfer.reversesId ?? null,
        claimId: transfer.claimId ?? null,
        pledgeId: transfer.pledgeId ?? null,
        referenceDigest: transfer.reference ? this.digest(transfer.reference) : null,
        method: transfer.method ?? null,
        entries,
      });
    }
    if (entered.length > 0) await this.store.enter(tx, entered);
    return entered.map(({ id }) => id);
  }

  /** Blanks and case make no difference: people copy references by hand. */
  private digest(reference: string): Buffer {
    return createHmac('sha256', this.secret)
      .update(reference.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase())
      .digest();
  }
}

function keyOf(of: AccountOf): string {
  return [of.kind, of.partnerId, of.currency, of.fundId, of.pledgeId, of.homeId, of.requestId].join(' ');
}
