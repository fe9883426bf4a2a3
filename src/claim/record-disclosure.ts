/** That a home opens a handoff is written into the request's chain before the home reads it. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import type { Transaction } from '../platform/database/transaction.js';
import { chainHash } from '../sealing/disclosure-chain.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { ClaimRecord } from './claim-record.js';
import type { DisclosureRow } from './disclosure.row.js';
import { DisclosureStore } from './disclosure.store.js';

@Injectable()
export class RecordDisclosure {
  private readonly secret: Buffer;

  constructor(
    private readonly store: DisclosureStore,
    secrets: InstanceSecrets,
  ) {
    this.secret = secrets.secret('disclosures');
  }

  /** How often the claim's handoff was opened before. */
  openingsOf(tx: Transaction, claimId: string): Promise<number> {
    return this.store.countOfClaim(tx, claimId);
  }

  /** Under the lock of the request. */
  async execute(tx: Transaction, claim: ClaimRecord, requestId: string, homeId: string, now: Date): Promise<void> {
    const last = await this.store.last(tx, requestId);
    const row = {
      id: randomUUID(),
      requestId,
      claimId: claim.id,
      sequence: (last?.sequence ?? 0) + 1,
      kind: claim.state.kind,
      circleName: await this.store.circleOf(tx, homeId),
      openedHalf: halfDayAt(now, claim.plannedTimeZone),
      timeZone: claim.plannedTimeZone,
    };
    const previousHash = last?.hash ?? null;
    await this.store.insert(tx, {
      ...row,
      previousHash,
      hash: chainHash(this.secret, previousHash, chainedFields(row)),
    });
  }
}

/** All that a disclosure says, in the order in which it is hashed. */
export function chainedFields(row: Omit<DisclosureRow, 'previousHash' | 'hash'>): readonly string[] {
  const { id, requestId, claimId, sequence, kind, circleName, openedHalf, timeZone } = row;
  return [id, requestId, claimId, String(sequence), kind, circleName, String(openedHalf), timeZone];
}
