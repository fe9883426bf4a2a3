/** A ring opens with its return code and with nothing that this service keeps; what does not exist costs a guesser the same. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { HashLane } from '../sealing/hash-queue.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import type { CodeHashing } from './code-hashing.js';
import { makeReturnCode, type ReadCode, type ReturnCode } from './domain/return-code.js';
import { emptyRing, type Ring, withoutReissued } from './domain/ring.js';
import type { RingStore } from './ring.store.js';
import { sha256 } from './sha256.js';

/** Alive only as long as the call that opened it. */
export interface OpenRing {
  readonly selector: number;
  readonly ringKey: Buffer;
  readonly ring: Ring;
  /** What was read, and what a change replaces. */
  readonly box: Buffer;
  readonly verifier: Buffer;
}

const SALT_BYTES = 16;
/** Wider than elsewhere, so that a family with six requests looks like one with a single request. */
const RING_STEP = 1024;
const IDLE_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_TRIES = 20;
/** Few enough that nobody whose ring is among them waits long, or that the time of a statement runs out. */
const RESHUFFLED_AT_ONCE = 1_000;

export class Rings {
  /** `unknownSelectorKey`: the instance's secret 'unknown-selector'. */
  constructor(
    private readonly store: RingStore,
    private readonly hashing: CodeHashing,
    private readonly unknownSelectorKey: Buffer,
  ) {}

  /** Refuses with BUSY. `words` is shown once and kept nowhere. */
  async create(
    language: Language,
    now: Date,
    ring: Ring = emptyRing,
  ): Promise<{ words: string; opened: OpenRing } | Refused> {
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      const code = makeReturnCode(language, randomBytes, sha256);
      // Looked up first, since the hash is what costs; the insert still decides.
      if (await this.store.find(code.selector)) continue;
      const opened = await this.insert(code, ring, now);
      if (isRefused(opened)) return opened;
      if (opened) return { words: code.words, opened };
    }
    throw new Error('no free selector was found');
  }

  /** Whether a family has this selector. Told to nobody. */
  async isThere(selector: number): Promise<boolean> {
    return (await this.store.find(selector)) !== null;
  }

  /** Refuses with CODE_UNKNOWN or BUSY. */
  async openWithCode(code: ReadCode, now: Date, lane: HashLane = 'OPEN_CODE'): Promise<OpenRing | Refused> {
    const { selector } = code;
    const row = await this.store.find(selector);
    const hashed = await this.hashing.hash(code, row?.salt ?? this.saltOfNobody(selector), lane);
    if (isRefused(hashed)) return hashed;
    const stated = sha256(hashed.verifier);
    const fits = timingSafeEqual(stated, row?.verifier ?? randomBytes(stated.length));
    return (fits ? await this.reopen(selector, hashed.ringKey, now) : null) ?? refuse('CODE_UNKNOWN');
  }

  /** With a key from a session. Null when the ring is gone, or the selector is another family's by now. */
  async reopen(selector: number, ringKey: Buffer, now: Date): Promise<OpenRing | null> {
    const row = await this.store.find(selector);
    if (!row) return null;
    const ring = openRing(ringKey, row.box, selector);
    if (!ring) return null;
    const today = dateOf(now);
    if (row.touchedOn < today) await this.store.touch(selector, today);
    return { selector, ringKey, ring: await this.withoutReissued(ring), box: row.box, verifier: row.verifier };
  }

  /**
   * Decides on what the ring holds and writes it, again on the newer content when somebody else wrote in between.
   * Refuses with what `decide` refuses, or with NOT_FOUND when the ring was erased.
   */
  async change(opened: OpenRing, decide: (ring: Ring) => Decision<Ring>, now: Date): Promise<OpenRing | Refused> {
    let latest = opened;
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      const decision = decide(latest.ring);
      if (isRefused(decision)) return decision;
      const box = sealJson(latest.ringKey, decision.value, placeOf(latest.selector), RING_STEP);
      if (await this.store.replaceBox(latest.selector, latest.box, box, dateOf(now))) {
        return { ...latest, ring: decision.value, box };
      }
      const newer = await this.reopen(latest.selector, latest.ringKey, now);
      if (!newer) return refuse('NOT_FOUND');
      latest = newer;
    }
    return refuse('BUSY', undefined, 1);
  }

  /** Afterwards neither the code nor a session opens anything. */
  async erase({ selector, verifier }: OpenRing): Promise<void> {
    // Reshuffling may put the row elsewhere under our hands: it is erased only when it cannot be found any more.
    while (!(await this.store.delete(selector, verifier))) {
      const row = await this.store.find(selector);
      if (!row?.verifier.equals(verifier)) return;
    }
  }

  /** Erases the rings that nobody opened for 90 days; answers how many. */
  async sweep(now: Date): Promise<number> {
    return this.store.deleteIdle(dateOf(new Date(now.getTime() - IDLE_DAYS * DAY_MS)));
  }

  /** Run on a mark of time, never after a post: see `RingStore.reshuffle`. Answers how many were written anew. */
  async reshuffle(atOnce = RESHUFFLED_AT_ONCE): Promise<number> {
    let total = 0;
    for (let after = -1; ; ) {
      const selectors = await this.store.reshuffle(after, atOnce);
      total += selectors.length;
      if (selectors.length < atOnce) return total;
      after = Math.max(...selectors);
    }
  }

  private async withoutReissued(ring: Ring): Promise<Ring> {
    if (ring.requests.length === 0) return ring;
    return withoutReissued(ring, await this.store.generations(ring.requests.map(({ id }) => id)));
  }

  private async insert(code: ReturnCode, ring: Ring, now: Date): Promise<OpenRing | Refused | null> {
    const { selector } = code;
    const salt = randomBytes(SALT_BYTES);
    const hashed = await this.hashing.hash(code, salt, 'NEW_CODE');
    if (isRefused(hashed)) return hashed;
    const verifier = sha256(hashed.verifier);
    const box = sealJson(hashed.ringKey, ring, placeOf(selector), RING_STEP);
    const inserted = await this.store.insert({ selector, salt, verifier, box }, dateOf(now));
    return inserted ? { selector, ringKey: hashed.ringKey, ring, box, verifier } : null;
  }

  /** The same at every attempt, so that the cost of guessing says nothing about who exists. */
  private saltOfNobody(selector: number): Buffer {
    return createHmac('sha256', this.unknownSelectorKey).update(String(selector)).digest().subarray(0, SALT_BYTES);
  }
}

function openRing(ringKey: Buffer, box: Buffer, selector: number): Ring | null {
  try {
    return openJson<Ring>(ringKey, box, placeOf(selector));
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function placeOf(selector: number): SealContext {
  return { table: 'ring', column: 'box', rowId: String(selector), partnerId: '', keyId: 'ring' };
}

function dateOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
