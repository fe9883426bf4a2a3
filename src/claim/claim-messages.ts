/** What the two sides of a claim write to each other is sealed under a key of its own, made with the first message. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { type Accepted, type Refused, refuse } from '../kernel/decision.js';
import type { Transaction } from '../platform/database/transaction.js';
import { type DataKey, DataKeys } from '../sealing/data-keys.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import type { ClaimRecord } from './claim-record.js';
import type { Party } from './domain/claim.js';
import { claimKeyEndsAt } from './handoff-copies.js';
import { SealedClaimStore } from './sealed-claim.store.js';

export interface ClaimMessage {
  readonly id: string;
  readonly author: Party;
  readonly sequence: number;
  /** In the claim's time zone. */
  readonly writtenHalf: number;
  /** Null when it does not open any more. */
  readonly text: string | null;
}

@Injectable()
export class ClaimMessages {
  constructor(
    private readonly store: SealedClaimStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async count(tx: Transaction, claimId: string): Promise<number> {
    return (await this.store.findMessageKey(tx, claimId))?.count ?? 0;
  }

  /** Under the claim's lock. Refuses when the key is gone but not its row: what was written is shut, and nothing is added to it. */
  async add(
    tx: Transaction,
    claim: ClaimRecord,
    author: Party,
    { value: text }: Accepted<string>,
    now: Date,
  ): Promise<ClaimMessage | Refused> {
    const known = await this.store.findMessageKey(tx, claim.id);
    const dataKey = known ? await this.open(known.dataKeyId, now) : await this.begin(tx, claim, now);
    if (!dataKey) return refuse('HANDOFF_CLOSED');
    const message = {
      id: randomUUID(),
      author,
      sequence: (known?.count ?? 0) + 1,
      writtenHalf: halfDayAt(now, claim.plannedTimeZone),
    };
    const box = sealJson(dataKey.key, { text }, contextOf(message.id, claim, dataKey));
    await this.store.insertMessage(tx, claim.id, { ...message, box });
    return { ...message, text };
  }

  /** In the order in which they were written. */
  async page(
    tx: Transaction,
    claim: ClaimRecord,
    afterSequence: number,
    most: number,
    now: Date,
  ): Promise<ClaimMessage[]> {
    const known = await this.store.findMessageKey(tx, claim.id);
    const dataKey = known && (await this.open(known.dataKeyId, now));
    if (!dataKey) return [];
    const sealed = await this.store.messages(tx, claim.id, afterSequence, most);
    return sealed.map(({ box, ...message }) => ({ ...message, text: textOf(box, message.id, claim, dataKey) }));
  }

  private async open(id: string, now: Date): Promise<DataKey | null> {
    const key = await this.dataKeys.open(id, now);
    return key && { id, key };
  }

  /** Key store first: a key without a row opens nothing, and ends by itself. */
  private async begin(tx: Transaction, claim: ClaimRecord, now: Date): Promise<DataKey> {
    const made = await this.dataKeys.create('CLAIM', claimKeyEndsAt(claim.state.plannedEndsAt), now);
    await this.store.insertMessageKey(tx, claim.id, made.id);
    return made;
  }
}

function textOf(box: Buffer, id: string, claim: ClaimRecord, dataKey: DataKey): string | null {
  try {
    return openJson<{ text: string }>(dataKey.key, box, contextOf(id, claim, dataKey)).text;
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function contextOf(messageId: string, { partnerId }: ClaimRecord, { id: keyId }: DataKey): SealContext {
  return { table: 'sealed.message', column: 'box', rowId: messageId, partnerId, keyId };
}
