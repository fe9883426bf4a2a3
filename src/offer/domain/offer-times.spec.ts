/** When an offer may stand, by cases: named windows, rules, and what is neither. */
import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../../kernel/decision.js';
import { decideOfferTimes, endOfRecurrence, type OfferTimes, type OfferTimesInput } from './offer-times.js';

const NEW_YORK = 'America/New_York';
/** A Wednesday, 11:00 in New York. */
const NOW = new Date('2026-06-10T15:00:00Z');

const said = (decision: Decision<unknown>): string =>
  decision.accepted ? 'accepted' : `${decision.code} ${decision.path?.join('.') ?? ''}`.trim();
const decide = (input: OfferTimesInput, kind: 'RIDE' | 'MONEY' = 'RIDE') =>
  decideOfferTimes(kind, input, NEW_YORK, NOW);
const day = (date: string, half: 'MORNING' | 'AFTERNOON', untilHalf = half) =>
  ({ from: date, fromHalf: half, until: date, untilHalf }) as const;
function accepted(decision: Decision<OfferTimes>): OfferTimes {
  if (!decision.accepted) throw new Error(said(decision));
  return decision.value;
}

describe('windows named one by one', () => {
  it('come in order, and the offer ends with the last', () => {
    const times = accepted(decide({ windows: [day('2026-06-20', 'AFTERNOON'), day('2026-06-12', 'MORNING')] }));
    expect(times).toEqual({
      timeZone: NEW_YORK,
      recurrence: null,
      windows: [
        { opensAt: new Date('2026-06-12T04:00:00Z'), closesAt: new Date('2026-06-12T16:00:00Z') },
        { opensAt: new Date('2026-06-20T16:00:00Z'), closesAt: new Date('2026-06-21T04:00:00Z') },
      ],
      endsAt: new Date('2026-06-21T04:00:00Z'),
    });
  });

  it('may touch', () => {
    expect(said(decide({ windows: [day('2026-06-12', 'MORNING'), day('2026-06-12', 'AFTERNOON')] }))).toBe('accepted');
  });

  it.each<[string, OfferTimesInput, string]>([
    ['none', {}, 'INVALID_INPUT windows'],
    ['none, in a list', { windows: [], recurrence: null }, 'INVALID_INPUT windows'],
    [
      'two that overlap',
      { windows: [day('2026-06-12', 'MORNING', 'AFTERNOON'), day('2026-06-12', 'AFTERNOON')] },
      'INVALID_INPUT windows',
    ],
    ['one twice', { windows: [day('2026-06-12', 'MORNING'), day('2026-06-12', 'MORNING')] }, 'INVALID_INPUT windows'],
    [
      'two zones',
      {
        windows: [
          { ...day('2026-06-12', 'MORNING'), timeZone: 'US/Eastern' },
          { ...day('2026-06-13', 'MORNING'), timeZone: 'Europe/Madrid' },
        ],
      },
      'INVALID_INPUT windows.1.timeZone',
    ],
    [
      'one that is over',
      { windows: [day('2026-06-12', 'MORNING'), day('2026-06-09', 'MORNING')] },
      'WINDOW_PAST windows.1.until',
    ],
    [
      'one that is reversed',
      { windows: [{ ...day('2026-06-12', 'AFTERNOON'), untilHalf: 'MORNING' }] },
      'WINDOW_REVERSED windows.0.until',
    ],
    ['one beyond the horizon', { windows: [day('2026-08-10', 'MORNING')] }, 'WINDOW_TOO_FAR windows.0.from'],
    [
      'too many',
      {
        windows: Array.from({ length: 32 }, (_, at) =>
          day(`2026-07-${String((at % 31) + 1).padStart(2, '0')}`, 'MORNING'),
        ),
      },
      'INVALID_INPUT windows',
    ],
    [
      'windows and a rule',
      {
        windows: [day('2026-06-12', 'MORNING')],
        recurrence: { rule: 'FREQ=DAILY', from: '2026-06-12', halves: ['MORNING'] },
      },
      'INVALID_INPUT windows',
    ],
  ])('%s', (_, input, expected) => {
    expect(said(decide(input))).toBe(expected);
  });

  it('money alone may have none', () => {
    expect(accepted(decide({}, 'MONEY'))).toEqual({
      timeZone: NEW_YORK,
      recurrence: null,
      windows: null,
      endsAt: null,
    });
  });
});

describe('a rule', () => {
  const rule = (its: Partial<NonNullable<OfferTimesInput['recurrence']>>) =>
    decide({ recurrence: { rule: 'FREQ=WEEKLY;BYDAY=TU', from: '2026-06-10', halves: ['MORNING'], ...its } });

  it('goes on for ever, on the half-days of its first date', () => {
    expect(accepted(rule({ halves: ['AFTERNOON', 'MORNING'] }))).toEqual({
      timeZone: NEW_YORK,
      recurrence: { rule: 'FREQ=WEEKLY;BYDAY=TU', fromHalf: 41228, untilHalf: 41229 },
      windows: null,
      endsAt: null,
    });
  });

  it('ends with its last date, which becomes part of it', () => {
    const times = accepted(rule({ until: '2026-06-29' }));
    expect(times.recurrence?.rule).toBe('FREQ=WEEKLY;BYDAY=TU;UNTIL=20260629');
    expect(times.endsAt).toEqual(new Date('2026-06-23T16:00:00Z'));
    expect(accepted(rule({ rule: 'FREQ=DAILY;COUNT=2', halves: ['AFTERNOON'] })).endsAt).toEqual(
      new Date('2026-06-12T04:00:00Z'),
    );
    expect(accepted(rule({ rule: 'FREQ=DAILY;COUNT=2000' })).endsAt).toBeNull();
  });

  it.each<[string, Parameters<typeof rule>[0], string]>([
    ['nonsense', { rule: 'on Tuesdays' }, 'RULE_INVALID recurrence.rule'],
    ['every minute', { rule: 'FREQ=MINUTELY' }, 'RULE_INVALID recurrence.rule'],
    ['that never comes', { rule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30' }, 'RULE_INVALID recurrence.rule'],
    ['that ends before it comes', { until: '2026-06-12' }, 'RULE_INVALID recurrence.rule'],
    ['with two ends', { rule: 'FREQ=DAILY;COUNT=3', until: '2026-06-29' }, 'RULE_INVALID recurrence.until'],
    ['reversed', { until: '2026-06-09' }, 'WINDOW_REVERSED recurrence.until'],
    ['until a day that is none', { until: '2026-02-30' }, 'INVALID_INPUT recurrence.until'],
    ['from a day that is none', { from: '2026-02-30' }, 'INVALID_INPUT recurrence.from'],
    ['from yesterday', { from: '2026-06-09' }, 'WINDOW_PAST recurrence.from'],
    ['of this one morning, while it lasts', { rule: 'FREQ=DAILY;COUNT=1' }, 'accepted'],
    ['far ahead', { from: '2026-08-10' }, 'WINDOW_TOO_FAR recurrence.from'],
    ['on no half of the day', { halves: [] }, 'INVALID_INPUT recurrence.halves'],
    ['nowhere', { timeZone: 'Mars/Base' }, 'TIME_ZONE_UNKNOWN recurrence.timeZone'],
  ])('%s', (_, its, expected) => {
    expect(said(rule(its))).toBe(expected);
  });

  it('whose only morning is over is past', () => {
    const noon = new Date('2026-06-10T16:00:00Z');
    const input = { rule: 'FREQ=DAILY;COUNT=1', from: '2026-06-10', halves: ['MORNING'] as const };
    expect(said(decideOfferTimes('RIDE', { recurrence: input }, NEW_YORK, noon))).toBe('WINDOW_PAST recurrence.from');
  });

  it('is known to end once its last year has come', () => {
    const daily = { rule: 'FREQ=DAILY;COUNT=2000', fromHalf: 41228, untilHalf: 41229 };
    expect(endOfRecurrence(daily, NEW_YORK, '2030-01-01')).toBeNull();
    expect(endOfRecurrence(daily, NEW_YORK, '2031-01-01')).toEqual(new Date('2031-12-01T05:00:00Z'));
    expect(endOfRecurrence(daily, NEW_YORK, '2031-12-01')).toEqual(new Date('2031-12-01T05:00:00Z'));
    expect(endOfRecurrence({ ...daily, rule: 'FREQ=DAILY' }, NEW_YORK, '2031-12-01')).toBeNull();
  });
});
