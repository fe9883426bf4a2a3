/** What a family may post, by cases for each kind: what is stored of it, and what is refused where. */
import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../../kernel/decision.js';
import { hours, later } from '../../kernel/duration.js';
import { decideGrocery, type GroceryInput } from './grocery.js';
import { decideHandoff, type HandoffInput } from './handoff.js';
import { decideMoneyRequest, type MoneyInput } from './money.js';
import { decidePosting, decideSummary, type PostingInput } from './posting.js';
import { accessNeedsOfRide, decideRide, type RideInput } from './ride.js';
import { decideTime, type TimeInput } from './time.js';

const refusal = (decision: Decision<unknown>): string =>
  decision.accepted ? 'accepted' : `${decision.code} ${decision.path?.join('.') ?? ''}`.trim();

const posting: PostingInput = { urgency: 'THIS_WEEK', acceptance: 'ME' };

describe('every request', () => {
  it('is stored in normal form, without the region of its languages', () => {
    const decision = decidePosting({
      ...posting,
      summary: ' Comida para la semana ',
      languages: ['es-GT', 'ES', 'mam'],
      accessNeeds: ['QUIET', 'STEP_FREE', 'QUIET'],
      hideFromHomes: [' boss@example.org '],
    });
    expect(decision).toEqual({
      accepted: true,
      value: {
        summary: 'Comida para la semana',
        languages: ['es', 'mam'],
        accessNeeds: ['STEP_FREE', 'QUIET'],
        urgency: 'THIS_WEEK',
        acceptance: 'ME',
        hideFromHomes: ['boss@example.org'],
      },
    });
  });

  it('may leave everything out that is not asked for', () => {
    expect(decidePosting({ ...posting, summary: ' ' })).toMatchObject({
      value: { summary: null, languages: [], accessNeeds: [], hideFromHomes: [] },
    });
  });

  it.each<[string, Partial<PostingInput>, string]>([
    ['a long summary', { summary: 'x'.repeat(201) }, 'TEXT_TOO_LONG summary'],
    ['an override', { summary: 'a\u202eb' }, 'TEXT_NOT_PLAIN summary'],
    ['two lines', { summary: 'a\nb' }, 'TEXT_NOT_PLAIN summary'],
    ['a language that is none', { languages: ['en', 'klingonese'] }, 'LANGUAGE_UNKNOWN languages.1'],
    ['an empty household', { hideFromHomes: ['a@b.org', ' '] }, 'INVALID_INPUT hideFromHomes.1'],
    ['a street of households', { hideFromHomes: Array<string>(11).fill('a@b.org') }, 'INVALID_INPUT hideFromHomes'],
  ])('refuses %s', (_, input, expected) => {
    expect(refusal(decidePosting({ ...posting, ...input }))).toBe(expected);
  });

  it('is reworded by the same rule', () => {
    expect(decideSummary(null)).toEqual({ accepted: true, value: null });
    expect(refusal(decideSummary('x'.repeat(201)))).toBe('TEXT_TOO_LONG summary');
  });
});

describe('groceries', () => {
  const groceries: GroceryInput = {
    items: [{ name: 'Milk', quantity: 2, unit: 'GALLON', note: 'whole' }],
    householdSize: 'THREE_TO_FOUR',
    dietaryRules: ['VEGAN', 'HALAL'],
    substitutions: 'ASK_ME',
    payer: 'HOME',
    dropOff: 'DOORSTEP',
  };

  it('are a line for each item; dietary rules stay sealed unless the family shows them', () => {
    expect(decideGrocery(groceries)).toEqual({
      accepted: true,
      value: {
        details: {
          householdSize: 'THREE_TO_FOUR',
          substitutions: 'ASK_ME',
          payer: 'HOME',
          budgetCeiling: null,
          dropOff: 'DOORSTEP',
          sharesTrip: false,
        },
        dietaryRules: ['HALAL', 'VEGAN'],
        dietaryShown: [],
        lines: [{ label: 'Milk', note: 'whole', unit: 'GALLON', quantity: 2, divisible: true }],
      },
    });
    expect(decideGrocery({ ...groceries, showDietaryRules: true })).toMatchObject({
      value: { dietaryShown: ['HALAL', 'VEGAN'] },
    });
    expect(decideGrocery({ ...groceries, sharesTrip: true })).toMatchObject({
      value: { details: { sharesTrip: true } },
    });
  });

  const [item] = groceries.items;
  it.each<[string, Partial<GroceryInput>, string]>([
    ['an empty list', { items: [] }, 'INVALID_INPUT items'],
    ['a store', { items: Array(41).fill(item) }, 'INVALID_INPUT items'],
    ['no name', { items: [{ name: ' ', quantity: 1, unit: 'PIECE' }] }, 'INVALID_INPUT items.0.name'],
    ['a long name', { items: [{ name: 'x'.repeat(81), quantity: 1, unit: 'PIECE' }] }, 'TEXT_TOO_LONG items.0.name'],
    ['none of it', { items: [{ name: 'Rice', quantity: 0, unit: 'POUND' }] }, 'QUANTITY_OUT_OF_RANGE items.0.quantity'],
    [
      'too much of it',
      { items: [{ name: 'Rice', quantity: 1000, unit: 'POUND' }] },
      'QUANTITY_OUT_OF_RANGE items.0.quantity',
    ],
    [
      'a hidden note',
      { items: [{ name: 'Rice', quantity: 1, unit: 'POUND', note: 'a\u200bb' }] },
      'TEXT_NOT_PLAIN items.0.note',
    ],
    [
      'a budget in no currency',
      { budgetCeiling: { minor: 5000, currency: 'ZZZ' } },
      'CURRENCY_UNKNOWN budgetCeiling.currency',
    ],
    [
      'a budget of nothing',
      { budgetCeiling: { minor: 0, currency: 'USD' } },
      'QUANTITY_OUT_OF_RANGE budgetCeiling.minor',
    ],
  ])('refuse %s', (_, input, expected) => {
    expect(refusal(decideGrocery({ ...groceries, ...input }))).toBe(expected);
  });
});

describe('a ride', () => {
  const ride: RideInput = { passengers: 3, wheelchair: 'NONE', returnLeg: true, luggage: 'BAGS', sharesTrip: false };

  it('is a line for each leg, and a family is not split unless it says so', () => {
    expect(decideRide({ ...ride, childSeats: { INFANT: 1 } })).toEqual({
      accepted: true,
      value: {
        details: { ...ride, childSeats: { INFANT: 1, TODDLER: 0, BOOSTER: 0 } },
        lines: [
          { label: null, note: null, unit: 'OUTBOUND_SEAT', quantity: 3, divisible: false },
          { label: null, note: null, unit: 'RETURN_SEAT', quantity: 3, divisible: false },
        ],
      },
    });
    expect(decideRide({ ...ride, returnLeg: false, maySplit: true })).toMatchObject({
      value: { lines: [{ unit: 'OUTBOUND_SEAT', divisible: true }] },
    });
  });

  it('keeps a wheelchair among the access needs', () => {
    expect(accessNeedsOfRide(['QUIET'], 'RAMP')).toEqual(['WHEELCHAIR_RAMP', 'QUIET']);
    expect(accessNeedsOfRide(['WHEELCHAIR_TRANSFER'], 'TRANSFER')).toEqual(['WHEELCHAIR_TRANSFER']);
    expect(accessNeedsOfRide([], 'NONE')).toEqual([]);
  });

  it.each<[string, Partial<RideInput>, string]>([
    ['nobody', { passengers: 0 }, 'QUANTITY_OUT_OF_RANGE passengers'],
    ['a bus', { passengers: 9 }, 'QUANTITY_OUT_OF_RANGE passengers'],
    ['five boosters', { passengers: 8, childSeats: { BOOSTER: 5 } }, 'QUANTITY_OUT_OF_RANGE childSeats.BOOSTER'],
    ['less than no seat', { childSeats: { INFANT: -1 } }, 'QUANTITY_OUT_OF_RANGE childSeats.INFANT'],
    ['more child seats than people', { childSeats: { INFANT: 2, BOOSTER: 2 } }, 'QUANTITY_OUT_OF_RANGE childSeats'],
  ])('refuses %s', (_, input, expected) => {
    expect(refusal(decideRide({ ...ride, ...input }))).toBe(expected);
  });
});

describe('money', () => {
  const money: MoneyInput = {
    amount: { minor: 45_000, currency: 'usd' },
    purpose: 'RENT',
    payableAs: ['BILL_PAID_BY_PARTNER', 'GIFT_CARD', 'GIFT_CARD'],
  };

  it('is one line in its currency; what it is for stays apart', () => {
    expect(decideMoneyRequest(money)).toEqual({
      accepted: true,
      value: {
        details: { currency: 'USD', payableAs: ['GIFT_CARD', 'BILL_PAID_BY_PARTNER'] },
        purpose: 'RENT',
        lines: [{ label: null, note: null, unit: 'USD', quantity: 45_000, divisible: true }],
      },
    });
  });

  it.each<[string, Partial<MoneyInput>, string]>([
    ['cents', { amount: { minor: 99, currency: 'USD' } }, 'QUANTITY_OUT_OF_RANGE amount.minor'],
    ['a house', { amount: { minor: 1_000_001, currency: 'USD' } }, 'QUANTITY_OUT_OF_RANGE amount.minor'],
    ['coins of no country', { amount: { minor: 5000, currency: 'BTC' } }, 'CURRENCY_UNKNOWN amount.currency'],
    ['no way to be paid', { payableAs: [] }, 'INVALID_INPUT payableAs'],
  ])('refuses %s', (_, input, expected) => {
    expect(refusal(decideMoneyRequest({ ...money, ...input }))).toBe(expected);
  });
});

describe('time', () => {
  const time: TimeInput = { skill: 'TUTORING', minutes: 90, mode: 'REMOTE' };

  it.each<[Partial<TimeInput>, boolean]>([
    [{}, true],
    [{ skill: 'CHILDCARE' }, false],
    [{ skill: 'CHILDCARE', maySplit: true }, true],
    [{ maySplit: false }, false],
  ])('%p may be split: %p', (input, divisible) => {
    expect(decideTime({ ...time, ...input })).toMatchObject({
      value: { lines: [{ unit: 'MINUTE', quantity: 90, divisible }] },
    });
  });

  it('names the language of interpretation, without its region', () => {
    expect(decideTime({ ...time, skill: 'INTERPRETATION', language: 'ht-HT' })).toMatchObject({
      value: { details: { spokenLanguage: 'ht' } },
    });
  });

  it.each<[string, Partial<TimeInput>, string]>([
    ['a moment', { minutes: 10 }, 'QUANTITY_OUT_OF_RANGE minutes'],
    ['more than a day', { minutes: 1445 }, 'QUANTITY_OUT_OF_RANGE minutes'],
    ['an odd minute', { minutes: 17 }, 'QUANTITY_OUT_OF_RANGE minutes'],
    ['interpretation into nothing', { skill: 'INTERPRETATION' }, 'INVALID_INPUT language'],
    ['a language that is none', { language: '!' }, 'LANGUAGE_UNKNOWN language'],
  ])('refuses %s', (_, input, expected) => {
    expect(refusal(decideTime({ ...time, ...input }))).toBe(expected);
  });
});

describe('the handoff', () => {
  const NOW = new Date('2027-03-10T12:00:00Z');
  const at = (count: number) => later(NOW, hours(count));
  const window = { opensAt: at(12), closesAt: at(24) };
  const exact = (from: number, until: number) => ({ from: at(from), until: at(until) });

  it('needs a way of contact and nothing else', () => {
    expect(decideHandoff({ contactMethod: 'IN_APP' }, null, NOW)).toEqual({
      accepted: true,
      value: {
        contactMethod: 'IN_APP',
        contact: null,
        place: null,
        exactWindow: null,
        destination: null,
        returnWindow: null,
        instructions: null,
      },
    });
  });

  it.each<[string, Partial<HandoffInput>, string]>([
    ['several lines of place', { place: 'Blue door\nthird floor' }, 'accepted'],
    ['two lines of contact', { contact: 'a\nb' }, 'TEXT_NOT_PLAIN handoff.contact'],
    ['too much to say', { instructions: 'x'.repeat(1001) }, 'TEXT_TOO_LONG handoff.instructions'],
    ['an hour inside', { exactWindow: exact(13, 14) }, 'accepted'],
    ['an evening beyond', { exactWindow: exact(23, 26) }, 'accepted'],
    ['an hour before', { exactWindow: exact(11, 13) }, 'INVALID_INPUT handoff.exactWindow'],
    ['an hour after', { returnWindow: exact(24, 25) }, 'INVALID_INPUT handoff.returnWindow'],
    ['days', { exactWindow: exact(13, 40) }, 'INVALID_INPUT handoff.exactWindow'],
    ['backwards', { exactWindow: exact(14, 13) }, 'WINDOW_REVERSED handoff.exactWindow'],
    ['over', { exactWindow: exact(-2, -1) }, 'WINDOW_PAST handoff.exactWindow'],
    ['no time', { exactWindow: { from: new Date(Number.NaN), until: NOW } }, 'INVALID_INPUT handoff.exactWindow'],
  ])('%s', (_, input, expected) => {
    expect(refusal(decideHandoff({ contactMethod: 'PHONE', ...input }, window, NOW))).toBe(expected);
  });

  it('may name any hour when there is no date', () => {
    expect(refusal(decideHandoff({ contactMethod: 'PHONE', exactWindow: exact(100, 102) }, null, NOW))).toBe(
      'accepted',
    );
  });
});
