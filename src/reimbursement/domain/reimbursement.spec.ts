/** Who may ask how much back for what, and whose yes pays it. */
import { describe, expect, it } from '@jest/globals';
import {
  type Asked,
  type DeliveredClaim,
  decideAccept,
  decideAsk,
  decideEnd,
  ReimbursementState,
} from './reimbursement.js';

const claim: DeliveredClaim = {
  ...{ kind: 'GROCERY', status: 'DELIVERED', payer: 'FUND', ceiling: null, costCap: null, askedForOthers: 0 },
};
const dollars = (minor: number) => ({ minor, currency: 'USD' });

describe('asking', () => {
  it.each<[string, Partial<DeliveredClaim>, number, string | null]>([
    ['groceries that a fund pays', {}, 5_000, null],
    ['groceries that were confirmed', { status: 'CONFIRMED' }, 5_000, null],
    ['groceries that the home pays', { payer: 'HOME' }, 5_000, 'DOES_NOT_FIT'],
    ['groceries that the family pays back', { payer: 'FAMILY_PAYS_BACK' }, 5_000, 'DOES_NOT_FIT'],
    ['a ride', { kind: 'RIDE', payer: null }, 5_000, null],
    ['time', { kind: 'TIME', payer: null }, 5_000, 'DOES_NOT_FIT'],
    ['money', { kind: 'MONEY', payer: null }, 5_000, 'DOES_NOT_FIT'],
    ['what was not brought yet', { status: 'ACCEPTED' }, 5_000, 'WRONG_STATE'],
    ['what is disputed', { status: 'DISPUTED' }, 5_000, 'WRONG_STATE'],
    ['what came back', { status: 'RETURNED' }, 5_000, 'WRONG_STATE'],
    ['nothing', {}, 0, 'QUANTITY_OUT_OF_RANGE'],
    ['less than nothing', {}, -1, 'QUANTITY_OUT_OF_RANGE'],
    ['a part of a cent', {}, 0.5, 'QUANTITY_OUT_OF_RANGE'],
    ['2^63', {}, 2 ** 63, 'QUANTITY_OUT_OF_RANGE'],
    ['as much as the ceiling', { ceiling: dollars(5_000) }, 5_000, null],
    ['more than the ceiling', { ceiling: dollars(5_000) }, 5_001, 'QUANTITY_OUT_OF_RANGE'],
    ['more than others left of it', { ceiling: dollars(5_000), askedForOthers: 4_000 }, 1_001, 'QUANTITY_OUT_OF_RANGE'],
    ['more than the home offered to pay', { costCap: dollars(400) }, 401, 'QUANTITY_OUT_OF_RANGE'],
    ['another currency than the ceiling', { ceiling: { minor: 9_000, currency: 'EUR' } }, 1, 'CURRENCY_MISMATCH'],
    ['another currency than the offer', { costCap: { minor: 9_000, currency: 'EUR' } }, 1, 'CURRENCY_MISMATCH'],
  ])('for %s', (_, its, minor, code) => {
    expect(decideAsk({ ...claim, ...its }, dollars(minor))).toMatchObject(
      code === null ? { accepted: true, value: dollars(minor) } : { accepted: false, code },
    );
  });
});

describe('a yes', () => {
  const asked: Asked = {
    ...{
      state: 'ASKED',
      amount: 5_000,
      ofRequest: 5_000,
      acceptedBy: null,
      firstHands: [],
      fundId: null,
      claimStatus: 'DELIVERED',
    },
  };
  const first = {
    ...asked,
    state: 'ACCEPTED',
    acceptedBy: 'ana',
    firstHands: ['ana', 'ana+work'],
    fundId: 'f',
  } as const;
  const yes = { by: 'ana', fundId: 'f', secondAbove: null };
  it.each<[string, Asked, Parameters<typeof decideAccept>[1], object]>([
    ['pays at once', asked, yes, { value: { pays: true, acceptedBy: 'ana', needsSecond: false } }],
    ['pays at the set amount', asked, { ...yes, secondAbove: 5_000 }, { value: { pays: true } }],
    ['waits for a second above it', asked, { ...yes, secondAbove: 4_999 }, { value: { pays: false } }],
    [
      'waits when the request had much',
      { ...asked, ofRequest: 9_000 },
      { ...yes, secondAbove: 5_000 },
      { value: { pays: false } },
    ],
    ['of the same again does not pay', first, yes, { code: 'SECOND_NEEDED' }],
    ['of the same by another address does not pay', first, { ...yes, by: 'ana+work' }, { code: 'SECOND_NEEDED' }],
    ['of a second pays', first, { ...yes, by: 'ben' }, { value: { pays: true, acceptedBy: 'ana', needsSecond: true } }],
    ['of a second is of the same fund', first, { ...yes, by: 'ben', fundId: 'g' }, { code: 'DOES_NOT_FIT' }],
    ['comes too late', { ...asked, state: 'PAID' }, yes, { code: 'WRONG_STATE' }],
    ['is no answer to what was withdrawn', { ...asked, state: 'WITHDRAWN' }, yes, { code: 'WRONG_STATE' }],
    ['waits while it is disputed', { ...asked, claimStatus: 'DISPUTED' }, yes, { code: 'WRONG_STATE' }],
    ['needs the claim', { ...asked, claimStatus: null }, yes, { code: 'WRONG_STATE' }],
  ])('%s', (_, its, who, outcome) => {
    expect(decideAccept(its, who)).toMatchObject(outcome);
  });

  it('can be no more once it was settled', () => {
    const ends = Object.values(ReimbursementState).filter((state) => decideEnd({ state }, 'DECLINED').accepted);
    expect(ends).toEqual(['ASKED', 'ACCEPTED']);
  });
});
