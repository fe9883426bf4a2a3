/** Homes and coordinators stay signed in for 30 days; each refresh replaces the token. */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../kernel/clock.js';
import { isRefused } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { digestInText, digestToken, isTokenOf, makeToken } from '../sealing/opaque-token.js';
import { PersonSessionStore } from './person-session.store.js';

const DAYS = 30;
const MILLISECONDS_A_DAY = 86_400_000;

/** Homes whose last look-up is remembered: those that read just now. */
const MOST_BELIEVED = 5_000;

export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** By a password, whose hash it was. */
export interface KnownPerson {
  readonly person: Person;
  readonly passwordHash: string;
}

export type Person = { readonly memberId: string } | { readonly coordinatorId: string };

@Injectable()
export class PersonSessions {
  /** By digest, as the table has them: no token is kept. */
  private readonly believed = new LRUCache<string, HomeViewer>({ max: MOST_BELIEVED });

  constructor(
    private readonly database: Database,
    private readonly store: PersonSessionStore,
    private readonly clock: Clock,
  ) {}

  async open(person: Person, db: Queryable = this.database): Promise<OpenedSession> {
    const token = makeToken('memberId' in person ? 'HOME' : 'COORDINATOR');
    const expiresAt = new Date(this.clock.now().getTime() + DAYS * MILLISECONDS_A_DAY);
    await this.store.insert(db, { digest: digestToken(token), ...person, expiresAt });
    return { token, expiresAt };
  }

  /** For whoever signs in with a password: null when it was changed, or the person went, while it was looked at. */
  async openWithPassword({ person, passwordHash }: KnownPerson): Promise<OpenedSession | null> {
    const opened = await this.database.transaction(async (tx) => {
      const stands = await this.store.hold(tx, person, passwordHash);
      return stands ? this.open(person, tx) : null;
    });
    return opened === null || isRefused(opened) ? null : opened;
  }

  /** First of all in a transaction that replaces a session: a new password waits for it, and ends what it opened. */
  async hold(person: Person, tx: Queryable): Promise<boolean> {
    return this.store.hold(tx, person, null);
  }

  async isOpen(token: string, db: Queryable): Promise<boolean> {
    return this.store.isOpen(db, digestToken(token));
  }

  /** Null for a token that is unknown, over or closed: nobody learns which. */
  async viewerOf(token: string): Promise<HomeViewer | CoordinatorViewer | null> {
    const now = this.clock.now();
    if (isTokenOf('HOME', token)) return this.homeOf(digestToken(token), now);
    if (isTokenOf('COORDINATOR', token)) return this.store.findCoordinator(this.database, digestToken(token), now);
    return null;
  }

  /** As the home was when it was last looked up, for whoever compares that in the statement that shows something; null when it has to be looked up. */
  believedOf(token: string): HomeViewer | null {
    return (isTokenOf('HOME', token) && this.believed.get(digestInText(token))) || null;
  }

  /** Whether what is believed of it is so at this instant. */
  async confirms(home: HomeViewer): Promise<boolean> {
    if (!home.belief) return false;
    const now = await this.homeOf(home.belief.digest, this.clock.now());
    return now?.belief?.facts === home.belief.facts;
  }

  private async homeOf(digest: Buffer, now: Date): Promise<HomeViewer | null> {
    const home = await this.store.findHome(this.database, digest, now);
    const name = digest.toString('base64');
    if (home) this.believed.set(name, { ...home, isBelieved: true });
    else this.believed.delete(name);
    return home;
  }

  /** False when it was over already. */
  async close(token: string, db: Queryable = this.database): Promise<boolean> {
    return this.store.delete(db, digestToken(token));
  }

  /** All of the person's but the one in use, on every other device. */
  async closeOthers(token: string, db: Queryable): Promise<void> {
    await this.store.deleteOthers(db, digestToken(token));
  }

  /** All of the person's, on every device. */
  async closeAll(person: HomeViewer | CoordinatorViewer, db: Queryable = this.database): Promise<void> {
    if (person.kind === 'HOME') await this.store.deleteOfMember(db, person.memberId);
    else await this.store.deleteOfCoordinator(db, person.coordinatorId);
  }
}
