/** How an offer stands, step by step and by the clock, and what a home may offer. */
import { describe, expect, it } from '@jest/globals';
import { featureFor } from '../../kernel/access-needs.js';
import type { Decision } from '../../kernel/decision.js';
import {
  decideExpireOffer,
  decidePause,
  decideResume,
  decideWithdrawOffer,
  type OfferState,
  OfferStatus,
  offerStatus,
} from './offer.js';
import { decideGroceryOffer, decideMoneyOffer, decideRideOffer, decideTimeOffer } from './offer-kinds.js';
import { decideOfferPosting, type OfferPostingInput } from './offer-posting.js';

const NOW = new Date('2027-03-10T12:00:00Z');
const said = (decision: Decision<unknown>): string =>
  decision.accepted ? 'accepted' : `${decision.code} ${decision.path?.join('.') ?? ''}`.trim();

describe('an offer', () => {
  const table: readonly (readonly [OfferStatus, string, string, string, string])[] = [
    ['OPEN', 'PAUSED', 'no', 'WITHDRAWN', 'no'],
    ['PAUSED', 'no', 'OPEN', 'WITHDRAWN', 'no'],
    ['WITHDRAWN', 'no', 'no', 'no', 'no'],
    ['EXPIRED', 'no', 'no', 'no', 'no'],
  ];
  const outcome = (decision: ReturnType<typeof decidePause>): string => {
    if (!decision.accepted) expect(decision.code).toBe('WRONG_STATE');
    return decision.accepted ? decision.value.to : 'no';
  };
  const steps = (offer: OfferState) =>
    [decidePause, decideResume, decideWithdrawOffer, decideExpireOffer].map((decide) => outcome(decide(offer, NOW)));

  it.each(table)('%s: pause %s, resume %s, withdraw %s, expire %s', (status, ...expected) => {
    expect(steps({ status, endsAt: null })).toEqual(expected);
    expect(offerStatus({ status, endsAt: null }, NOW)).toBe(status);
  });

  it('is expired once its last window is over, whether or not a job wrote it', () => {
    for (const status of ['OPEN', 'PAUSED'] as const) {
      expect(offerStatus({ status, endsAt: NOW }, NOW)).toBe('EXPIRED');
      expect(steps({ status, endsAt: NOW })).toEqual(['no', 'no', 'no', 'EXPIRED']);
    }
    expect(offerStatus({ status: 'WITHDRAWN', endsAt: NOW }, NOW)).toBe('WITHDRAWN');
    expect(table.map(([status]) => status)).toEqual(Object.keys(OfferStatus));
  });
});

describe('posting an offer', () => {
  it('is stored in order, once by default', () => {
    expect(
      decideOfferPosting('TIME', { reachKm: 10, languages: ['es-MX'], features: ['SMOKE_FREE', 'SIGNS', 'SIGNS'] }),
    ).toEqual({
      accepted: true,
      value: { reachKm: 10, languages: ['es-MX'], features: ['SIGNS', 'SMOKE_FREE'], refill: 'ONCE', note: null },
    });
  });

  it.each<[string, Partial<OfferPostingInput>, string]>([
    ['its own cell', { reachKm: 0 }, 'accepted'],
    ['behind itself', { reachKm: -1 }, 'QUANTITY_OUT_OF_RANGE reachKm'],
    ['across the country', { reachKm: 101 }, 'QUANTITY_OUT_OF_RANGE reachKm'],
    ['half a kilometre', { reachKm: 0.5 }, 'QUANTITY_OUT_OF_RANGE reachKm'],
    ['a language that is none', { languages: ['x'] }, 'LANGUAGE_UNKNOWN languages.0'],
    ['a long note', { note: 'x'.repeat(201) }, 'TEXT_TOO_LONG note'],
    ['groceries at every occurrence', { refill: 'PER_OCCURRENCE' }, 'INVALID_INPUT refill'],
    ['weekly groceries', { refill: 'WEEKLY' }, 'accepted'],
  ])('%s', (_, input, expected) => {
    expect(said(decideOfferPosting('GROCERY', { reachKm: 5, ...input }))).toBe(expected);
  });

  it('seats fill again at every occurrence', () => {
    expect(said(decideOfferPosting('RIDE', { reachKm: 5, refill: 'PER_OCCURRENCE' }))).toBe('accepted');
  });
});

describe('the kinds', () => {
  it('groceries are runs', () => {
    expect(decideGroceryOffer({ runs: 2, costCap: { minor: 8000, currency: 'usd' } })).toEqual({
      accepted: true,
      value: { costCap: { minor: 8000, currency: 'USD' }, lines: [{ unit: 'RUN', quantity: 2 }] },
    });
  });

  it('rides are seats there and seats back', () => {
    expect(decideRideOffer({ seats: 3, childSeats: { BOOSTER: 1 } })).toEqual({
      accepted: true,
      value: {
        childSeats: { INFANT: 0, TODDLER: 0, BOOSTER: 1 },
        lines: [
          { unit: 'OUTBOUND_SEAT', quantity: 3 },
          { unit: 'RETURN_SEAT', quantity: 3 },
        ],
      },
    });
    expect(decideRideOffer({ seats: 3, returnTrip: false })).toMatchObject({
      value: { lines: [{ unit: 'OUTBOUND_SEAT' }] },
    });
  });

  it('money is its currency, time is minutes', () => {
    expect(decideMoneyOffer({ amount: { minor: 10_000_000, currency: 'USD' } })).toMatchObject({
      value: { currency: 'USD', lines: [{ unit: 'USD', quantity: 10_000_000 }] },
    });
    expect(
      decideTimeOffer({ minutes: 120, skills: ['REPAIR', 'TUTORING', 'REPAIR'], modes: ['IN_PERSON', 'REMOTE'] }),
    ).toEqual({
      accepted: true,
      value: {
        skills: ['TUTORING', 'REPAIR'],
        modes: ['REMOTE', 'IN_PERSON'],
        lines: [{ unit: 'MINUTE', quantity: 120 }],
      },
    });
  });

  it.each([
    [decideGroceryOffer({ runs: 0 }), 'QUANTITY_OUT_OF_RANGE runs'],
    [decideGroceryOffer({ runs: 51 }), 'QUANTITY_OUT_OF_RANGE runs'],
    [decideGroceryOffer({ runs: 1, costCap: { minor: 1, currency: 'USD' } }), 'QUANTITY_OUT_OF_RANGE costCap.minor'],
    [decideRideOffer({ seats: 0 }), 'QUANTITY_OUT_OF_RANGE seats'],
    [decideRideOffer({ seats: 9 }), 'QUANTITY_OUT_OF_RANGE seats'],
    [decideRideOffer({ seats: 4, childSeats: { INFANT: 5 } }), 'QUANTITY_OUT_OF_RANGE childSeats.infant'],
    [decideMoneyOffer({ amount: { minor: 10_000_001, currency: 'USD' } }), 'QUANTITY_OUT_OF_RANGE amount.minor'],
    [decideMoneyOffer({ amount: { minor: 5000, currency: 'XXX' } }), 'CURRENCY_UNKNOWN amount.currency'],
    [decideTimeOffer({ minutes: 14, skills: ['REPAIR'], modes: ['REMOTE'] }), 'QUANTITY_OUT_OF_RANGE minutes'],
    [decideTimeOffer({ minutes: 60, skills: [], modes: ['REMOTE'] }), 'INVALID_INPUT skills'],
    [decideTimeOffer({ minutes: 60, skills: ['REPAIR'], modes: [] }), 'INVALID_INPUT modes'],
  ])('%#: refused with %s', (decision, expected) => {
    expect(said(decision)).toBe(expected);
  });

  it('every access need has a feature of its own', () => {
    expect(new Set(Object.values(featureFor)).size).toBe(Object.keys(featureFor).length);
  });
});
