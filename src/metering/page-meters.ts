/** How many pages of lists somebody reads in a day: counted in memory, since a list must not wait for its meter, and written down in lots. */
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { Settings } from '../platform/instance-parts.js';
import { meteredDay, usedUp } from './metered-day.js';
import { WrittenMeters } from './written-meters.js';

interface Meter {
  /** Here, and as far as is known elsewhere. */
  used: number;
  /** Of it, what is not written down yet; below zero where more was than is counted. */
  unwritten: number;
}

/** By as many pages a process may be ahead of what the others, or it itself after a crash, know of a home. */
const WRITTEN_EVERY = 50;
/** Clients are as many as there are addresses: the oldest meters go first. */
const MOST_METERS = 100_000;

@Injectable()
export class PageMeters implements BeforeApplicationShutdown {
  private day = '';
  private meters = new Map<string, Meter>();

  constructor(
    private readonly written: WrittenMeters,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** A page of `requests`, and for coordinators and servers each request by its id as well. */
  page(viewer: Viewer): Refused | null {
    const its = this.pagesOf(viewer);
    return its && this.count(its.name, its.who, its.most, true);
  }

  /** A page that was counted is read anew by the same call, and counted then. */
  uncount(viewer: Viewer): void {
    const its = this.pagesOf(viewer);
    const meter = its && this.meters.get(`${its.name}/${this.day}/${its.who}`);
    if (!meter) return;
    meter.used -= 1;
    meter.unwritten -= 1;
  }

  private pagesOf(viewer: Viewer) {
    const { listPagesPerDay, coordinatorPagesPerDay, partnerPagesPerDay } = this.settings.config;
    switch (viewer.kind) {
      case 'HOME':
        return { name: 'LIST_PAGES', who: viewer.homeId, most: listPagesPerDay };
      case 'COORDINATOR':
        return { name: 'COORDINATOR_PAGES', who: viewer.coordinatorId, most: coordinatorPagesPerDay };
      case 'PARTNER':
        return { name: 'PARTNER_PAGES', who: viewer.partnerId, most: partnerPagesPerDay };
      default:
        return null;
    }
  }

  /** Suggestions, both ways. Of a family nothing is written down, under whatever digest. */
  suggestions(viewer: Viewer): Refused | null {
    const { suggestionsPerDay } = this.settings.config;
    if (viewer.kind === 'HOME') return this.count('SUGGESTIONS', viewer.homeId, suggestionsPerDay, true);
    if (viewer.kind !== 'FAMILY') return this.page(viewer);
    // The same family under every session that its return code opens.
    return this.count('FAMILY_SUGGESTIONS', [...viewer.requestIds].sort()[0] ?? viewer.token, suggestionsPerDay, false);
  }

  /** What would be published of a place: for anybody, by client. */
  area(clientDigest: string): Refused | null {
    return this.count('AREAS', clientDigest, this.settings.config.areaLookupsPerDay, false);
  }

  /** So that a restart forgets nothing. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const [name, meter] of this.meters) this.write(name, meter);
    await this.written.settled();
  }

  private count(name: string, who: string, most: number, isWritten: boolean): Refused | null {
    const now = this.clock.now();
    const day = meteredDay(now);
    if (day !== this.day) this.begin(day);
    const key = `${name}/${day}/${who}`;
    const known = this.meters.get(key);
    if (known && known.used >= most) return usedUp(now);
    const meter = known ?? this.make(key);
    meter.used += 1;
    if (!isWritten) return null;
    meter.unwritten += 1;
    // At once for the first, which also tells what the other processes have counted.
    if (!known || meter.unwritten >= WRITTEN_EVERY) this.write(key, meter);
    return null;
  }

  private begin(day: string): void {
    this.day = day;
    this.meters = new Map();
  }

  private make(key: string): Meter {
    const meter = { used: 0, unwritten: 0 };
    const [oldest] = this.meters.keys();
    if (this.meters.size >= MOST_METERS && oldest !== undefined) this.meters.delete(oldest);
    this.meters.set(key, meter);
    return meter;
  }

  /** Nobody waits for it. What could not be written counts here all the same, and is tried again with the next lot. */
  private write(key: string, meter: Meter): void {
    const count = meter.unwritten;
    if (count <= 0) return;
    meter.unwritten = 0;
    this.written.add(key, count, (everywhere) => {
      if (everywhere === null) meter.unwritten += count;
      else meter.used = everywhere + meter.unwritten;
    });
  }
}
