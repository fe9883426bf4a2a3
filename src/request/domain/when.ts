/** When a request is to be served: whenever, inside one window, or, as a series, at the same halves of many dates. */
import { dayOf, halfDayAt, halfDayOf, localDateOf } from '../../calendar/half-day.js';
import { decideSeriesRecurrence, occurrenceDates } from '../../calendar/recurrence.js';
import { decideTimeZone } from '../../calendar/time-zone.js';
import { decideWindow, type HalfDayWindow, type Span, spanOf, type WindowInput } from '../../calendar/window.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { dueOccurrences } from './series.js';

export type DatedWindow = HalfDayWindow & Span;

export interface WhenInput {
  /** Of a series: on its first date. A window without a zone is one of the place. */
  readonly window: (Omit<WindowInput, 'timeZone'> & { readonly timeZone?: string | null }) | null;
  readonly rule: string | null;
}

export interface When {
  readonly timeZone: string;
  /** From the first to the last date; null for whenever. */
  readonly whole: DatedWindow | null;
  /** The window of the first date. */
  readonly first: DatedWindow | null;
  readonly series: { readonly rule: string; readonly until: string } | null;
  /** Those that are made at once. Without a date there is one, without a window. */
  readonly occurrences: readonly (DatedWindow | null)[];
}

/** An occurrence is a day or so; longer ones would run into each other. */
const LONGEST_IN_SERIES = 7 * 2;

/**
 * `timeZone` is that of the area as it is published: a zone of its own would tell in which corner of it the family lives. A zone that is
 * sent has to be this one or that of the exact place, which then stands for it.
 */
export function decideWhen(input: WhenInput, timeZone: string, now: Date, timeZoneOfPlace = timeZone): Decision<When> {
  const { window, rule } = input;
  if (!window) {
    if (rule !== null) return refuse('INVALID_INPUT', ['window']);
    return accept({ timeZone, whole: null, first: null, series: null, occurrences: [null] });
  }
  if (window.timeZone) {
    const sent = decideTimeZone(window.timeZone, ['window', 'timeZone']);
    if (!sent.accepted) return sent;
    if (sent.value !== timeZone && sent.value !== timeZoneOfPlace)
      return refuse('INVALID_INPUT', ['window', 'timeZone']);
  }
  const decided = decideWindow({ ...window, timeZone }, now, ['window']);
  if (!decided.accepted) return decided;
  const whole = decided.value;
  if (rule === null) {
    return accept({ timeZone: whole.timeZone, whole, first: whole, series: null, occurrences: [whole] });
  }
  return decideSeries(rule, whole, now);
}

function decideSeries(rule: string, shape: DatedWindow, now: Date): Decision<When> {
  const { timeZone } = shape;
  if (shape.untilHalf - shape.fromHalf >= LONGEST_IN_SERIES) return refuse('WINDOW_TOO_FAR', ['window', 'until']);
  const recurrence = decideSeriesRecurrence(rule, localDateOf(shape.fromHalf), timeZone, ['series', 'rule']);
  if (!recurrence.accepted) return recurrence;
  const windows = recurrence.value.dates.map((date) => onDate(date, shape));
  const [first] = windows;
  const last = windows.at(-1);
  const until = recurrence.value.dates.at(-1);
  if (!first || !last || until === undefined) return refuse('RULE_INVALID', ['series', 'rule']);
  const due = dueOccurrences(windows, new Set(), halfDayAt(now, timeZone));
  return accept({
    timeZone,
    whole: dated({ fromHalf: first.fromHalf, untilHalf: last.untilHalf, timeZone }),
    first: dated(first),
    series: { rule: recurrence.value.rule, until },
    // A series that begins later has its first occurrence all the same: it is listed from the start.
    occurrences: (due.length > 0 ? due : [first]).map(dated),
  });
}

/** A series as it is stored: its window reaches from its first date to its last. */
export interface StoredSeries {
  readonly rule: string;
  /** Its last date. */
  readonly until: string;
  readonly fromHalf: number;
  readonly untilHalf: number;
  readonly timeZone: string;
}

/** The occurrences that are due to be made by now. Throws a RangeError for a rule that was never decided. */
export function occurrencesDue(series: StoredSeries, made: ReadonlySet<number>, now: Date): readonly DatedWindow[] {
  const { rule, until, fromHalf, untilHalf, timeZone } = series;
  const today = localDateOf(halfDayAt(now, timeZone));
  const soon = localDateOf(halfDayAt(now, timeZone) + FAR_ENOUGH);
  const lastFromHalf = halfDayOf(until, 'MORNING') + (fromHalf % 2);
  const shape = { fromHalf, untilHalf: fromHalf + (untilHalf - lastFromHalf), timeZone };
  // A window that began some days ago may still be open.
  const from = localDateOf(dayOf(today) * 2 - LONGEST_IN_SERIES);
  const dates = occurrenceDates(rule, localDateOf(fromHalf), timeZone, from, soon).filter((date) => date <= until);
  const windows = dates.map((date) => onDate(date, shape));
  return dueOccurrences(windows, made, halfDayAt(now, timeZone)).map(dated);
}

/** A little beyond the 14 days that `dueOccurrences` looks ahead. */
const FAR_ENOUGH = 16 * 2;

function onDate(date: string, shape: HalfDayWindow): HalfDayWindow {
  const fromHalf = halfDayOf(date, 'MORNING') + (shape.fromHalf % 2);
  return { fromHalf, untilHalf: fromHalf + (shape.untilHalf - shape.fromHalf), timeZone: shape.timeZone };
}

function dated(window: HalfDayWindow): DatedWindow {
  return { ...window, ...spanOf(window) };
}
