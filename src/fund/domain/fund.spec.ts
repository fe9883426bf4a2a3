/** What a fund may be, what it gives within its rules, and what homes read of its total. */
import { describe, expect, it } from '@jest/globals';
import {
  amountByRules,
  decideAllocation,
  decideAnswerDrive,
  decideCloseFund,
  decideFundRules,
  decideTakesPledges,
  type Fund,
  isWithin,
  shownTotal,
  type WantsMoney,
} from './fund.js';

const fund: Fund = {
  ...{ id: 'f', partnerId: 'p', currency: 'USD', kind: 'FUND', state: 'OPEN', startedByHome: null },
  ...{ needs: ['MONEY'], cells: [], mostPerRequest: null, reserve: 0, byRules: true, goal: null, endsOn: null },
};
const wants: WantsMoney = { kind: 'MONEY', currency: 'USD', publishedCell: '862a1072fffffff', hadBefore: 0 };

describe('an allocation', () => {
  it.each([
    ['all there is', fund, wants, 100, 100, null],
    ['more than there is', fund, wants, 101, 100, 'NOT_RECEIVED_YET'],
    ['what is in reserve', { ...fund, reserve: 1 }, wants, 100, 100, 'NOT_RECEIVED_YET'],
    ['as much as one may get', { ...fund, mostPerRequest: 60 }, { ...wants, hadBefore: 40 }, 20, 100, null],
    ['more than one may get', { ...fund, mostPerRequest: 60 }, { ...wants, hadBefore: 40 }, 21, 100, 'AGAINST_RULES'],
    ['another need', { ...fund, needs: ['RIDE'] }, wants, 1, 100, 'AGAINST_RULES'],
    ['elsewhere', { ...fund, cells: ['85283473fffffff'] }, wants, 1, 100, 'AGAINST_RULES'],
    ['another currency', { ...fund, currency: 'EUR' }, wants, 1, 100, 'CURRENCY_MISMATCH'],
    ['of what is closed', { ...fund, state: 'CLOSED' }, wants, 1, 100, 'FUND_CLOSED'],
    ['of what is none yet', { ...fund, state: 'PROPOSED' }, wants, 1, 100, 'NOT_FOUND'],
  ] as const)('%s', (_, its, request, amount, available, code) => {
    const decided = decideAllocation(its as Fund, request, amount, available); // Its kinds of need are a tuple here.
    expect(decided.accepted ? null : decided.code).toBe(code);
  });

  it.each([
    [fund, 80, 100, 80],
    [fund, 180, 100, 100],
    [{ ...fund, reserve: 30 }, 180, 100, 70],
    [{ ...fund, mostPerRequest: 50 }, 180, 100, 50],
    [fund, 80, 0, null],
    [{ ...fund, needs: ['RIDE'] } as Fund, 80, 100, null],
  ])('by rules: %#', (its, wanted, available, amount) => {
    expect(amountByRules(its, wants, wanted, available)).toBe(amount);
  });

  it('is for what lies within an area, and not for what may lie outside', () => {
    expect(isWithin('862a1072fffffff', ['852a1073fffffff', '842a107ffffffff'])).toBe(true);
    expect(isWithin('842a107ffffffff', ['852a1073fffffff'])).toBe(false);
    expect(isWithin('842a107ffffffff', [])).toBe(true);
  });
});

describe('a fund', () => {
  it.each([
    ['reserve', -1],
    ['reserve', 0.5],
    ['mostPerRequest', 0],
    ['goal', 2 ** 63],
  ])('has no %s of %p', (name, amount) => {
    expect(decideFundRules({ ...fund, [name]: amount })).toMatchObject({ code: 'QUANTITY_OUT_OF_RANGE', path: [name] });
  });

  it('has needs, each once, and few areas', () => {
    expect(decideFundRules({ ...fund, needs: [] })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(decideFundRules({ ...fund, needs: ['MONEY', 'MONEY'] })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(decideFundRules({ ...fund, cells: Array(51).fill('x') })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(decideFundRules(fund)).toMatchObject({ accepted: true });
  });

  it.each([
    ['OPEN', null, null],
    ['OPEN', '2026-06-10', null],
    ['OPEN', '2026-06-09', 'FUND_CLOSED'],
    ['CLOSED', null, 'FUND_CLOSED'],
    ['PROPOSED', null, 'NOT_FOUND'],
    ['DECLINED', null, 'NOT_FOUND'],
  ] as const)('that is %s until %p takes pledges: %p', (state, endsOn, code) => {
    const takes = decideTakesPledges({ state, endsOn }, '2026-06-10');
    expect(takes.accepted ? null : takes.code).toBe(code);
  });

  it('is answered once, and closed once it is open', () => {
    expect(decideAnswerDrive({ state: 'PROPOSED' }, false)).toMatchObject({ value: 'DECLINED' });
    expect(decideAnswerDrive({ state: 'OPEN' }, false)).toMatchObject({ code: 'WRONG_STATE' });
    expect(decideCloseFund({ state: 'OPEN' })).toMatchObject({ value: 'CLOSED' });
    expect(decideCloseFund({ state: 'CLOSED' })).toMatchObject({ code: 'FUND_CLOSED' });
    expect(decideCloseFund({ state: 'PROPOSED' })).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    [6_543, 4, null],
    [6_543, 5, 6_500],
    [129_999, 9, 120_000],
    [7, 5, 7],
    [0, 5, 0],
  ])('with %i of %i givers tells homes %p', (total, givers, shown) => {
    expect(shownTotal(total, givers, 5)).toBe(shown);
  });
});
