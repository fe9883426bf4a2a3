/** A recurrence rule is the part of RFC 5545 that speaks of days: DAILY, WEEKLY or MONTHLY, in at most 500 characters. */
import { isLocalDate } from './half-day.js';

type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY';

export interface RecurrenceRule {
  /** Upper case, without prefix, each part once: two spellings of a rule become the same text. */
  readonly text: string;
  readonly frequency: Frequency;
  readonly count: number | null;
  /** As written: a date, a local date and time, or with Z an instant. */
  readonly until: string | null;
}

const MAX_LENGTH = 500;
/** Rarer than this is no recurrence anybody plans with: a year of days. */
const MAX_INTERVAL = 366;
// Everything else, line breaks and colons first of all, would smuggle in DTSTART, EXRULE or another property.
const PLAIN = /^[a-z0-9=;,+-]+$/i;
const FREQUENCIES: ReadonlySet<string> = new Set<Frequency>(['DAILY', 'WEEKLY', 'MONTHLY']);
const WEEKDAY = /^(?:MO|TU|WE|TH|FR|SA|SU)$/;
const ORDINAL_WEEKDAY = /^(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)$/;
const UNTIL = /^(\d{4})(\d{2})(\d{2})(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d)Z?)?$/;

// In this order in the canonical text. BYHOUR and finer, BYWEEKNO and BYYEARDAY are not among them.
const parts: Readonly<Record<string, (value: string, frequency: string) => boolean>> = {
  FREQ: (value) => FREQUENCIES.has(value),
  INTERVAL: (value) => isNumber(value, 1, MAX_INTERVAL),
  BYMONTH: (value) => isList(value, (item) => isNumber(item, 1, 12)),
  BYMONTHDAY: (value, frequency) => frequency !== 'WEEKLY' && isList(value, (item) => isSignedNumber(item, 31)),
  BYDAY: (value, frequency) =>
    isList(value, (item) => (frequency === 'MONTHLY' ? ORDINAL_WEEKDAY : WEEKDAY).test(item)),
  BYSETPOS: (value) => isList(value, (item) => isSignedNumber(item, 366)),
  WKST: (value) => WEEKDAY.test(value),
  COUNT: (value) => isNumber(value, 1, 999_999_999),
  UNTIL: (value) => isUntil(value),
};

/** The rule, or undefined when it is malformed or says more than days. An RRULE: prefix is taken off. */
export function parseRule(text: string): RecurrenceRule | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const plain = text.trim().replace(/^RRULE:/i, '');
  if (!PLAIN.test(plain)) return undefined;
  const given = splitParts(plain.toUpperCase());
  const frequency = given?.get('FREQ');
  if (given === undefined || !isFrequency(frequency)) return undefined;
  for (const [name, value] of given) {
    if (!parts[name]?.(value, frequency)) return undefined;
  }
  if (given.has('COUNT') && given.has('UNTIL')) return undefined;
  if (given.has('BYSETPOS') && !['BYMONTH', 'BYMONTHDAY', 'BYDAY'].some((name) => given.has(name))) return undefined;
  const count = given.get('COUNT');
  return {
    text: Object.keys(parts)
      .filter((name) => given.has(name))
      .map((name) => `${name}=${given.get(name)}`)
      .join(';')
      .replaceAll('+', ''),
    frequency,
    count: count === undefined ? null : Number(count),
    until: given.get('UNTIL') ?? null,
  };
}

function splitParts(text: string): Map<string, string> | undefined {
  const given = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name, value, ...rest] = part.split('=');
    const known = name !== undefined && Object.hasOwn(parts, name) && !given.has(name);
    if (!known || value === undefined || rest.length > 0) return undefined;
    given.set(name, value);
  }
  return given;
}

function isFrequency(value: string | undefined): value is Frequency {
  return value !== undefined && FREQUENCIES.has(value);
}

function isNumber(value: string, lowest: number, highest: number): boolean {
  return /^\d{1,9}$/.test(value) && Number(value) >= lowest && Number(value) <= highest;
}

function isSignedNumber(value: string, highest: number): boolean {
  return isNumber(value.replace(/^[+-]/, ''), 1, highest);
}

function isList(value: string, isItem: (item: string) => boolean): boolean {
  return value.split(',').every(isItem);
}

function isUntil(value: string): boolean {
  const match = UNTIL.exec(value);
  return match !== null && isLocalDate(`${match[1]}-${match[2]}-${match[3]}`);
}
