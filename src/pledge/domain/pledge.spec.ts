/** Pledges month by month: each once, up to the cap, after any outage; and what may be taken back. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decideArrival,
  decideCancelPledge,
  decideEnd,
  decideGiveBack,
  decideNewPledge,
  decidePause,
  decideResume,
  firstMonth,
  monthAfter,
  monthDue,
  type Pledge,
  standing,
} from './pledge.js';

const TODAY = '2026-06-10';
const monthly: Pledge = {
  cadence: 'MONTHLY',
  amount: 40,
  cap: null,
  state: 'ACTIVE',
  nextMonth: '2026-07-01',
  promised: 40,
  endsOn: null,
};

describe('giving back', () => {
  const back = { amount: 5_000, takenBack: 0, secondAbove: null, receivedBy: ['ana'], by: 'ana' };
  it.each([
    ['is for whoever received it where nothing is set', back, null],
    ['is at the set amount', { ...back, secondAbove: 5_000 }, null],
    ['is for somebody else above it', { ...back, secondAbove: 4_999 }, 'SECOND_NEEDED'],
    ['is, however it is split', { ...back, secondAbove: 9_000, takenBack: 4_001 }, 'SECOND_NEEDED'],
    ['is done by somebody else', { ...back, secondAbove: 0, by: 'ben' }, null],
    [
      'is done by nobody of those who received',
      { ...back, secondAbove: 0, receivedBy: ['ana', 'ben'], by: 'ben' },
      'SECOND_NEEDED',
    ],
    ['is of something', { ...back, amount: 0 }, 'QUANTITY_OUT_OF_RANGE'],
  ])('%s', (_, its, code) => {
    const decided = decideGiveBack(its);
    expect(decided.accepted ? null : decided.code).toBe(code);
  });
});

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
        let pledge: Pledge = { ...begun, ...first.after, endsOn: null };
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

describe('a fund that has its last day', () => {
  const until = (endsOn: string, its: Partial<Pledge> = {}): Pledge => ({ ...monthly, endsOn, ...its });
  it.each([
    ['before the month begins', until('2026-06-30'), '2026-06-30', null, 'ACTIVE', null],
    ['before it, on the next day', until('2026-06-30'), '2026-07-01', null, 'DONE', null],
    ['as it begins', until('2026-07-01'), '2026-07-01', '2026-07-01', 'ACTIVE', '2026-07-01'],
    ['as it begins, when the job is late', until('2026-07-01'), '2026-07-09', '2026-07-01', 'ACTIVE', '2026-07-01'],
    ['months after it', until('2026-12-31'), '2026-07-01', '2026-07-01', 'ACTIVE', '2026-07-01'],
    ['while it rests', until('2026-07-15', { state: 'PAUSED' }), '2026-07-15', null, 'PAUSED', '2026-07-01'],
    ['while it rests, on the next day', until('2026-07-15', { state: 'PAUSED' }), '2026-07-16', null, 'DONE', null],
  ] as const)('%s makes it so', (_, pledge, today, due, state, nextMonth) => {
    expect(monthDue(pledge, today)?.month ?? null).toBe(due);
    expect(standing(pledge, today)).toEqual({ state, nextMonth });
    expect(decideEnd(pledge, today).accepted).toBe(state === 'DONE');
    // Nothing else is done to what is over.
    if (state === 'DONE') {
      expect([decidePause(pledge, today), decideResume(pledge, today)].map(({ accepted }) => accepted)).toEqual([
        ...[false, false],
      ]);
      expect(decideCancelPledge(pledge, 0, today)).toMatchObject({ code: 'WRONG_STATE' });
      expect(decideCancelPledge(pledge, 40, today).accepted).toBe(true);
    }
  });
});

describe('a pledge', () => {
  it('rests and goes on, without the months between', () => {
    expect(decidePause(monthly, TODAY)).toMatchObject({ value: { state: 'PAUSED', nextMonth: '2026-07-01' } });
    const resting = { ...monthly, state: 'PAUSED' } as const;
    expect(decidePause(resting, TODAY)).toMatchObject({ code: 'WRONG_STATE' });
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
    expect(decideCancelPledge({ ...monthly, state }, outstanding, TODAY).accepted).toBe(accepted);
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
