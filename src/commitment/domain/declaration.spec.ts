import { describe, expect, it } from '@jest/globals';
import { type Declaration, decideDeclaration, decideWithdrawal, standing } from './declaration.js';

const today = '2026-06-10';
const stands: Declaration = { declaredOn: '2026-05-01', withdrawnOn: null };
const over: Declaration = { declaredOn: '2026-03-01', withdrawnOn: '2026-04-01' };
const overToday: Declaration = { declaredOn: today, withdrawnOn: today };

describe('a declaration', () => {
  it.each<[string, Declaration[], Declaration]>([
    ['is the first', [], { declaredOn: today, withdrawnOn: null }],
    ['comes after one that is over', [over], { declaredOn: today, withdrawnOn: null }],
    ['takes back a withdrawal of the same day', [overToday, over], { declaredOn: today, withdrawnOn: null }],
  ])('%s', (_what, before, value) => {
    expect(decideDeclaration(before, today)).toEqual({ accepted: true, value });
  });

  it('stands once at a time', () => {
    expect(decideDeclaration([stands, over], today)).toEqual({ accepted: false, code: 'WRONG_STATE' });
    expect(standing([over, stands])).toBe(stands);
    expect(standing([over])).toBeNull();
  });

  it('is withdrawn while it stands, and keeps its day', () => {
    const value = { declaredOn: '2026-05-01', withdrawnOn: today };
    expect(decideWithdrawal([stands, over], today)).toEqual({ accepted: true, value });
    expect(decideWithdrawal([over], today)).toEqual({ accepted: false, code: 'WRONG_STATE' });
    expect(decideWithdrawal([], today)).toEqual({ accepted: false, code: 'WRONG_STATE' });
  });
});
