/** Phones that stay signed in, as rows of the key store; wrong PINs are counted before they are tried. */
import type { Queryable } from '../platform/queryable.js';
import { MOST_WRONG_PINS } from './domain/pin.js';

export interface PhoneSessionRow {
  /** SHA-256 of the phone's token. */
  readonly digest: Buffer;
  readonly salt: Buffer;
  readonly box: Buffer;
}

export class PhoneSessionStore {
  constructor(private readonly keyStore: Queryable) {}

  /** `endsOn`: the day after which the row is of no use. The exact end is in the box. */
  async insert({ digest, salt, box }: PhoneSessionRow, endsOn: string): Promise<void> {
    await this.keyStore.query(
      'insert-phone-session',
      'INSERT INTO phone_session (digest, salt, box, ends_on) VALUES ($1, $2, $3, $4::date)',
      [digest, salt, box, endsOn],
    );
  }

  async exists(digest: Buffer): Promise<boolean> {
    const { rowCount } = await this.keyStore.query(
      'phone-session-exists',
      'SELECT FROM phone_session WHERE digest = $1',
      [digest],
    );
    return rowCount === 1;
  }

  /** Counts a try and answers with what it tries. Null when there is none, or too many tries failed: then there is nothing to be opened any more. */
  async beginTry(digest: Buffer): Promise<(PhoneSessionRow & { readonly triesLeft: number }) | null> {
    const { rows } = await this.keyStore.query<PhoneSessionRow & { readonly triesLeft: number }>(
      'begin-try-of-phone-session',
      `UPDATE phone_session SET failures = failures + 1 WHERE digest = $1 AND failures < $2
       RETURNING digest, salt, box, $2 - failures AS "triesLeft"`,
      [digest, MOST_WRONG_PINS],
    );
    return rows[0] ?? null;
  }

  /** The try was right: earlier slips count no more. */
  async forgetTries(digest: Buffer): Promise<void> {
    await this.keyStore.query(
      'forget-tries-of-phone-session',
      'UPDATE phone_session SET failures = 0 WHERE digest = $1',
      [digest],
    );
  }

  /** The try was not made after all. */
  async takeTryBack(digest: Buffer): Promise<void> {
    await this.keyStore.query(
      'take-try-of-phone-session-back',
      'UPDATE phone_session SET failures = failures - 1 WHERE digest = $1 AND failures > 0',
      [digest],
    );
  }

  async delete(digest: Buffer): Promise<void> {
    await this.keyStore.query('delete-phone-session', 'DELETE FROM phone_session WHERE digest = $1', [digest]);
  }

  async deleteOver(today: string): Promise<number> {
    const { rowCount } = await this.keyStore.query(
      'delete-over-phone-sessions',
      'DELETE FROM phone_session WHERE ends_on < $1::date',
      [today],
    );
    return rowCount;
  }
}
