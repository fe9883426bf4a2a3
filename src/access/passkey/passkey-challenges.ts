/** A challenge is random, good for five minutes, for one person and one purpose, and for one answer: right or wrong, it is used up. */
import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hours } from '../../kernel/duration.js';
import { Database } from '../../platform/database/database.js';
import { type ChallengePurpose, type ExpectedPurpose, PasskeyChallengeStore } from './passkey-challenge.store.js';

export const CHALLENGE_LASTS = hours(1) / 12;
const BYTES = 32;

@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly database: Database,
    private readonly store: PasskeyChallengeStore,
  ) {}

  async make(its: ChallengePurpose, now: Date): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = new Uint8Array(randomBytes(BYTES));
    const digest = digestOf(Buffer.from(challenge).toString('base64url'));
    await this.store.insert(this.database, digest, its, new Date(now.getTime() + CHALLENGE_LASTS));
    return challenge;
  }

  /** Outside any transaction: what is refused afterwards does not bring it back. `challenge` as the authenticator signed it, in base64url. */
  async use(
    challenge: string,
    expected: ExpectedPurpose,
    now: Date,
  ): Promise<{ readonly personId: string | null } | null> {
    return this.store.take(this.database, digestOf(challenge), expected, now);
  }
}

function digestOf(challenge: string): Buffer {
  return createHash('sha256').update(challenge, 'utf8').digest();
}
