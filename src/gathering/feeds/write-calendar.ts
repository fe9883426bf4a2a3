/** Gatherings in iCalendar (RFC 5545): times on the clock of their place with its VTIMEZONE, places as coarse as whoever reads may know. */
import ical, { ICalEventStatus } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { localTimeAt } from '../../calendar/local-time.js';
import type { Language } from '../../kernel/refusals.js';
import { labelOf } from '../../place/cell-label.js';
import type { ExactPlace } from '../domain/plan-gathering.js';
import type { GatheringRead } from '../read-gatherings.store.js';

export interface Entry {
  readonly gathering: GatheringRead;
  /** Whether whoever reads waits for a place. */
  readonly waits: boolean;
  /** Only for those who asked for it, and may know it. */
  readonly exactPlace: ExactPlace | null;
}

const REMOTE: Readonly<Record<Language, string>> = { en: 'Online', es: 'En línea' };
const WAITING: Readonly<Record<Language, string>> = {
  en: 'You are on the waiting list.',
  es: 'Usted está en la lista de espera.',
};

/** The same bytes for the same gatherings, whenever it is written. `name` is ours: without commas, semicolons or line breaks. */
export function writeCalendar(name: string, entries: readonly Entry[], language: Language): string {
  const calendar = ical({
    name,
    prodId: { company: 'Sanctuary Homes', product: 'Calendar' },
    // No zone of the calendar itself: stamps are in UTC, each event names its own.
    timezone: { name: null, generator: (zone) => blockOf(zone)?.block ?? null },
  });
  for (const entry of entries) calendar.createEvent(eventOf(entry, language));
  return calendar.toString();
}

function eventOf({ gathering, waits, exactPlace }: Entry, language: Language) {
  const zone = blockOf(gathering.timeZone);
  const clock = (at: Date) => (zone ? localIso(at, gathering.timeZone) : at);
  return {
    id: `${gathering.id}@sanctuary-homes`,
    summary: gathering.title,
    start: clock(gathering.startsAt),
    end: clock(gathering.endsAt),
    timezone: zone?.name ?? null,
    stamp: new Date(`${gathering.listedOn}T00:00:00Z`),
    sequence: gathering.revision,
    location: placeOf(gathering, exactPlace, language),
    description: [gathering.partner, exactPlace?.howToJoin, waits ? WAITING[language] : null]
      .filter(Boolean)
      .join('\n'),
    status: statusOf(gathering, waits),
  };
}

function placeOf({ cell }: GatheringRead, exact: ExactPlace | null, language: Language): string {
  if (exact?.address) return exact.address;
  return cell === null ? REMOTE[language] : labelOf(cell, language);
}

function statusOf({ cancelledAt }: GatheringRead, waits: boolean): ICalEventStatus {
  if (cancelledAt) return ICalEventStatus.CANCELLED;
  return waits ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

function localIso(at: Date, timeZone: string): string {
  const { date, time } = localTimeAt(at, timeZone);
  return `${date}T${time}:00`;
}

/** Under the name that the library has for it: "Asia/Calcutta" is Asia/Kolkata there. Null where it knows none: then UTC is written. */
function blockOf(timeZone: string): { readonly name: string; readonly block: string } | null {
  const [block, line] = tzlib_get_ical_block(timeZone);
  const name = line?.replace(/^TZID=/, '');
  return block && name ? { name, block } : null;
}
