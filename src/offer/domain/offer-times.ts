/** When an offer stands: in windows named one by one, by a rule, or, for money, at any time. Windows may touch but not overlap. */
import { endOfHalfDay, type Half, halfDayAt, halfDayOf, isLocalDate, localDateOf } from '../../calendar/half-day.js';
import { decideOfferRecurrence, occurrenceDates } from '../../calendar/recurrence.js';
import { parseRule } from '../../calendar/recurrence-rule.js';
import { decideTimeZone } from '../../calendar/time-zone.js';
import { decideWindow, MAX_DAYS_AHEAD, type Span, type WindowInput } from '../../calendar/window.js';
import { eachAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HelpKind } from '../../kernel/help.js';

export interface OfferTimesInput {
  readonly windows?: readonly (Omit<WindowInput, 'timeZone'> & { readonly timeZone?: string | null })[] | null;
  readonly recurrence?: RecurrenceInput | null;
}

interface RecurrenceInput {
  readonly rule: string;
  readonly from: string;
  readonly halves: readonly Half[];
  /** The last date, for a rule that does not say it itself. */
  readonly until?: string | null;
  readonly timeZone?: string | null;
}

/** The rule says on which days; the half-days are those of the date that anchors it. */
export interface OfferRecurrence {
  readonly rule: string;
  readonly fromHalf: number;
  readonly untilHalf: number;
}

export interface OfferTimes {
  readonly timeZone: string;
  readonly recurrence: OfferRecurrence | null;
  /** In order, those of a rule excepted; null for an offer without windows. */
  readonly windows: readonly Span[] | null;
  /** The end of the last window; null when there is no last one, or it is more than a year ahead. */
  readonly endsAt: Date | null;
}

const MOST_WINDOWS = 31;
const YEAR_IN_DAYS = 366;

/** `timeZone` is that of the place. */
export function decideOfferTimes(
  kind: HelpKind,
  input: OfferTimesInput,
  timeZone: string,
  now: Date,
): Decision<OfferTimes> {
  const { recurrence } = input;
  const windows = input.windows ?? [];
  if (recurrence) {
    return windows.length > 0
      ? refuse('INVALID_INPUT', ['windows'])
      : decideRecurring(recurrence, recurrence.timeZone ?? timeZone, now);
  }
  if (windows.length > MOST_WINDOWS) return refuse('INVALID_INPUT', ['windows']);
  if (windows.length > 0) return decideWindows(windows, timeZone, now);
  return kind === 'MONEY'
    ? accept({ timeZone, recurrence: null, windows: null, endsAt: null })
    : refuse('INVALID_INPUT', ['windows']);
}

function decideWindows(
  windows: NonNullable<OfferTimesInput['windows']>,
  timeZone: string,
  now: Date,
): Decision<OfferTimes> {
  const each = eachAccepted(
    windows.map((window, at) =>
      decideWindow({ ...window, timeZone: window.timeZone ?? timeZone }, now, ['windows', String(at)]),
    ),
  );
  if (!each.accepted) return each;
  const zone = each.value[0]?.timeZone ?? timeZone;
  const other = each.value.findIndex((window) => window.timeZone !== zone);
  if (other > 0) return refuse('INVALID_INPUT', ['windows', String(other), 'timeZone']);
  const spans = each.value
    .map(({ opensAt, closesAt }) => ({ opensAt, closesAt }))
    .sort((one, next) => one.opensAt.getTime() - next.opensAt.getTime());
  const overlap = spans.some((span, at) => spans.slice(at + 1, at + 2).some((next) => next.opensAt < span.closesAt));
  if (overlap) return refuse('INVALID_INPUT', ['windows']);
  return accept({ timeZone: zone, recurrence: null, windows: spans, endsAt: spans.at(-1)?.closesAt ?? null });
}

function decideRecurring(input: RecurrenceInput, timeZone: string, now: Date): Decision<OfferTimes> {
  const path = (field: string) => ['recurrence', field];
  const zone = decideTimeZone(timeZone, path('timeZone'));
  if (!zone.accepted) return zone;
  if (!isLocalDate(input.from)) return refuse('INVALID_INPUT', path('from'));
  if (input.halves.length === 0) return refuse('INVALID_INPUT', path('halves'));
  const halves = input.halves.map((half) => halfDayOf(input.from, half));
  const fromHalf = Math.min(...halves);
  const untilHalf = Math.max(...halves);
  const today = Math.floor(halfDayAt(now, zone.value) / 2);
  const startsInDays = Math.floor(fromHalf / 2) - today;
  if (startsInDays < 0) return refuse('WINDOW_PAST', path('from'));
  if (startsInDays > MAX_DAYS_AHEAD) return refuse('WINDOW_TOO_FAR', path('from'));

  const rule = decideRule(input, zone.value);
  if (!rule.accepted) return rule;
  const recurrence = { rule: rule.value, fromHalf, untilHalf };
  const endsAt = endOfRecurrence(recurrence, zone.value, input.from);
  // All of it may lie in the morning of today.
  if (endsAt && endsAt <= now) return refuse('WINDOW_PAST', path('from'));
  return accept({ timeZone: zone.value, recurrence, windows: null, endsAt });
}

/** The last date becomes part of the rule, which is then all that has to be kept. */
function decideRule({ rule, from, until }: RecurrenceInput, timeZone: string): Decision<string> {
  const path = ['recurrence', 'rule'];
  const parsed = parseRule(rule);
  if (parsed === undefined) return refuse('RULE_INVALID', path);
  let text = parsed.text;
  if (until !== null && until !== undefined) {
    if (!isLocalDate(until)) return refuse('INVALID_INPUT', ['recurrence', 'until']);
    if (until < from) return refuse('WINDOW_REVERSED', ['recurrence', 'until']);
    if (parsed.count !== null || parsed.until !== null) return refuse('RULE_INVALID', ['recurrence', 'until']);
    text = `${text};UNTIL=${until.replaceAll('-', '')}`;
  }
  const decided = decideOfferRecurrence(text, from, timeZone, path);
  return decided.accepted ? accept(decided.value.rule) : decided;
}

/**
 * The end of the last window, as seen from a date: null while another year follows, or the rule has no end at all.
 * The midnight with which the date begins when nothing follows.
 */
export function endOfRecurrence(recurrence: OfferRecurrence, timeZone: string, fromDate: string): Date | null {
  const { count, until } = parseRule(recurrence.rule) ?? { count: null, until: null };
  if (count === null && until === null) return null;
  const last = datesOfYear(recurrence, timeZone, fromDate).at(-1);
  if (last === undefined) return endOfHalfDay(halfDayOf(fromDate, 'MORNING') - 1, timeZone);
  const following = datesOfYear(recurrence, timeZone, localDateOf(halfDayOf(last, 'MORNING') + 2));
  return following.length > 0 ? null : endOfHalfDay(untilHalfOn(recurrence, last), timeZone);
}

/** The last half-day of the window that opens on this date of the rule. */
export function untilHalfOn({ fromHalf, untilHalf }: OfferRecurrence, date: string): number {
  return halfDayOf(date, 'MORNING') + untilHalf - 2 * Math.floor(fromHalf / 2);
}

function datesOfYear({ rule, fromHalf }: OfferRecurrence, timeZone: string, fromDate: string): string[] {
  const until = localDateOf(halfDayOf(fromDate, 'MORNING') + 2 * YEAR_IN_DAYS);
  return occurrenceDates(rule, localDateOf(fromHalf), timeZone, fromDate, until);
}
