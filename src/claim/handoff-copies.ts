/** The family's yes copies its handoff for one claim, under a key that is destroyed with the claim's end. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { days, later } from '../kernel/duration.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Logger } from '../platform/logger.js';
import { HANDOFF_STEP, RequestHandoffs, reviveHandoff, type SealedHandoff } from '../request/request-handoffs.js';
import { DataKeys } from '../sealing/data-keys.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import { SealedClaimStore, type SealedCopy } from './sealed-claim.store.js';

/** What binds a copy to its claim. */
export interface CopyOf {
  readonly id: string;
  readonly requestId: string;
  readonly partnerId: string;
}

/**
 * Whatever happens, no key of a claim outlives this: extended lease, late delivery, silence, dispute and three days come to 22 days after
 * the planned half-day.
 */
const KEY_LIVES = days(30);

export function claimKeyEndsAt(plannedEndsAt: Date): Date {
  return later(plannedEndsAt, KEY_LIVES);
}

@Injectable()
export class HandoffCopies {
  constructor(
    private readonly handoffs: RequestHandoffs,
    private readonly store: SealedClaimStore,
    private readonly dataKeys: DataKeys,
    private readonly logger: Logger,
  ) {}

  /**
   * `familyKey`: of the ring, when the family itself is here. Refuses with HANDOFF_CLOSED when the original is gone or shut: the family
   * amends it, and says yes again. A copy that stands stays.
   */
  async make(
    tx: Transaction,
    claim: CopyOf & { readonly plannedEndsAt: Date },
    familyKey: Buffer | null,
    now: Date,
  ): Promise<Refused | undefined> {
    if (await this.store.findHandoff(tx, claim.id)) return undefined;
    const handoff = await this.handoffs.open(tx, claim, familyKey, now);
    if (!handoff) return refuse('HANDOFF_CLOSED');
    // Key store first: a key without a row opens nothing, and ends by itself.
    const { id, key } = await this.dataKeys.create('CLAIM', claimKeyEndsAt(claim.plannedEndsAt), now);
    await this.store.insertHandoff(tx, claim.id, {
      dataKeyId: id,
      box: sealJson(key, handoff, contextOf(claim, id), HANDOFF_STEP),
    });
    return undefined;
  }

  /** Under the key that the claim has: nothing but the plaintext changes. A claim without a copy gets none. */
  async reseal(tx: Transaction, claim: CopyOf, handoff: SealedHandoff, now: Date): Promise<void> {
    const copy = await this.store.findHandoff(tx, claim.id);
    const key = copy && (await this.dataKeys.open(copy.dataKeyId, now));
    if (!copy || !key) return;
    const { dataKeyId } = copy;
    const box = sealJson(key, handoff, contextOf(claim, dataKeyId), HANDOFF_STEP);
    await this.store.replaceHandoff(tx, claim.id, { dataKeyId, box });
  }

  find(tx: Transaction, claimId: string): Promise<SealedCopy | null> {
    return this.store.findHandoff(tx, claimId);
  }

  /** Whether its key is there; rejects with `KeysUnreachable`. */
  async canOpen({ dataKeyId }: SealedCopy, now: Date): Promise<boolean> {
    return (await this.dataKeys.open(dataKeyId, now)) !== null;
  }

  /** Null when its key is gone. */
  async open(claim: CopyOf, copy: SealedCopy, now: Date): Promise<SealedHandoff | null> {
    const key = await this.dataKeys.open(copy.dataKeyId, now);
    if (!key) return null;
    try {
      return reviveHandoff(openJson(key, copy.box, contextOf(claim, copy.dataKeyId)));
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }

  /** The key goes as soon as the end is written; the row, which is nothing without it, is left to the sweep. */
  async close(tx: Transaction, claimId: string): Promise<void> {
    const copy = await this.store.findHandoff(tx, claimId);
    if (!copy) return;
    tx.afterCommit(async () => {
      try {
        await this.dataKeys.destroy([copy.dataKeyId]);
      } catch (error) {
        // The claim is over: nobody opens it any more, and the sweep destroys what could not be destroyed now.
        this.logger.failure('a key is left to the sweep', error);
      }
    });
  }

  /** With the messages: the keys at once, since erasing is destroying keys. */
  async erase(tx: Transaction, claimId: string): Promise<void> {
    await this.dataKeys.destroy(await this.store.keysOf(tx, claimId));
    await this.store.deleteAll(tx, claimId);
  }
}

function contextOf({ id, partnerId }: CopyOf, keyId: string): SealContext {
  return { table: 'sealed.claim_handoff', column: 'box', rowId: id, partnerId, keyId };
}
