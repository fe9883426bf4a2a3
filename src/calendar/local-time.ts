/** A time on the clock of a place is an instant, unless the clock skips it that day, or shows it twice and nobody says which. */
import { Temporal } from 'temporal-polyfill';
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { isLocalDate } from './half-day.js';
import { decideTimeZone } from './time-zone.js';

export interface LocalTimeInput {
  /** YYYY-MM-DD */
  readonly date: string;
  /** HH:MM, of 24 hours. */
  readonly time: string;
  readonly timeZone: string;
  /** "-04:00": which of the two, where the clock shows the time twice. */
  readonly offset?: string | null;
}

export interface Moment {
  readonly at: Date;
  /** The canonical name. */
  readonly timeZone: string;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const OFFSET = /^[+-]([01]\d|2[0-3]):[0-5]\d$/;

/** `path` leads to the input that holds the fields. */
export function decideLocalTime(input: LocalTimeInput, path: readonly string[]): Decision<Moment> {
  const { date, time, offset } = input;
  if (!isLocalDate(date)) return refuse('INVALID_INPUT', [...path, 'date']);
  if (!TIME.test(time)) return refuse('INVALID_INPUT', [...path, 'time']);
  const zone = decideTimeZone(input.timeZone, [...path, 'timeZone']);
  if (!zone.accepted) return zone;
  const local = Temporal.PlainDateTime.from(`${date}T${time}`);
  const both = (['earlier', 'later'] as const).map((which) =>
    local.toZonedDateTime(zone.value, { disambiguation: which }),
  );
  // Where the clock skips the hour, both are moved to a time beside it.
  const [first, second] = both.filter((zoned) => zoned.toPlainDateTime().equals(local));
  if (!first || !second) return refuse('TIME_DOES_NOT_EXIST', [...path, 'time']);
  if (offset === null || offset === undefined) {
    if (!first.equals(second)) return refuse('TIME_HAPPENS_TWICE', [...path, 'offset']);
    return accept({ at: new Date(first.epochMilliseconds), timeZone: zone.value });
  }
  const chosen = OFFSET.test(offset) ? [first, second].find((zoned) => zoned.offset === offset) : undefined;
  if (!chosen) return refuse('INVALID_INPUT', [...path, 'offset']);
  return accept({ at: new Date(chosen.epochMilliseconds), timeZone: zone.value });
}

export interface LocalTime {
  /** YYYY-MM-DD */
  readonly date: string;
  /** HH:MM */
  readonly time: string;
}

/** What the clock of that zone shows at the instant. */
export function localTimeAt(instant: Date, timeZone: string): LocalTime {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  return { date: zoned.toPlainDate().toString(), time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }) };
}
