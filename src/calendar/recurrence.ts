/** A recurrence yields local dates, never instants: clock changes cannot move them, and no rule costs more than its window. */
import { LRUCache } from 'lru-cache';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { isLocalDate, localDateAt } from './half-day.js';
import { parseRule, type RecurrenceRule } from './recurrence-rule.js';

/** A series of requests: it ends, within a year of its first date. */
export interface SeriesRecurrence {
  readonly rule: string;
  /** Every date of the series, 366 at most. */
  readonly dates: readonly string[];
}

/** A recurring offer: it may go on for ever. */
export interface OfferRecurrence {
  readonly rule: string;
}

/** Longest window that may be asked for, in days. */
const MAX_WINDOW_DAYS = 400;

// Parsing costs some hundred times what asking does: every offer and series that is in use stays parsed.
const parsed = new LRUCache<string, RRuleTemporal>({ max: 2_000 });

/**
 * The rule's local dates within [fromDate, toDate], both included, in order. `firstDate` anchors the rule (weekday, day of
 * month, interval, count) and is a date of it only when the rule says so. `timeZone` reads an UNTIL that is given in UTC.
 * Throws a RangeError for a rule that was never decided, and for windows of more than 400 days.
 */
export function occurrenceDates(
  rule: string,
  firstDate: string,
  timeZone: string,
  fromDate: string,
  toDate: string,
): string[] {
  const first = Temporal.PlainDate.from(firstDate);
  const from = Temporal.PlainDate.from(fromDate);
  const to = Temporal.PlainDate.from(toDate);
  if (from.until(to).days > MAX_WINDOW_DAYS) throw new RangeError('The window is too long');
  const opens = Temporal.PlainDate.compare(from, first) < 0 ? first : from;
  if (Temporal.PlainDate.compare(opens, to) > 0) return [];
  // In UTC every day has one midnight, so that dates are all that is computed.
  return iteratorOf(rule, first, timeZone)
    .between(opens.toZonedDateTime('UTC'), to.toZonedDateTime('UTC'), true)
    .map((moment) => moment.toPlainDate().toString());
}

/** Refuses a series without an end (COUNT or UNTIL) within a year, and one without a single date. */
export function decideSeriesRecurrence(
  rule: string,
  firstDate: string,
  timeZone: string,
  path: readonly string[] = ['rule'],
): Decision<SeriesRecurrence> {
  const recurrence = parseRule(rule);
  if (recurrence === undefined || !isLocalDate(firstDate)) return refuse('RULE_INVALID', path);
  const { text, count } = recurrence;
  const until = untilDate(recurrence, timeZone);
  if (count === null && until === null) return refuse('RULE_ENDLESS', path);
  const lastDate = yearAfter(firstDate);
  if (until !== null && until > lastDate) return refuse('RULE_ENDLESS', path);
  const dates = occurrenceDates(text, firstDate, timeZone, firstDate, lastDate);
  if (dates.length === 0) return refuse('RULE_INVALID', path);
  if (count !== null && dates.length < count) return refuse('RULE_ENDLESS', path);
  return accept({ rule: text, dates });
}

/** Refuses a rule that has no date in its first year. */
export function decideOfferRecurrence(
  rule: string,
  firstDate: string,
  timeZone: string,
  path: readonly string[] = ['rule'],
): Decision<OfferRecurrence> {
  const recurrence = parseRule(rule);
  if (recurrence === undefined || !isLocalDate(firstDate)) return refuse('RULE_INVALID', path);
  const dates = occurrenceDates(recurrence.text, firstDate, timeZone, firstDate, yearAfter(firstDate));
  return dates.length === 0 ? refuse('RULE_INVALID', path) : accept({ rule: recurrence.text });
}

function iteratorOf(rule: string, first: Temporal.PlainDate, timeZone: string): RRuleTemporal {
  const key = `${first} ${timeZone} ${rule}`;
  const known = parsed.get(key);
  if (known) return known;
  const recurrence = parseRule(rule);
  if (recurrence === undefined) throw new RangeError('Not a rule that was accepted');
  const until = untilDate(recurrence, timeZone);
  const iterator = new RRuleTemporal({
    rruleString: `RRULE:${recurrence.text.replace(/;UNTIL=.*$/, '')}`,
    dtstart: first.toZonedDateTime('UTC'),
    tzid: 'UTC',
    // The list of all dates can be long; only windows of it are ever asked for.
    cache: false,
    ...(until !== null && { until: Temporal.PlainDate.from(until).toZonedDateTime('UTC') }),
  });
  parsed.set(key, iterator);
  return iterator;
}

/** The last local date that the rule allows, or null. */
function untilDate(recurrence: RecurrenceRule, timeZone: string): string | null {
  const { until } = recurrence;
  if (until === null) return null;
  const date = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  if (!until.endsWith('Z')) return date;
  const time = `${until.slice(9, 11)}:${until.slice(11, 13)}:${until.slice(13, 15)}`;
  return localDateAt(new Date(`${date}T${time}Z`), timeZone);
}

function yearAfter(localDate: string): string {
  return Temporal.PlainDate.from(localDate).add({ years: 1 }).toString();
}
