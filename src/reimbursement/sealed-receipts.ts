/**
 * What a home says of its receipt is sealed under a key of its own: for itself and for the coordinators who decide. It ends after 30 days, or
 * as soon as nothing is to be paid for it. What stays is a digest, by which the same receipt is known a second time.
 */
import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { days, later } from '../kernel/duration.js';
import type { Transaction } from '../platform/database/transaction.js';
import { DataKeys } from '../sealing/data-keys.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import { SealedReceiptStore } from './sealed-receipt.store.js';

/** As long as coordinators have to answer, and to look again at what they paid. */
export const RECEIPTS_KEPT = days(30);

interface ReceiptOf {
  readonly id: string;
  readonly partnerId: string;
  readonly claimId: string | null;
}

@Injectable()
export class SealedReceipts {
  private readonly secret: Buffer;

  constructor(
    private readonly store: SealedReceiptStore,
    private readonly dataKeys: DataKeys,
    secrets: InstanceSecrets,
  ) {
    this.secret = secrets.secret('receipts');
  }

  /** Blanks and case make no difference: people copy numbers by hand. Another partner has another digest. */
  digest(partnerId: string, receipt: string): Buffer {
    const plain = receipt.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
    return createHmac('sha256', this.secret).update(`${partnerId}/${plain}`).digest();
  }

  /** Key store first: a key without a row opens nothing, and ends by itself. */
  async write(tx: Transaction, of: ReceiptOf & { readonly claimId: string }, text: string, now: Date): Promise<void> {
    const { id: dataKeyId, key } = await this.dataKeys.create('RECEIPT', later(now, RECEIPTS_KEPT), now);
    const box = sealJson(key, { text }, contextOf(of, dataKeyId));
    await this.store.insert(tx, { reimbursementId: of.id, claimId: of.claimId, dataKeyId, box });
  }

  /** By the reimbursement's id; those whose claim or key is gone are missing. */
  async open(tx: Transaction, all: readonly ReceiptOf[], now: Date): Promise<ReadonlyMap<string, string>> {
    const found = [];
    for (const of of all) {
      const sealed = of.claimId === null ? null : await this.store.find(tx, of.claimId, of.id);
      if (sealed) found.push({ of, sealed });
    }
    const keys = await this.dataKeys.openMany(
      found.map(({ sealed }) => sealed.dataKeyId),
      now,
    );
    return new Map(
      found.flatMap(({ of, sealed }) => {
        const text = textIn(keys.get(sealed.dataKeyId), sealed.box, contextOf(of, sealed.dataKeyId));
        return text === null ? [] : [[of.id, text] as const];
      }),
    );
  }

  async forget(tx: Transaction, { id, claimId }: ReceiptOf): Promise<void> {
    const sealed = claimId === null ? null : await this.store.find(tx, claimId, id);
    if (!sealed || claimId === null) return;
    await this.store.delete(tx, claimId, id);
    tx.afterCommit(() => this.dataKeys.destroy([sealed.dataKeyId]));
  }
}

function textIn(key: Buffer | undefined, box: Buffer, context: SealContext): string | null {
  if (!key) return null;
  try {
    return openJson<{ text: string }>(key, box, context).text;
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function contextOf({ id, partnerId }: ReceiptOf, keyId: string): SealContext {
  return { table: 'sealed.receipt', column: 'box', rowId: id, partnerId, keyId };
}
