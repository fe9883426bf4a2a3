/** A family's own phone stays signed in for a week: its token and the PIN open together, neither alone, and five wrong PINs end it. */
import { randomBytes } from 'node:crypto';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { digestToken, isTokenOf, makeToken } from '../sealing/opaque-token.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import { readPin } from './domain/pin.js';
import type { PhoneSessionStore } from './phone-session.store.js';
import type { PinHashing } from './pin-hashing.js';
import type { OpenRing, Rings } from './rings.js';

interface SealedPhone {
  readonly selector: number;
  /** base64 */
  readonly ringKey: string;
  /** Milliseconds. */
  readonly endsAt: number;
}

const SALT_BYTES = 16;
const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_MS = 7 * DAY_MS;

export class PhoneSessions {
  constructor(
    private readonly store: PhoneSessionStore,
    private readonly hashing: PinHashing,
    private readonly rings: Rings,
  ) {}

  /** `pin`: as `choosePin` accepted it. Refuses with BUSY. */
  async keep(
    { selector, ringKey }: OpenRing,
    pin: string,
    now: Date,
  ): Promise<{ token: string; expiresAt: Date } | Refused> {
    const token = makeToken('PHONE');
    const digest = digestToken(token);
    const salt = randomBytes(SALT_BYTES);
    const key = await this.hashing.keyOf(token, pin, salt);
    if (isRefused(key)) return key;
    const expiresAt = new Date(now.getTime() + KEPT_MS);
    const phone: SealedPhone = { selector, ringKey: ringKey.toString('base64'), endsAt: expiresAt.getTime() };
    await this.store.insert({ digest, salt, box: sealJson(key, phone, placeOf(digest)) }, dateOf(expiresAt));
    return { token, expiresAt };
  }

  /** Refuses with PIN_WRONG, PHONE_SIGNED_OUT or BUSY. */
  async open(token: string, typed: string, now: Date): Promise<OpenRing | Refused> {
    if (!isTokenOf('PHONE', token)) return refuse('PHONE_SIGNED_OUT');
    const digest = digestToken(token);
    const row = await this.store.beginTry(digest);
    if (!row) return refuse('PHONE_SIGNED_OUT');
    const key = await this.hashing.keyOf(token, readPin(typed), row.salt);
    if (isRefused(key)) {
      await this.store.takeTryBack(digest);
      return key;
    }
    const phone = openPhone(key, row.box, digest);
    if (!phone) {
      if (row.triesLeft > 0) return refuse('PIN_WRONG', ['pin']);
      await this.store.delete(digest);
      return refuse('PHONE_SIGNED_OUT');
    }
    // The PIN was right, whatever comes now.
    await this.store.forgetTries(digest);
    const { selector, ringKey, endsAt } = phone;
    const opened = endsAt > now.getTime() && (await this.rings.reopen(selector, Buffer.from(ringKey, 'base64'), now));
    if (!opened) {
      await this.store.delete(digest);
      return refuse('PHONE_SIGNED_OUT');
    }
    return opened;
  }

  /** Whoever holds the token may end it, without the PIN: signing out must never be hard. */
  async end(token: string): Promise<void> {
    if (isTokenOf('PHONE', token)) await this.store.delete(digestToken(token));
  }

  /** Removes the phones whose week is over; answers how many. */
  async sweep(now: Date): Promise<number> {
    return this.store.deleteOver(dateOf(now));
  }
}

function openPhone(key: Buffer, box: Buffer, digest: Buffer): SealedPhone | null {
  try {
    return openJson<SealedPhone>(key, box, placeOf(digest));
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function placeOf(digest: Buffer): SealContext {
  return { table: 'phone_session', column: 'box', rowId: digest.toString('hex'), partnerId: '', keyId: 'token+pin' };
}

function dateOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
