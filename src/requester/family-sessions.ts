/** A family stays signed in for 15 idle minutes and a day at most; the token carries the key, so the database cannot open what it opens. */
import { deriveKey } from '../sealing/instance-secrets.js';
import { digestToken, isTokenOf, makeToken } from '../sealing/opaque-token.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import type { FamilySessionRow, FamilySessionStore } from './family-session.store.js';
import type { OpenRing, Rings } from './rings.js';

interface SealedSession {
  readonly selector: number;
  /** base64 */
  readonly ringKey: string;
  /** Milliseconds: sealed, since it tells when the family came. */
  readonly endsAt: number;
}

const MINUTE_MS = 60 * 1000;
const IDLE_MS = 15 * MINUTE_MS;
const LONGEST_MS = 24 * 60 * MINUTE_MS;

export class FamilySessions {
  constructor(
    private readonly store: FamilySessionStore,
    private readonly rings: Rings,
  ) {}

  /** `expiresAt` moves on with use. */
  async start({ selector, ringKey }: OpenRing, now: Date): Promise<{ token: string; expiresAt: Date }> {
    const token = makeToken('FAMILY');
    const digest = digestToken(token);
    const session: SealedSession = {
      selector,
      ringKey: ringKey.toString('base64'),
      endsAt: now.getTime() + LONGEST_MS,
    };
    const expiresAt = new Date(now.getTime() + IDLE_MS);
    await this.store.insert({ digest, box: sealJson(keyOf(token), session, placeOf(digest)), expiresAt });
    return { token, expiresAt };
  }

  /** Null when there is no such session any more, or its ring was erased. */
  async open(token: string, now: Date): Promise<OpenRing | null> {
    if (!isTokenOf('FAMILY', token)) return null;
    const row = await this.store.findLive(digestToken(token), now);
    const session = row && openSession(token, row);
    if (!session || session.endsAt <= now.getTime()) return null;
    const opened = await this.rings.reopen(session.selector, Buffer.from(session.ringKey, 'base64'), now);
    if (opened) await this.slide(row, session.endsAt, now);
    return opened;
  }

  async end(token: string): Promise<void> {
    await this.store.delete(digestToken(token));
  }

  /** Removes the sessions that are over; answers how many. */
  async sweep(now: Date): Promise<number> {
    return this.store.deleteOver(now);
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
