/** What a claim takes of which line, by cases for each kind, and that it never takes more than there is. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type HelpKind } from '../../kernel/help.js';
import { decideAnotherClaim } from './claim-caps.js';
import { decideLines, type TakenFrom, type WantedFrom, type WantedLine } from './claim-lines.js';
import { decideOneOffOffer } from './one-off-offer.js';

const milk: WantedFrom = { id: 'milk', unit: 'BOTTLE', quantity: 4, remaining: 4, divisible: true };
const bread: WantedFrom = { id: 'bread', unit: 'PIECE', quantity: 2, remaining: 0, divisible: true };
const there: WantedFrom = { id: 'there', unit: 'OUTBOUND_SEAT', quantity: 3, remaining: 3, divisible: false };
const back: WantedFrom = { id: 'back', unit: 'RETURN_SEAT', quantity: 3, remaining: 3, divisible: false };
const help: WantedFrom = { id: 'help', unit: 'MINUTE', quantity: 120, remaining: 90, divisible: true };
const rent: WantedFrom = { id: 'rent', unit: 'USD', quantity: 50_000, remaining: 50_000, divisible: true };
const stock = (unit: string, remaining: number): TakenFrom => ({ id: unit.toLowerCase(), unit, remaining });

type Case = [string, HelpKind, readonly WantedFrom[], readonly TakenFrom[], readonly WantedLine[] | 'ALL', string];

describe('decideLines', () => {
  it.each<Case>([
    ['all that remains is one run', 'GROCERY', [milk, bread], [stock('RUN', 2)], 'ALL', 'milk 4 run 1'],
    [
      'a part is a run too',
      'GROCERY',
      [milk],
      [stock('RUN', 1)],
      [{ requestLineId: 'milk', quantity: 1 }],
      'milk 1 run 1',
    ],
    [
      'two items, one run',
      'GROCERY',
      [milk, { ...bread, remaining: 2 }],
      [stock('RUN', 1)],
      'ALL',
      'milk 4 run 1, bread 2 run 0',
    ],
    ['no run left', 'GROCERY', [milk], [stock('RUN', 0)], 'ALL', 'OFFER_EXHAUSTED'],
    ['nothing left', 'GROCERY', [bread], [stock('RUN', 1)], 'ALL', 'NOTHING_LEFT'],
    [
      'a named line with nothing left',
      'GROCERY',
      [milk, bread],
      [stock('RUN', 1)],
      [{ requestLineId: 'bread' }],
      'NOTHING_LEFT',
    ],
    [
      'the rest of a named line',
      'TIME',
      [help],
      [stock('MINUTE', 500)],
      [{ requestLineId: 'help' }],
      'help 90 minute 90',
    ],
    [
      'seats there and back',
      'RIDE',
      [there, back],
      [stock('OUTBOUND_SEAT', 3), stock('RETURN_SEAT', 4)],
      'ALL',
      'there 3 outbound_seat 3, back 3 return_seat 3',
    ],
    [
      'only the leg that is offered',
      'RIDE',
      [there, back],
      [stock('OUTBOUND_SEAT', 3)],
      'ALL',
      'there 3 outbound_seat 3',
    ],
    [
      'a leg that is not offered',
      'RIDE',
      [there, back],
      [stock('OUTBOUND_SEAT', 3)],
      [{ requestLineId: 'back' }],
      'DOES_NOT_FIT',
    ],
    ['too few seats', 'RIDE', [there], [stock('OUTBOUND_SEAT', 2)], 'ALL', 'OFFER_EXHAUSTED'],
    [
      'too few seats for one leg',
      'RIDE',
      [there, back],
      [stock('OUTBOUND_SEAT', 2), stock('RETURN_SEAT', 3)],
      'ALL',
      'back 3 return_seat 3',
    ],
    [
      'a family in two cars',
      'RIDE',
      [there],
      [stock('OUTBOUND_SEAT', 3)],
      [{ requestLineId: 'there', quantity: 2 }],
      'NOT_DIVISIBLE',
    ],
    [
      'a family that may be split',
      'RIDE',
      [{ ...there, divisible: true }],
      [stock('OUTBOUND_SEAT', 2)],
      'ALL',
      'there 2 outbound_seat 2',
    ],
    [
      'the rest of a short ride, whole',
      'RIDE',
      [{ ...there, remaining: 1 }],
      [stock('OUTBOUND_SEAT', 3)],
      'ALL',
      'there 1 outbound_seat 1',
    ],
    ['as many minutes as there are', 'TIME', [help], [stock('MINUTE', 60)], 'ALL', 'help 60 minute 60'],
    [
      'named minutes that are not there',
      'TIME',
      [help],
      [stock('MINUTE', 60)],
      [{ requestLineId: 'help', quantity: 61 }],
      'OFFER_EXHAUSTED',
    ],
    [
      'more than remains',
      'TIME',
      [help],
      [stock('MINUTE', 500)],
      [{ requestLineId: 'help', quantity: 91 }],
      'NOTHING_LEFT',
    ],
    [
      'more than was ever asked',
      'TIME',
      [help],
      [stock('MINUTE', 500)],
      [{ requestLineId: 'help', quantity: 121 }],
      'QUANTITY_OUT_OF_RANGE',
    ],
    [
      'nothing',
      'TIME',
      [help],
      [stock('MINUTE', 500)],
      [{ requestLineId: 'help', quantity: 0 }],
      'QUANTITY_OUT_OF_RANGE',
    ],
    [
      'less than nothing',
      'TIME',
      [help],
      [stock('MINUTE', 500)],
      [{ requestLineId: 'help', quantity: -5 }],
      'QUANTITY_OUT_OF_RANGE',
    ],
    [
      'a fraction',
      'TIME',
      [help],
      [stock('MINUTE', 500)],
      [{ requestLineId: 'help', quantity: 1.5 }],
      'QUANTITY_OUT_OF_RANGE',
    ],
    ['a foreign line', 'TIME', [help], [stock('MINUTE', 500)], [{ requestLineId: 'milk' }], 'INVALID_INPUT'],
    ['no line', 'TIME', [help], [stock('MINUTE', 500)], [], 'INVALID_INPUT'],
    [
      'a line twice',
      'TIME',
      [help],
      [stock('MINUTE', 500)],
      [
        { requestLineId: 'help', quantity: 1 },
        { requestLineId: 'help', quantity: 1 },
      ],
      'INVALID_INPUT',
    ],
    ['part of the rent', 'MONEY', [rent], [stock('USD', 20_000)], 'ALL', 'rent 20000 usd 20000'],
    ['another currency', 'MONEY', [rent], [stock('EUR', 90_000)], 'ALL', 'CURRENCY_MISMATCH'],
    [
      'another currency, named',
      'MONEY',
      [rent],
      [stock('EUR', 90_000)],
      [{ requestLineId: 'rent' }],
      'CURRENCY_MISMATCH',
    ],
  ])('%s', (_, kind, lines, offer, wanted, expected) => {
    const decision = decideLines(kind, lines, offer, wanted);
    const shown = decision.accepted
      ? decision.value.map((l) => `${l.requestLineId} ${l.quantity} ${l.offerLineId} ${l.offerQuantity}`).join(', ')
      : decision.code;
    expect(shown).toBe(expected);
  });

  it('never takes more than remains on either side, and takes whole lines whole', () => {
    const unit = fc.constantFrom('A', 'B');
    const line = fc
      .record({
        unit,
        quantity: fc.integer({ min: 1, max: 9 }),
        remaining: fc.nat({ max: 9 }),
        divisible: fc.boolean(),
      })
      .map((made) => ({ ...made, remaining: Math.min(made.remaining, made.quantity) }));
    const offered = fc.record({ unit, remaining: fc.nat({ max: 9 }) });
    const asked = fc.option(fc.integer({ min: -1, max: 10 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(offered, { maxLength: 2, selector: (one) => one.unit }),
        fc.option(fc.array(asked, { minLength: 1, maxLength: 4 })),
        (made, offers, quantities) => {
          const lines = made.map((one, at) => ({ ...one, id: `line ${at}` }));
          const offerLines = offers.map((one) => ({ ...one, id: one.unit }));
          const wanted = quantities?.map((quantity, at) => ({ requestLineId: `line ${at}`, quantity })) ?? 'ALL';
          const decision = decideLines('TIME', lines, offerLines, wanted);
          if (!decision.accepted) return;
          expect(decision.value.length).toBeGreaterThan(0);
          for (const taken of decision.value) {
            const from = lines.find((one) => one.id === taken.requestLineId);
            if (!from) throw new Error('a line from nowhere');
            expect(taken.quantity).toBeGreaterThan(0);
            expect(taken.quantity).toBeLessThanOrEqual(from.remaining);
            if (!from.divisible) expect(taken.quantity).toBe(from.remaining);
          }
          for (const offer of offerLines) {
            const used = decision.value.filter((one) => one.offerLineId === offer.id);
            expect(used.reduce((total, one) => total + one.offerQuantity, 0)).toBeLessThanOrEqual(offer.remaining);
          }
        },
      ),
    );
  });
});

it('the rest of a short ride is whole when it is named, too', () => {
  const rest = { ...there, remaining: 1 };
  const named = [{ requestLineId: 'there', quantity: 1 }];
  expect(decideLines('RIDE', [rest], [stock('OUTBOUND_SEAT', 3)], named)).toMatchObject({ value: [{ quantity: 1 }] });
});

describe('a claim without an offer', () => {
  const made = (kind: HelpKind, lines: readonly WantedFrom[], wanted: readonly WantedLine[] | 'ALL') => {
    let count = 0;
    return decideOneOffOffer(kind, lines, wanted, () => `new ${++count}`);
  };

  it.each<[HelpKind, readonly WantedFrom[], readonly WantedLine[] | 'ALL', readonly TakenFrom[]]>([
    ['GROCERY', [milk, { ...bread, remaining: 1 }], 'ALL', [{ id: 'new 1', unit: 'RUN', remaining: 1 }]],
    [
      'RIDE',
      [there, back],
      'ALL',
      [
        { id: 'new 1', unit: 'OUTBOUND_SEAT', remaining: 3 },
        { id: 'new 2', unit: 'RETURN_SEAT', remaining: 3 },
      ],
    ],
    ['TIME', [help], [{ requestLineId: 'help', quantity: 30 }], [{ id: 'new 1', unit: 'MINUTE', remaining: 30 }]],
  ])('gets one for exactly that: %s', (kind, lines, wanted, offerLines) => {
    const decision = made(kind, lines, wanted);
    if (!decision.accepted) throw new Error(decision.code);
    expect(decision.value.offerLines).toEqual(offerLines);
    for (const offer of offerLines) {
      const used = decision.value.lines.filter((line) => line.offerLineId === offer.id);
      expect(used.reduce((total, line) => total + line.offerQuantity, 0)).toBe(offer.remaining);
    }
  });

  it('is refused like any other', () => {
    expect(made('GROCERY', [bread], 'ALL')).toMatchObject({ code: 'NOTHING_LEFT' });
    expect(made('RIDE', [there], [{ requestLineId: 'there', quantity: 1 }])).toMatchObject({ code: 'NOT_DIVISIBLE' });
  });
});

const caps = {
  openClaims: { NEW: 1, VOUCHED: 10, TRUSTED: 20 },
  weeklyClaims: { NEW: 3, VOUCHED: 50, TRUSTED: 100 },
};

it.each([
  ['NEW', 0, 0, true],
  ['NEW', 1, 1, false],
  ['NEW', 0, 3, false],
  ['VOUCHED', 9, 20, true],
  ['VOUCHED', 10, 20, false],
  ['TRUSTED', 10, 60, true],
] as const)('a %s home with %i open and %i this week takes another: %p', (tier, open, thisWeek, may) => {
  const decision = decideAnotherClaim(tier, open, thisWeek, caps);
  expect(decision.accepted ? 'yes' : decision.code).toBe(may ? 'yes' : 'TOO_MANY_PROPOSALS');
});
