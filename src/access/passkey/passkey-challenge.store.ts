/** Keeps what authenticators are asked to sign, by its digest, and gives each out once. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../platform/queryable.js';

/** ADD: by whoever is signed in. JOIN: by whoever holds an invitation. CONFIRM: who one is, once more. SIGN_IN: by anybody. */
export type ChallengePurpose =
  | { readonly purpose: 'ADD' | 'CONFIRM'; readonly personId: string }
  | { readonly purpose: 'JOIN'; readonly personId: string; readonly invitationDigest: Buffer }
  | { readonly purpose: 'SIGN_IN' };

/** What has to be known of it beforehand: who joins is told by the challenge itself. */
export type ExpectedPurpose =
  | Exclude<ChallengePurpose, { readonly purpose: 'JOIN' }>
  | { readonly purpose: 'JOIN'; readonly invitationDigest: Buffer };

@Injectable()
export class PasskeyChallengeStore {
  async insert(db: Queryable, digest: Buffer, its: ChallengePurpose, endsAt: Date): Promise<void> {
    await db.query(
      'keep-passkey-challenge',
      'INSERT INTO passkey_challenge (digest, purpose, person_id, invitation_digest, ends_at) VALUES ($1, $2, $3, $4, $5)',
      [
        digest,
        its.purpose,
        'personId' in its ? its.personId : null,
        'invitationDigest' in its ? its.invitationDigest : null,
        endsAt,
      ],
    );
  }

  /** Gone from then on, whether or not it was for this. `personId` is null for signing in; null altogether when it was not for this. */
  async take(
    db: Queryable,
    digest: Buffer,
    expected: ExpectedPurpose,
    now: Date,
  ): Promise<{ readonly personId: string | null } | null> {
    const { rows } = await db.query<{ personId: string | null; isRight: boolean }>(
      'take-passkey-challenge',
      `DELETE FROM passkey_challenge WHERE digest = $1
       RETURNING person_id AS "personId", purpose = $2 AND ends_at > $5 AND ($3::uuid IS NULL OR person_id = $3::uuid)
         AND invitation_digest IS NOT DISTINCT FROM $4::bytea AS "isRight"`,
      [
        digest,
        expected.purpose,
        'personId' in expected ? expected.personId : null,
        'invitationDigest' in expected ? expected.invitationDigest : null,
        now,
      ],
    );
    const row = rows[0];
    return row?.isRight ? { personId: row.personId } : null;
  }

  async deleteOver(owner: Queryable, now: Date): Promise<number> {
    return (await owner.query('forget-passkey-challenges', 'DELETE FROM passkey_challenge WHERE ends_at <= $1', [now]))
      .rowCount;
  }
}
