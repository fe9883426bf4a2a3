/** A frontend shows its partner's key; a publishable one works in browsers only from its registered origins. */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/database/database.js';
import { Canaries } from '../sealing/canaries.js';
import { digestToken, isTokenOf } from '../sealing/opaque-token.js';
import { type KnownKey, PartnerKeyStore } from './partner-key.store.js';

/** A revoked key stops working everywhere within this time. */
const KEPT_MILLISECONDS = 10_000;

@Injectable()
export class PartnerKeys {
  private readonly known: LRUCache<string, { key: KnownKey | null }>;
  private origins: { readonly set: ReadonlySet<string>; readonly readAt: number } | null = null;

  constructor(
    private readonly database: Database,
    private readonly store: PartnerKeyStore,
    private readonly clock: Clock,
    private readonly canaries: Canaries,
  ) {
    const perf = { now: () => clock.now().getTime() };
    this.known = new LRUCache({ max: 1_000, ttl: KEPT_MILLISECONDS, ttlResolution: 0, perf });
  }

  /** Null when the key is unknown, revoked or rotated and over, or shown from an origin that is not its own. */
  async find(token: string, origin: string | undefined): Promise<KnownKey | null> {
    if (!isTokenOf('PUBLISHABLE', token) && !isTokenOf('SECRET', token)) return null;
    const digest = digestToken(token);
    const id = digest.toString('base64');
    let entry = this.known.get(id);
    if (!entry) {
      entry = { key: await this.store.find(this.database, digest) };
      this.known.set(id, entry);
      if (entry.key)
        await this.store.markUsed(this.database, entry.key.keyId, this.clock.now().toISOString().slice(0, 10));
    }
    if (!entry.key) this.canaries.watchPartnerKey(token);
    if (entry.key?.kind === 'PUBLISHABLE' && origin !== undefined && !entry.key.origins.includes(origin)) return null;
    // Compared with the clock at each use: an overlap ends when it was said to, not when this is read again.
    return entry.key?.endsAt && entry.key.endsAt <= this.clock.now() ? null : entry.key;
  }

  /** Whether a browser on this origin may read answers: some publishable key names it. */
  async isKnownOrigin(origin: string): Promise<boolean> {
    const now = this.clock.now();
    if (!this.origins || now.getTime() - this.origins.readAt > KEPT_MILLISECONDS) {
      this.origins = { set: new Set(await this.store.allOrigins(this.database, now)), readAt: now.getTime() };
    }
    return this.origins.set.has(origin);
  }

  /** So that what was changed here is seen here at once. */
  forget(): void {
    this.known.clear();
    this.origins = null;
  }
}
