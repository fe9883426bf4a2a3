/** What a calendar program reads: under a member's secret link what it signed up for, and of a partner what it offers to everybody. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { days, later } from '../../kernel/duration.js';
import { isPublicId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/refusals.js';
import { Database } from '../../platform/database/database.js';
import { digestToken, isTokenOf } from '../../sealing/opaque-token.js';
import type { ExactPlace } from '../domain/plan-gathering.js';
import { OpenPlaces } from '../open-places.js';
import { ReadGatheringsStore } from '../read-gatherings.store.js';
import { CalendarLinkStore } from './calendar-link.store.js';
import { writeCalendar } from './write-calendar.js';

/** So that calendars learn of what was cancelled, and keep what was. */
const SHOWN_FOR = days(30);
const MOST = 200;
const NAME = 'Sanctuary Homes';

@Injectable()
export class CalendarFeeds {
  constructor(
    private readonly database: Database,
    private readonly links: CalendarLinkStore,
    private readonly gatherings: ReadGatheringsStore,
    private readonly places: OpenPlaces,
    private readonly clock: Clock,
  ) {}

  /** Null for a token that leads nowhere. */
  async ofLink(token: string, language: Language): Promise<string | null> {
    const now = this.clock.now();
    const reader = isTokenOf('CALENDAR', token) ? await this.links.reader(this.database, digestToken(token)) : null;
    if (!reader) return null;
    await this.links.markUsed(this.database, reader.linkId, now.toISOString().slice(0, 10));
    const on = await this.links.onCalendar(this.database, reader.memberId, later(now, -SHOWN_FOR), MOST);
    const ids = on.map(({ gatheringId }) => gatheringId);
    const found = new Map((await this.gatherings.byIds(this.database, ids)).map((its) => [its.id, its]));
    const exact: ReadonlyMap<string, ExactPlace> = reader.showsPlace
      ? await this.places.ofMember(reader.memberId, ids)
      : new Map();
    const entries = on.flatMap(({ gatheringId, hasPlace }) => {
      const gathering = found.get(gatheringId);
      return gathering ? [{ gathering, waits: !hasPlace, exactPlace: exact.get(gatheringId) ?? null }] : [];
    });
    return writeCalendar(NAME, entries, language);
  }

  /** Null when there is no such partner. At coarse places, whoever reads it. */
  async ofPartner(partnerId: string, language: Language): Promise<string | null> {
    if (!isPublicId(partnerId) || !(await this.gatherings.isPartner(this.database, partnerId))) return null;
    const since = later(this.clock.now(), -SHOWN_FOR);
    const rows = await this.gatherings.ofPartner(this.database, partnerId, since, MOST);
    return writeCalendar(
      NAME,
      rows.map((gathering) => ({ gathering, waits: false, exactPlace: null })),
      language,
    );
  }
}
