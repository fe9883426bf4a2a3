/** A member makes links under which a calendar reads what it signed up for: shown once, and taken back at any moment. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OpenHomes } from '../../home/open-homes.js';
import { Clock } from '../../kernel/clock.js';
import { type Refused, refuse } from '../../kernel/decision.js';
import { isPublicId } from '../../kernel/ids.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { Database } from '../../platform/database/database.js';
import { digestToken, makeToken } from '../../sealing/opaque-token.js';
import { type CalendarLinkRead, CalendarLinkStore } from './calendar-link.store.js';

/** One for each device, and one to spare. */
const MOST = 5;

export interface NewCalendarLink {
  readonly link: CalendarLinkRead;
  /** Below the address of this service. */
  readonly path: string;
}

@Injectable()
export class CalendarLinks {
  constructor(
    private readonly database: Database,
    private readonly store: CalendarLinkStore,
    private readonly homes: OpenHomes,
    private readonly clock: Clock,
  ) {}

  async create(viewer: HomeViewer, showsPlace: boolean): Promise<NewCalendarLink | Refused> {
    const token = makeToken('CALENDAR');
    const createdOn = this.clock.now().toISOString().slice(0, 10);
    const link = { id: randomUUID(), showsPlace, createdOn, lastUsedOn: null };
    return this.database.transaction(async (tx) => {
      const closed = await this.homes.hold(tx, viewer.homeId);
      if (closed) return closed;
      if ((await this.store.countOwn(tx, viewer)) >= MOST) return refuse('TOO_MANY_LINKS');
      await this.store.insert(tx, viewer, { ...link, digest: digestToken(token) });
      return { link, path: `/calendar/${token}.ics` };
    });
  }

  own(viewer: HomeViewer): Promise<CalendarLinkRead[]> {
    return this.store.own(this.database, viewer);
  }

  /** The links that are left. */
  async revoke(viewer: HomeViewer, id: string): Promise<CalendarLinkRead[] | Refused> {
    if (!isPublicId(id)) return refuse('NOT_FOUND');
    return this.database.transaction(async (tx) =>
      (await this.store.delete(tx, viewer, id)) ? this.store.own(tx, viewer) : refuse('NOT_FOUND'),
    );
  }
}
