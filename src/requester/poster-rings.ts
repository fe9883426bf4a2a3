/** Under which return code a post is kept: the one that is shown or signed in with, or a new one. */
import { Injectable } from '@nestjs/common';
import { AttemptCounters } from '../access/attempt-counters.js';
import { Attempts } from '../access/attempts.js';
import { callingClient } from '../access/calling-client.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { Settings } from '../platform/instance-parts.js';
import { cellShownIn } from './domain/ring.js';
import { type AddedEntry, FamilyRings, type RingEntry, type RingNews } from './family-rings.js';
import { FamilySessions } from './family-sessions.js';
import { OpenWithCode } from './open-with-code.js';
import type { OpenRing } from './rings.js';

export interface Poster {
  readonly viewer: Viewer;
  readonly clientDigest: string;
  /** Of an earlier request; null when none was shown. */
  readonly returnCode: string | null;
}

/** What is known of the family before its post is in the ring. */
export class PosterRing {
  /** `opened` is null for a family that has no ring yet. */
  constructor(
    readonly opened: OpenRing | null,
    private readonly today: string,
    /** Whose new codes are counted; null for people who are known. */
    readonly countedClient: string | null,
  ) {}

  /** Null when it is not one of the family's. */
  kindOf(requestId: string): HelpKind | null {
    return this.opened?.ring.requests.find(({ id }) => id === requestId)?.kind ?? null;
  }

  /** The cell that was published for it in this area of resolution 4 within 90 days. */
  cellShownIn(parent4: string): string | null {
    return this.opened && cellShownIn(this.opened.ring, parent4, this.today);
  }
}

@Injectable()
export class PosterRings {
  private readonly newCodes: Attempts;

  constructor(
    private readonly rings: FamilyRings,
    private readonly codes: OpenWithCode,
    private readonly sessions: FamilySessions,
    counters: AttemptCounters,
    { config }: Settings,
  ) {
    this.newCodes = new Attempts(counters.of({ what: 'new-code-client', most: config.newCodesPerHour }));
  }

  /** Refuses with what a code is refused with; INVALID_INPUT for a code beside a family's own session. */
  async find({ viewer, clientDigest, returnCode }: Poster, now: Date): Promise<PosterRing | Refused> {
    const today = now.toISOString().slice(0, 10);
    if (viewer.kind === 'FAMILY') {
      if (returnCode !== null) return refuse('INVALID_INPUT', ['returnCode']);
      const opened = await this.rings.ofViewer(viewer, now);
      return opened ? new PosterRing(opened, today, null) : refuse('NOT_FOUND');
    }
    const countedClient = viewer.kind === 'PUBLIC' ? clientDigest : null;
    if (returnCode === null) return new PosterRing(null, today, countedClient);
    const opened = await this.codes.execute(returnCode, callingClient({ viewer, clientDigest }), now);
    if (isRefused(opened)) return { ...opened, path: ['returnCode'] };
    return new PosterRing(opened, today, null);
  }

  /** Refuses with TOO_MANY_ATTEMPTS a client that makes more new codes than a busy front desk would. */
  async add(ring: PosterRing, entry: RingEntry, language: Language, now: Date): Promise<AddedEntry | Refused> {
    if (!ring.opened && ring.countedClient !== null) {
      const begun = await this.newCodes.begin([ring.countedClient]);
      if (isRefused(begun)) return begun;
    }
    return this.rings.add(ring.opened, entry, language, now);
  }

  takeBack(added: AddedEntry, requestId: string, now: Date): Promise<void> {
    return this.rings.takeBack(added, requestId, now);
  }

  /** What the family did after the request was in its ring. A ring that is new was not known to it yet. */
  async since({ opened, words }: AddedEntry, now: Date): Promise<RingNews> {
    return words === null ? this.rings.since(opened, now) : { blocked: [], erased: false };
  }

  /** A session for a family that posts without one. */
  signIn({ opened }: AddedEntry, now: Date): Promise<{ token: string; expiresAt: Date }> {
    return this.sessions.start(opened, now);
  }
}
