/** Pledges month by month: each once, up to the cap, after any outage; and what may be taken back. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decideArrival,
  decideCancelPledge,
  decideNewPledge,
  decidePause,
  decideResume,
  firstMonth,
  monthAfter,
  monthDue,
  type Pledge,
} from './pledge.js';

const TODAY = '2026-06-10';
const monthly: Pledge = {
  cadence: 'MONTHLY',
  amount: 40,
  cap: null,
  state: 'ACTIVE',
  nextMonth: '2026-07-01',
  promised: 40,
};

describe('a new pledge', () => {
  it.each([
    [{ cadence: 'ONCE', amount: 1, cap: null }, 'ACTIVE', null],
    [{ cadence: 'MONTHLY', amount: 1, cap: null }, 'ACTIVE', '2026-06-01'],
    [{ cadence: 'MONTHLY', amount: 5, cap: 5 }, 'ACTIVE', '2026-06-01'],
  ] as const)('%j', (wanted, state, nextMonth) => {
    expect(decideNewPledge(wanted, TODAY)).toMatchObject({ value: { ...wanted, state, nextMonth } });
  });

  it.each([
    [{ cadence: 'ONCE', amount: 0, cap: null }, 'QUANTITY_OUT_OF_RANGE'],
    [{ cadence: 'ONCE', amount: 0.5, cap: null }, 'QUANTITY_OUT_OF_RANGE'],
    [{ cadence: 'ONCE', amount: 2 ** 63, cap: null }, 'QUANTITY_OUT_OF_RANGE'],
    [{ cadence: 'ONCE', amount: 5, cap: 5 }, 'INVALID_INPUT'],
    [{ cadence: 'MONTHLY', amount: 5, cap: 4 }, 'QUANTITY_OUT_OF_RANGE'],
  ] as const)('not %j', (wanted, code) => {
    expect(decideNewPledge(wanted, TODAY)).toMatchObject({ code });
  });
});

describe('months', () => {
  it.each([
    ['2026-06-30', null],
    ['2026-07-01', '2026-07-01'],
    ['2026-12-24', '2026-07-01'],
  ])('on %s the next is %p, one at a time', (today, month) => {
    expect(monthDue(monthly, today)?.month ?? null).toBe(month);
  });

  it('are none of what rests, is done or has ended', () => {
    for (const state of ['PAUSED', 'DONE', 'CANCELLED'] as const) {
      expect(monthDue({ ...monthly, state }, '2027-01-01')).toBeNull();
    }
  });

  it('follow each other over the end of a year', () => {
    expect(monthAfter('2026-12-01')).toBe('2027-01-01');
    expect(monthAfter('2026-09-01')).toBe('2026-10-01');
  });

  it('add up to the cap, each once, whenever the job runs', () => {
    const days = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 300 }), days, (amount, more, runs) => {
        const cap = amount + more;
        const begun = { cadence: 'MONTHLY', amount, cap, state: 'ACTIVE', nextMonth: '2026-06-01' } as const;
        const first = firstMonth(begun, TODAY);
        let pledge: Pledge = { ...begun, ...first.after };
        const months = [first.month];
        for (const day of runs.toSorted((one, other) => one - other)) {
          const today = new Date(Date.parse(TODAY) + day * 86_400_000).toISOString().slice(0, 10);
          for (let due = monthDue(pledge, today); due; due = monthDue(pledge, today)) {
            months.push(due.month);
            pledge = { ...pledge, ...due.after };
          }
        }
        expect(new Set(months).size).toBe(months.length);
        expect(pledge.promised).toBe(Math.min(cap, amount * months.length));
        expect(pledge.state === 'DONE').toBe(pledge.promised === cap);
      }),
    );
  });
});

describe('a pledge', () => {
  it('rests and goes on, without the months between', () => {
    expect(decidePause(monthly)).toMatchObject({ value: { state: 'PAUSED', nextMonth: '2026-07-01' } });
    const resting = { ...monthly, state: 'PAUSED' } as const;
    expect(decidePause(resting)).toMatchObject({ code: 'WRONG_STATE' });
    expect(decideResume(resting, '2026-06-20')).toMatchObject({ value: { nextMonth: '2026-07-01' } });
    expect(decideResume(resting, '2026-11-20')).toMatchObject({ value: { state: 'ACTIVE', nextMonth: '2026-11-01' } });
    expect(decideResume(monthly, TODAY)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    ['ACTIVE', 0, true],
    ['PAUSED', 40, true],
    ['DONE', 40, true],
    ['DONE', 0, false],
    ['CANCELLED', 0, false],
  ] as const)('that is %s with %i outstanding may be cancelled: %p', (state, outstanding, accepted) => {
    expect(decideCancelPledge({ ...monthly, state }, outstanding).accepted).toBe(accepted);
  });

  it.each([
    [40, 0, 100, { settles: 40, came: 40, fee: 0 }],
    [120, 3, 100, { settles: 100, came: 120, fee: 3 }],
    [5, 0, 0, { settles: 0, came: 5, fee: 0 }],
  ])('of which %i came, less %i, with %i outstanding', (came, fee, outstanding, value) => {
    expect(decideArrival(came, fee, outstanding)).toMatchObject({ value });
  });

  it.each([
    [0, 0],
    [-1, 0],
    [1.5, 0],
    [2 ** 63, 0],
    [5, 5],
    [5, -1],
  ])('takes no %p, less %p', (came, fee) => {
    expect(decideArrival(came, fee, 100)).toMatchObject({ code: 'QUANTITY_OUT_OF_RANGE' });
  });
});
