/** Which ids and credentials are canaries: whoever shows one has them from a database, a backup or a desk where they were left, never from us. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { days } from '../kernel/duration.js';
import { Alarms } from '../platform/alarms/alarms.js';
import { afterAnswer } from '../platform/current-call.js';
import { Settings } from '../platform/instance-parts.js';
import { senderDomain } from '../platform/mail/mailer.js';
import { BlindIndex } from './blind-index.js';
import { type CanaryOfDay, canaryOfDay, type Decoys, decoysOf, MOST_CANARIES_A_DAY } from './canary-ids.js';
import { InstanceSecrets } from './instance-secrets.js';

const DAY = days(1);
/** A backup that is older will hardly be tried out. */
const DAYS_KNOWN = 400;
/** None is open for longer than 14 days, and the sweep that ends it may be late. */
const DAYS_OPEN = 18;
const UUID_LENGTH = 36;
/** Deeper than any input is. */
const DEEPEST = 8;

@Injectable()
export class Canaries {
  readonly decoys: Decoys;
  private readonly secret: KeyObject;
  private readonly decoyEmail: Buffer;
  /** Worked out once: whatever counts or deletes leaves those of more than a year out. */
  private readonly days = new Map<number, readonly CanaryOfDay[]>();
  /** What stands for each in a call: always the same, as of any other id. */
  private readonly veils = new Map<string, string>();
  private readonly dataKeyIds = new Set<string>();
  private knownUntil: number;
  private open: { readonly day: number; readonly ids: string } = { day: 0, ids: '{}' };

  constructor(
    secrets: InstanceSecrets,
    index: BlindIndex,
    private readonly clock: Clock,
    private readonly alarms: Alarms,
    { config }: Settings,
  ) {
    this.secret = createSecretKey(secrets.secret('canary'));
    this.decoys = decoysOf(this.secret, senderDomain(config.mailFrom));
    this.decoyEmail = index.digestEmail(this.decoys.email);
    this.knownUntil = this.today() - DAYS_KNOWN;
    // Now, so that no call waits for it.
    this.know();
  }

  /** Those whose time to be made is this day (days since 1970, UTC), as many as are wanted. */
  ofDay(day: number, count: number): CanaryOfDay[] {
    return this.allOfDay(day).slice(0, count);
  }

  /** Whether a request is one, as a list that is short finds out of each. */
  has(requestId: string): boolean {
    this.know();
    return this.veils.has(requestId);
  }

  /** Requests that no list shows and no count counts: a value for a parameter of type `uuid[]`. */
  get openIds(): string {
    const today = this.today();
    if (this.open.day !== today) this.open = { day: today, ids: this.idsSince(today - DAYS_OPEN) };
    return this.open.ids;
  }

  /** The same, whether they still stand or ended long ago. */
  get allIds(): string {
    return this.idsSince(this.today() - DAYS_KNOWN);
  }

  /**
   * Puts the id of nothing in the place of every canary's in the arguments of a call, at whatever depth. What is done with them then finds nothing,
   * in exactly the way and the time in which it finds nothing under any other id. True, and an alarm, when there was one.
   */
  veil(input: Record<string, unknown>): boolean {
    this.know();
    const found = this.veiled(input, 0);
    if (found) afterAnswer(() => this.alarms.raise('CANARY_REACHED'));
    return found;
  }

  /** For requests that somebody named by something else than their ids: whether one is a canary. */
  watchRequests(requestIds: readonly string[]): boolean {
    const found = requestIds.some((id) => this.has(id));
    if (found) this.alarms.raise('CANARY_REACHED');
    return found;
  }

  /** Without the keys of canaries: nothing that the service itself does asks for one. */
  otherKeys(dataKeyIds: readonly string[]): readonly string[] {
    this.know();
    if (!dataKeyIds.some((id) => this.dataKeyIds.has(id))) return dataKeyIds;
    this.alarms.raise('CANARY_REACHED');
    return dataKeyIds.filter((id) => !this.dataKeyIds.has(id));
  }

  /** For keys of partners that nobody has: whether it is the decoy. */
  watchPartnerKey(token: string): void {
    if (token === this.decoys.partnerKey) this.alarms.raise('CANARY_REACHED');
  }

  /** For sign-ins that failed: whether it was with the decoy's e-mail. */
  watchEmail(digest: Buffer): void {
    if (digest.equals(this.decoyEmail)) this.alarms.raise('CANARY_REACHED');
  }

  private veiled(value: object, depth: number): boolean {
    let found = false;
    for (const [name, its] of Object.entries(value)) {
      if (typeof its === 'string') {
        const veil = its.length === UUID_LENGTH ? this.veils.get(its.toLowerCase()) : undefined;
        if (veil === undefined) continue;
        Reflect.set(value, name, veil);
        found = true;
      } else if (typeof its === 'object' && its !== null && depth < DEEPEST) {
        found = this.veiled(its, depth + 1) || found;
      }
    }
    return found;
  }

  /** Those of days that have begun since. */
  private know(): void {
    const today = this.today();
    for (; this.knownUntil <= today; this.knownUntil += 1) {
      for (const { requestId, dataKeyId, veil } of this.allOfDay(this.knownUntil)) {
        this.veils.set(requestId, veil);
        this.dataKeyIds.add(dataKeyId);
      }
    }
  }

  private allOfDay(day: number): readonly CanaryOfDay[] {
    const before = this.days.get(day);
    if (before) return before;
    const all = Array.from({ length: MOST_CANARIES_A_DAY }, (_, place) => canaryOfDay(this.secret, day, place));
    this.days.set(day, all);
    return all;
  }

  private idsSince(day: number): string {
    const ids: string[] = [];
    for (let its = day; its <= this.today(); its += 1) {
      for (const { requestId } of this.allOfDay(its)) ids.push(requestId);
    }
    return `{${ids.join()}}`;
  }

  private today(): number {
    return Math.floor(this.clock.now().getTime() / DAY);
  }
}
