/** What a family may change of its request and when, by cases. */
import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';
import { type Amendable, type AmendInput, decideAmend } from './amend.js';
import { decideDueEnd } from './end-request.js';
import { decideApprove, type RequestFacts } from './request.js';
import { unclaimedHandoffEnds } from './retention.js';
import { decideReword, type LineToReword, type RewordInput } from './reword.js';

const NOW = new Date('2026-06-10T15:00:00Z');
const line = (held: number, fulfilled = 0) => ({ quantity: 2, held, fulfilled });
const open: RequestFacts = {
  ending: null,
  heldForReview: false,
  expiresAt: later(NOW, days(3)),
  lines: [line(0)],
  liveClaims: 0,
  moreToCome: false,
};
const refusal = (decision: Decision<unknown>): string =>
  decision.accepted ? 'accepted' : `${decision.code} ${decision.path?.join('.') ?? ''}`.trim();

describe('other words', () => {
  const lines: LineToReword[] = [
    { id: 'free', labelled: true, taken: false, held: false },
    { id: 'taken', labelled: true, taken: true, held: false },
    { id: 'unread', labelled: true, taken: true, held: true },
    { id: 'leg', labelled: false, taken: false, held: false },
  ];
  const item = (lineId: string, name = 'Beans') => ({ items: [{ lineId, name }] });

  it('replace the summary, take it away, or leave it', () => {
    const reworded = (input: RewordInput) => decideReword(input, open, lines, NOW);
    expect(reworded({ summary: ' More ', items: [] })).toMatchObject({ value: { summary: 'More', items: [] } });
    expect(reworded({ summary: null, items: [] })).toMatchObject({ value: { summary: null } });
    expect(reworded({ items: [{ lineId: 'free', name: 'Beans' }] })).toMatchObject({
      value: { summary: undefined, items: [{ lineId: 'free', name: 'Beans', note: null }] },
    });
  });

  it('replace those of an item that is claimed, while no home could read them', () => {
    expect(decideReword(item('unread'), open, lines, NOW)).toMatchObject({ value: { items: [{ lineId: 'unread' }] } });
  });

  it.each<[string, RewordInput, RequestFacts, string]>([
    ['of an item that is claimed', item('taken'), open, 'WRONG_STATE items.0.lineId'],
    ['of a leg, which has none', item('leg'), open, 'NOT_FOUND items.0.lineId'],
    ['of another request', item('other'), open, 'NOT_FOUND items.0.lineId'],
    ['that are empty', item('free', ' '), open, 'INVALID_INPUT items.0.name'],
    ['that are too long', item('free', 'x'.repeat(81)), open, 'TEXT_TOO_LONG items.0.name'],
    ['once it has ended', { summary: 'a', items: [] }, { ...open, ending: 'WITHDRAWN' }, 'WRONG_STATE'],
  ])('are refused: %s', (_what, input, facts, expected) => {
    expect(refusal(decideReword(input, facts, lines, NOW))).toBe(expected);
  });
});

describe('an amended handoff', () => {
  const input: AmendInput = { handoff: { contactMethod: 'IN_APP' }, dietaryRules: [], purpose: null };
  const next = { opensAt: later(NOW, days(1)), closesAt: later(NOW, days(2)) };
  const grocery: Amendable = { ...open, kind: 'GROCERY', next };

  it('is whole: what is left out is gone', () => {
    expect(decideAmend({ ...input, dietaryRules: ['VEGAN', 'HALAL'] }, grocery, NOW)).toMatchObject({
      value: { contactMethod: 'IN_APP', contact: null, place: null, dietaryRules: ['HALAL', 'VEGAN'], purpose: null },
    });
  });

  const at = (from: number) => ({ from: later(NOW, days(from)), until: later(NOW, days(from) + 3_600_000) });
  it.each<[string, AmendInput, Amendable, string]>([
    [
      'dietary rules of a ride',
      { ...input, dietaryRules: ['VEGAN'] },
      { ...grocery, kind: 'RIDE' },
      'INVALID_INPUT dietaryRules',
    ],
    ['a purpose of a ride', { ...input, purpose: 'RENT' }, { ...grocery, kind: 'RIDE' }, 'INVALID_INPUT purpose'],
    ['money without a purpose', input, { ...grocery, kind: 'MONEY' }, 'INVALID_INPUT purpose'],
    [
      'a time outside the next half-days',
      { ...input, handoff: { ...input.handoff, exactWindow: at(3) } },
      grocery,
      'INVALID_INPUT handoff.exactWindow',
    ],
    ['once it has ended', input, { ...grocery, ending: 'EXPIRED' }, 'WRONG_STATE'],
  ])('is refused: %s', (_what, amended, request, expected) => {
    expect(refusal(decideAmend(amended, request, NOW))).toBe(expected);
  });
});

it('is approved only while it is held', () => {
  expect(decideApprove({ ...open, heldForReview: true }, NOW)).toMatchObject({ value: 'OPEN' });
  expect(refusal(decideApprove(open, NOW))).toBe('WRONG_STATE');
});

describe('an end that came by itself', () => {
  it.each<[string, RequestFacts, string]>([
    ['everything has come', { ...open, lines: [line(0, 2)] }, 'FULFILLED'],
    ['everything has come, and its time is over', { ...open, lines: [line(0, 2)], expiresAt: NOW }, 'FULFILLED'],
    ['its time is over', { ...open, expiresAt: NOW }, 'EXPIRED'],
    [
      'its time is over, but a claim lives',
      { ...open, expiresAt: NOW, lines: [line(1)], liveClaims: 1 },
      'WRONG_STATE',
    ],
    ['more of a series is to come', { ...open, lines: [line(0, 2)], moreToCome: true }, 'WRONG_STATE'],
    ['it is open', open, 'WRONG_STATE'],
    ['it ended before', { ...open, ending: 'WITHDRAWN', expiresAt: NOW }, 'WRONG_STATE'],
  ])('%s', (_what, facts, expected) => {
    const end = decideDueEnd(facts, NOW);
    expect(end.accepted ? end.value.ending : end.code).toBe(expected);
  });
});

it('an unclaimed handoff lasts 30 days, or as long as its date is ahead; of a series 30 days in any case', () => {
  const inThirty = later(NOW, days(30));
  expect(unclaimedHandoffEnds(NOW, later(NOW, days(14)), false)).toEqual(inThirty);
  expect(unclaimedHandoffEnds(NOW, later(NOW, days(61)), false)).toEqual(later(NOW, days(61)));
  expect(unclaimedHandoffEnds(NOW, later(NOW, days(300)), true)).toEqual(inThirty);
});
