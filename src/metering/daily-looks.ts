/**
 * How many different requests a home opens in a day, by their page or their handoff, how many gatherings it signs up for, and how many homes a partner's servers register: counted to the
 * last one, over all processes and restarts.
 */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/instance-parts.js';
import type { Queryable } from '../platform/queryable.js';
import { MeterStore } from './meter.store.js';
import { MeterDigests } from './meter-digests.js';
import { meteredDay, usedUp } from './metered-day.js';

const PAGES = 'REQUEST_PAGES';
const OPENINGS = 'HANDOFF_OPENINGS';
const EXPORTS = 'HOME_EXPORTS';
const STATEMENTS = 'STATEMENTS';
const SIGN_UPS = 'SIGN_UPS';
const REGISTRATIONS = 'REGISTRATIONS';
/** More than the homes of one instance open in a day; what falls out is asked of the database again. */
const MOST_REMEMBERED = 50_000;

@Injectable()
export class DailyLooks {
  /** Pages that count already, so that opening one again costs no statement. */
  private seen: { readonly day: string; readonly looks: Set<string> } = { day: '', looks: new Set() };

  constructor(
    private readonly database: Database,
    private readonly store: MeterStore,
    private readonly digests: MeterDigests,
    private readonly settings: Settings,
  ) {}

  /** Whether there is such a request makes no difference: ids that are tried out count like any other. */
  async requestPage(homeId: string, requestId: string, now: Date): Promise<Refused | null> {
    const day = meteredDay(now);
    if (this.seen.day !== day) this.seen = { day, looks: new Set() };
    const { looks } = this.seen;
    const look = `${homeId}/${requestId}`;
    if (looks.has(look)) return null;
    const { requestPagesPerDay } = this.settings.config;
    const counted = await this.database.transaction((tx) =>
      this.count(tx, { meter: PAGES, who: homeId, what: requestId, most: requestPagesPerDay }, now),
    );
    if (isRefused(counted)) return counted;
    if (looks.size < MOST_REMEMBERED) looks.add(look);
    return null;
  }

  /** In the transaction of the opening: what is not opened does not count. */
  async opening(tx: Queryable, homeId: string, claimId: string, now: Date): Promise<Refused | null> {
    const { handoffOpeningsPerDay: most } = this.settings.config;
    const counted = await this.count(tx, { meter: OPENINGS, who: homeId, what: claimId, most }, now);
    return isRefused(counted) ? counted : null;
  }

  /** In the transaction of the export; each counts, since each reads all there is. */
  async exported(tx: Queryable, memberId: string, now: Date): Promise<Refused | null> {
    const { exportsPerDay: most } = this.settings.config;
    const counted = await this.count(tx, { meter: EXPORTS, who: memberId, what: randomUUID(), most }, now);
    return isRefused(counted) ? counted : null;
  }

  /** In the transaction of a statement that is made into a file; of a member of a home, or a coordinator. */
  async statement(tx: Queryable, personId: string, now: Date): Promise<Refused | null> {
    const { exportsPerDay: most } = this.settings.config;
    const counted = await this.count(tx, { meter: STATEMENTS, who: personId, what: randomUUID(), most }, now);
    return isRefused(counted) ? counted : null;
  }

  /** In the transaction of the sign-up, whether there is a place or not: whoever waits may be shown where it is later. Whoever leaves has been shown it. */
  async signingUp(tx: Queryable, homeId: string, gatheringId: string, now: Date): Promise<Refused | null> {
    const { signUpsPerDay: most } = this.settings.config;
    const counted = await this.count(tx, { meter: SIGN_UPS, who: homeId, what: gatheringId, most }, now);
    return isRefused(counted) ? counted : null;
  }

  /** Of a home, or of a member who joins one, through a server of this partner; by itself, since it counts also when nothing comes of it. */
  async registration(partnerId: string, now: Date): Promise<Refused | null> {
    const { registrationsPerPartner: most } = this.settings.config;
    const counted = await this.database.transaction((tx) =>
      this.count(tx, { meter: REGISTRATIONS, who: partnerId, what: randomUUID(), most }, now),
    );
    return isRefused(counted) ? counted : null;
  }

  /** On how many of the last `days` days, this one among them, a home used up its pages. */
  async daysUsedUp(homeId: string, days: number, now: Date): Promise<number> {
    const meters = Array.from({ length: days }, (_, before) => this.digests.of(PAGES, meteredDay(now, before), homeId));
    return this.store.countFull(this.database, meters, this.settings.config.requestPagesPerDay);
  }

  private async count(
    tx: Queryable,
    { meter, who, what, most }: { meter: string; who: string; what: string; most: number },
    now: Date,
  ): Promise<true | Refused> {
    const day = meteredDay(now);
    const its = this.digests.of(meter, day, who);
    const look = this.digests.of(meter, day, who, what);
    return (await this.store.countLook(tx, its, look, day, most)) ? true : usedUp(now);
  }
}
