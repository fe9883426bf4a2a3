/** What other folders may do with a family's ring: look into it, add a request, keep a home away, give out another code, erase it. */
import { Injectable } from '@nestjs/common';
import { accept, isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import type { Language } from '../kernel/refusals.js';
import type { FamilyViewer } from '../kernel/viewer.js';
import {
  addRequest,
  blockInRing,
  closeRing,
  emptyRing,
  forgetRequest,
  type Ring,
  type RingRequest,
  rememberPlace,
} from './domain/ring.js';
import { makeFamilyKey } from './family-key.js';
import { FamilySessions } from './family-sessions.js';
import { RingStore } from './ring.store.js';
import { type OpenRing, Rings } from './rings.js';

/** A request on its way into a ring. */
export interface RingEntry {
  readonly requestId: string;
  readonly kind: HelpKind;
  /** A date, YYYY-MM-DD. */
  readonly postedOn: string;
  readonly repeats: string | null;
  /** Where it is published: shown again for what the family posts near it within 90 days. */
  readonly place: { readonly parent4: string; readonly cell: string } | null;
}

export interface AddedEntry {
  readonly opened: OpenRing;
  /** The request's own key, which only the ring keeps. */
  readonly familyKey: Buffer;
  /** The return code, of a ring that was made for this request. */
  readonly words: string | null;
}

export interface RingNews {
  /** Homes that it keeps away by now, and did not then. */
  readonly blocked: readonly string[];
  readonly erased: boolean;
}

@Injectable()
export class FamilyRings {
  constructor(
    private readonly rings: Rings,
    private readonly sessions: FamilySessions,
    private readonly store: RingStore,
  ) {}

  /** Null when the session ended or the ring was erased meanwhile. */
  ofViewer(viewer: FamilyViewer, now: Date): Promise<OpenRing | null> {
    return this.sessions.open(viewer.token, now);
  }

  /** Into `ring`, or into one made for it. Refuses with RETURN_CODE_FULL, BUSY, or NOT_FOUND when the ring was erased. */
  async add(ring: OpenRing | null, entry: RingEntry, language: Language, now: Date): Promise<AddedEntry | Refused> {
    const today = now.toISOString().slice(0, 10);
    const familyKey = makeFamilyKey();
    const { requestId: id, kind, postedOn, repeats, place } = entry;
    const withEntry = (its: Ring) => {
      const added = addRequest(its, { id, kind, familyKey, postedOn, ...(repeats && { repeats }) });
      return added.accepted && place ? accept(rememberPlace(added.value, place, today)) : added;
    };
    const key = Buffer.from(familyKey, 'base64');
    if (ring) {
      const changed = await this.rings.change(ring, withEntry, now);
      return isRefused(changed) ? changed : { opened: changed, familyKey: key, words: null };
    }
    const first = withEntry(emptyRing);
    if (!first.accepted) return first;
    const made = await this.rings.create(language, now, first.value);
    return isRefused(made) ? made : { opened: made.opened, familyKey: key, words: made.words };
  }

  /** Takes back what `add` did for a post that was not made: its own ring, or its entry. */
  async takeBack({ opened, words }: AddedEntry, requestId: string, now: Date): Promise<void> {
    if (words === null) await this.forget(opened, [requestId], now);
    else await this.rings.erase(opened);
  }

  async forget(opened: OpenRing, requestIds: readonly string[], now: Date): Promise<void> {
    await this.rings.change(opened, (ring) => accept(requestIds.reduce(forgetRequest, ring)), now);
  }

  /** What the family did since the ring was opened: whom it keeps away, and whether it is erasing everything. */
  async since({ selector, ringKey, ring }: OpenRing, now: Date): Promise<RingNews> {
    const latest = await this.rings.reopen(selector, ringKey, now);
    const known = new Set(ring.blockedHomes);
    const blocked = (latest?.ring.blockedHomes ?? []).filter((homeId) => !known.has(homeId));
    return { blocked, erased: latest === null || latest.ring.closing === true };
  }

  /** The first step of erasing: from here on nothing is added. Answers with the ring as it stays. */
  async close(opened: OpenRing, now: Date): Promise<OpenRing | Refused> {
    return this.rings.change(opened, (ring) => accept(closeRing(ring)), now);
  }

  async block(opened: OpenRing, homeId: string, now: Date): Promise<OpenRing | Refused> {
    return this.rings.change(opened, (ring) => accept(blockInRing(ring, homeId)), now);
  }

  /**
   * A new code that opens this one request; whatever ring it was in before does not reach it any more. Refuses with BUSY.
   * For requests that a coordinator took in: their handoff does not lie under the ring.
   */
  async reissue(
    { id, kind, postedOn }: Pick<RingRequest, 'id' | 'kind' | 'postedOn'>,
    language: Language,
    now: Date,
  ): Promise<string | Refused> {
    const generation = (await this.store.generations([id])).get(id) ?? 0;
    const entry = { id, kind, familyKey: makeFamilyKey(), postedOn, generation: generation + 1 };
    const made = await this.rings.create(language, now, { requests: [entry], places: [] });
    if (isRefused(made)) return made;
    if (await this.store.raiseGeneration(id, generation)) return made.words;
    await this.rings.erase(made.opened);
    return refuse('BUSY', undefined, 1);
  }

  /** For requests whose rows are gone. */
  async forgetReissued(requestIds: readonly string[]): Promise<void> {
    if (requestIds.length > 0) await this.store.forgetGenerations(requestIds);
  }

  /** Afterwards neither the code nor any session opens anything. */
  async erase(opened: OpenRing, viewer: FamilyViewer, now: Date): Promise<void> {
    await this.rings.erase(opened);
    await this.sessions.end(viewer.token, now);
  }
}
