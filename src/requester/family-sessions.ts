/** A family stays signed in for 15 idle minutes and a day at most; the token carries the key, so the database cannot open what it opens. */
import { deriveKey } from '../sealing/instance-secrets.js';
import { digestToken, isTokenOf, makeToken } from '../sealing/opaque-token.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import type { FamilySessionRow, FamilySessionStore } from './family-session.store.js';
import type { PhoneSessionStore } from './phone-session.store.js';
import type { OpenRing, Rings } from './rings.js';

interface SealedSession {
  readonly selector: number;
  /** base64 */
  readonly ringKey: string;
  /** Milliseconds: sealed, since it tells when the family came. */
  readonly endsAt: number;
  /** Digest of the token of the phone that it is open on, in base64: signed out, they go together. */
  readonly phone?: string;
}

const MINUTE_MS = 60 * 1000;
const IDLE_MS = 15 * MINUTE_MS;
const LONGEST_MS = 24 * 60 * MINUTE_MS;

export class FamilySessions {
  constructor(
    private readonly store: FamilySessionStore,
    private readonly rings: Rings,
    private readonly phones: PhoneSessionStore,
  ) {}

  /** `expiresAt` moves on with use. `phoneToken`: of the phone that opened it. */
  async start(
    { selector, ringKey }: OpenRing,
    now: Date,
    phoneToken?: string,
  ): Promise<{ token: string; expiresAt: Date }> {
    const token = makeToken('FAMILY');
    const digest = digestToken(token);
    const session: SealedSession = {
      selector,
      ringKey: ringKey.toString('base64'),
      endsAt: now.getTime() + LONGEST_MS,
      ...(phoneToken && { phone: digestToken(phoneToken).toString('base64') }),
    };
    const expiresAt = new Date(now.getTime() + IDLE_MS);
    await this.store.insert({ digest, box: sealJson(keyOf(token), session, placeOf(digest)), expiresAt });
    return { token, expiresAt };
  }

  /** Null when there is no such session any more, its phone was signed out, or its ring was erased. */
  async open(token: string, now: Date): Promise<OpenRing | null> {
    const row = await this.find(token, now);
    const session = row && openSession(token, row);
    if (!session || session.endsAt <= now.getTime()) return null;
    if (session.phone && !(await this.phones.exists(Buffer.from(session.phone, 'base64')))) return null;
    const opened = await this.rings.reopen(session.selector, Buffer.from(session.ringKey, 'base64'), now);
    if (opened) await this.slide(row, session.endsAt, now);
    return opened;
  }

  /** From here on the session and the phone end together; a phone that it was open on before is signed out. False when it is over. */
  async bindTo(token: string, phoneToken: string, now: Date): Promise<boolean> {
    const row = await this.find(token, now);
    const session = row && openSession(token, row);
    if (!session) return false;
    const bound: SealedSession = { ...session, phone: digestToken(phoneToken).toString('base64') };
    if (!(await this.store.replaceBox(row, sealJson(keyOf(token), bound, placeOf(row.digest))))) return false;
    await this.endPhoneOf(session);
    return true;
  }

  /** The phone first: it is the one that could open another session. */
  async end(token: string, now: Date): Promise<void> {
    const row = await this.find(token, now);
    const session = row && openSession(token, row);
    if (session) await this.endPhoneOf(session);
    await this.store.delete(digestToken(token));
  }

  /** Removes the sessions that are over; answers how many. */
  async sweep(now: Date): Promise<number> {
    return this.store.deleteOver(now);
  }

  private async find(token: string, now: Date): Promise<FamilySessionRow | null> {
    return isTokenOf('FAMILY', token) ? this.store.findLive(digestToken(token), now) : null;
  }

  private async endPhoneOf({ phone }: SealedSession): Promise<void> {
    if (phone) await this.phones.delete(Buffer.from(phone, 'base64'));
  }

  /** At most one write a minute, however busy the family is. */
  private async slide({ digest, expiresAt }: FamilySessionRow, endsAt: number, now: Date): Promise<void> {
    const next = Math.min(now.getTime() + IDLE_MS, endsAt);
    if (next - expiresAt.getTime() >= MINUTE_MS) await this.store.prolong(digest, new Date(next));
  }
}

function openSession(token: string, { digest, box }: FamilySessionRow): SealedSession | null {
  try {
    return openJson<SealedSession>(keyOf(token), box, placeOf(digest));
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function keyOf(token: string): Buffer {
  return deriveKey(token, 'family-session');
}

function placeOf(digest: Buffer): SealContext {
  return { table: 'family_session', column: 'box', rowId: digest.toString('hex'), partnerId: '', keyId: 'token' };
}
