/** Each step of a claim of money, and what it moves; and whatever the steps are, the moves end where the claim stands. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sum } from '../../kernel/quantity.js';
import type { ClaimState } from './claim.js';
import { type MoneySide, moneyMoves } from './money-moves.js';

type Money = Pick<ClaimState, 'shape' | 'status' | 'lines'>;

function money(shape: 'GIVING' | 'RECEIVING', status: ClaimState['status'], delivered: number | null = null): Money {
  const line = {
    quantity: 100,
    delivered,
    offerQuantity: 0,
    offerDelivered: null,
    requestLineId: null,
    offerLineId: null,
  };
  return { shape, status, lines: [line] };
}
const said = (before: Money | null, after: Money, setAside = true) =>
  moneyMoves(before, after, setAside).map(
    ({ kind, moves }) => `${kind}: ${moves.map(({ from, to, amount }) => `${from}→${to} ${amount}`).join(', ')}`,
  );
const gift = (...its: [ClaimState['status'], number?]) => money('GIVING', ...its);
const payment = (...its: [ClaimState['status'], number?]) => money('RECEIVING', ...its);

describe('a gift', () => {
  it.each([
    ['is promised', null, gift('ACCEPTED'), ['PLEDGED: PROMISED→PLEDGE 100']],
    ['comes', gift('ACCEPTED'), gift('DELIVERED', 100), ['RECEIVED: PLEDGE→PROMISED 100, GIVER→SOURCE 100']],
    ['comes in part', gift('ACCEPTED'), gift('DELIVERED', 40), ['RECEIVED: PLEDGE→PROMISED 100, GIVER→SOURCE 40']],
    ['comes late', gift('LAPSED'), gift('DELIVERED', 40), ['RECEIVED: PLEDGE→PROMISED 0, GIVER→SOURCE 40']],
    ['is let go', gift('ACCEPTED'), gift('RELEASED'), ['PLEDGE_WITHDRAWN: PLEDGE→PROMISED 100']],
    ['lapses', gift('ACCEPTED'), gift('LAPSED'), ['PLEDGE_WITHDRAWN: PLEDGE→PROMISED 100']],
    ['is confirmed', gift('DELIVERED', 40), gift('CONFIRMED', 40), []],
    ['goes back', gift('DISPUTED', 40), gift('RETURNED', 40), ['GIVEN_BACK: SOURCE→GIVER 40']],
  ] as const)('%s', (_, before, after, moves) => {
    expect(said(before, after)).toEqual(moves);
  });
});

describe('a payment', () => {
  it.each([
    ['is set aside', null, payment('ACCEPTED'), true, ['ALLOCATED: SOURCE→REQUEST 100']],
    ['is not set aside', null, payment('ACCEPTED'), false, []],
    ['is made', payment('ACCEPTED'), payment('DELIVERED', 100), true, ['PAID: REQUEST→PAID 100']],
    [
      'is made in part',
      payment('ACCEPTED'),
      payment('DELIVERED', 40),
      true,
      ['PAID: REQUEST→PAID 40', 'RELEASED: REQUEST→SOURCE 60'],
    ],
    [
      'is made of what is there',
      payment('ACCEPTED'),
      payment('DELIVERED', 40),
      false,
      ['ALLOCATED: SOURCE→REQUEST 40', 'PAID: REQUEST→PAID 40'],
    ],
    [
      'is made late',
      payment('LAPSED'),
      payment('DELIVERED', 40),
      true,
      ['ALLOCATED: SOURCE→REQUEST 40', 'PAID: REQUEST→PAID 40'],
    ],
    ['is not wanted', payment('ACCEPTED'), payment('CANCELLED'), true, ['RELEASED: REQUEST→SOURCE 100']],
    ['lapses', payment('ACCEPTED'), payment('LAPSED'), true, ['RELEASED: REQUEST→SOURCE 100']],
    ['was not set aside and lapses', payment('ACCEPTED'), payment('LAPSED'), false, []],
    ['was made when the family erases all', payment('DELIVERED', 40), payment('CANCELLED', 40), true, []],
    [
      'did not arrive',
      payment('DISPUTED', 40),
      payment('RETURNED', 40),
      true,
      ['PAYMENT_RETURNED: PAID→REQUEST 40', 'RELEASED: REQUEST→SOURCE 40'],
    ],
  ] as const)('%s', (_, before, after, setAside, moves) => {
    expect(said(before, after, setAside)).toEqual(moves);
  });

  it('leaves nothing on its request once it has ended, and only what was paid outside', () => {
    const status = fc.constantFrom('ACCEPTED', 'DELIVERED', 'DISPUTED', 'CONFIRMED', 'RETURNED', 'CANCELLED', 'LAPSED');
    const came = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.array(status, { maxLength: 6 }), came, fc.boolean(), (statuses, delivered, setAside) => {
        const at = (its: ClaimState['status']) =>
          payment(its, ...(['DELIVERED', 'DISPUTED', 'CONFIRMED', 'RETURNED'].includes(its) ? [delivered] : []));
        const states = [null, ...[...statuses, 'CONFIRMED' as const].map(at)];
        const stands = (side: MoneySide) =>
          sum(
            states.slice(1).flatMap((after, step) =>
              // Every state but the first, null, is a claim.
              moneyMoves(states[step] ?? null, after as Money, setAside).flatMap(({ moves }) =>
                moves.map(({ from, to, amount }) => (to === side ? amount : 0) - (from === side ? amount : 0)),
              ),
            ),
          );
        expect([stands('REQUEST'), stands('PAID'), stands('SOURCE')]).toEqual([0, delivered, -delivered]);
      }),
    );
  });
});
