/** A home asks to be reminded of a step: once, or every week or month from a day on, until it stops it. */
import { dayOf, isLocalDate, localDateOfDay } from '../../calendar/half-day.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { words } from '../../kernel/words.js';

export const Rhythm = words('WEEKLY', 'MONTHLY');
export type Rhythm = keyof typeof Rhythm;

export interface Reminder {
  readonly stepId: string;
  /** Null for once. */
  readonly rhythm: Rhythm | null;
  /** YYYY-MM-DD. */
  readonly startsOn: string;
  readonly nextOn: string;
}

export const MOST_REMINDERS = 20;
const DAYS_AHEAD = 366;
/** UTC: by then it is day in all of the United States but the far west, where it is early. */
const MORNING_HOUR = 15;
const HOUR_MILLIS = 3_600_000;

/** `others`: how many reminders of other steps the home has. */
export function decideReminder(
  step: { readonly id: string; readonly retired: boolean },
  asked: { readonly on: string; readonly rhythm: Rhythm | null },
  others: number,
  today: string,
): Decision<Reminder> {
  if (step.retired) return refuse('WRONG_STATE');
  // A date of another millennium is none that the calendar knows.
  const ahead = isLocalDate(asked.on) ? dayOf(asked.on) - dayOf(today) : -1;
  if (ahead < 0 || ahead > DAYS_AHEAD) return refuse('REMINDER_OUT_OF_RANGE', ['on']);
  if (others >= MOST_REMINDERS) return refuse('TOO_MANY_REMINDERS');
  return accept({ stepId: step.id, rhythm: asked.rhythm, startsOn: asked.on, nextOn: asked.on });
}

/** The newest day whose reminders are due. */
export function dayDueAt(now: Date): string {
  return new Date(now.getTime() - MORNING_HOUR * HOUR_MILLIS).toISOString().slice(0, 10);
}

/** When it is due after `day`, however long nobody looked; null when that was all. */
export function nextAfter({ rhythm, startsOn }: Pick<Reminder, 'rhythm' | 'startsOn'>, day: string): string | null {
  if (rhythm === null) return null;
  if (rhythm === 'WEEKLY') {
    const start = dayOf(startsOn);
    return localDateOfDay(start + 7 * Math.max(0, Math.floor((dayOf(day) - start) / 7) + 1));
  }
  const months = Math.max(0, monthsBetween(startsOn, day));
  const same = monthsLater(startsOn, months);
  return same > day ? same : monthsLater(startsOn, months + 1);
}

function monthsBetween(from: string, until: string): number {
  return (
    (Number(until.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(until.slice(5, 7)) - Number(from.slice(5, 7))
  );
}

/** The 31st is the last day of a month that has none. */
function monthsLater(date: string, months: number): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8)].map(Number) as [
    number,
    number,
    number,
  ]; // Three parts of a date.
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}
