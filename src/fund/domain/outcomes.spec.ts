/** What is told of a month, and that no number of it stands for fewer than k families. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sum } from '../../kernel/quantity.js';
import { added, areaOf, type Outcome, publishable } from './outcomes.js';

const K = 5;
const of = (purpose: string | null, cell: string | null, families: number): Outcome => ({
  ...{ purpose, cell, families, amount: families * 100 },
});

describe('what the money of a fund did', () => {
  it.each([
    ['a crowd of one purpose and area', [of('RENT', 'x', 5)], [of('RENT', 'x', 5)]],
    ['too few', [of('RENT', 'x', 4)], []],
    ['a crowd of one purpose', [of('RENT', 'x', 4), of('RENT', 'y', 2)], [of('RENT', null, 6)]],
    ['a crowd of several purposes', [of('RENT', 'x', 4), of('FOOD', 'x', 2)], [of(null, null, 6)]],
    ['a crowd, and too few besides', [of('RENT', 'x', 5), of('RENT', 'y', 4)], [of('RENT', 'x', 5)]],
    [
      'each as fine as it may be',
      [of('RENT', 'x', 9), of('RENT', 'y', 3), of('RENT', 'z', 2), of('FOOD', 'x', 3), of('MEDICAL', 'x', 2)],
      [of('RENT', 'x', 9), of('RENT', null, 5), of(null, null, 5)],
    ],
  ])('is told of %s', (_, counted, told) => {
    expect(publishable(counted, K)).toEqual(told);
  });

  it('counts a family once, however often and for whatever it is paid', () => {
    const paid = { purpose: 'RENT', cell: 'x', amount: 10, isAnother: true };
    const again = { ...paid, isAnother: false };
    const counted = [paid, again, { ...again, purpose: 'FOOD' }, paid].reduce<Outcome[]>(added, []);
    expect(counted).toEqual([
      { purpose: 'RENT', cell: 'x', families: 2, amount: 30 },
      { purpose: 'FOOD', cell: 'x', families: 0, amount: 10 },
    ]);
    expect(publishable(counted, 2)).toEqual([{ purpose: 'RENT', cell: 'x', families: 2, amount: 30 }]);
  });

  it('stands for a crowd of different families in every number, and never for more than was paid', () => {
    const payment = fc.record({
      family: fc.integer({ min: 1, max: 12 }),
      purpose: fc.constantFrom('RENT', 'FOOD', 'OTHER'),
      cell: fc.constantFrom('x', 'y', 'z'),
      amount: fc.integer({ min: 1, max: 10_000 }),
    });
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 40 }), (payments) => {
        const counted = payments.reduce<Outcome[]>((outcomes, { family, ...its }, at) => {
          const isAnother = !payments.slice(0, at).some((before) => before.family === family);
          return added(outcomes, { ...its, isAnother });
        }, []);
        const told = publishable(counted, K);
        expect(told.every(({ families }) => families >= K)).toBe(true);
        expect(sum(told.map(({ families }) => families))).toBeLessThanOrEqual(
          new Set(payments.map(({ family }) => family)).size,
        );
        expect(sum(told.map(({ amount }) => amount))).toBeLessThanOrEqual(sum(payments.map(({ amount }) => amount)));
        expect(new Set(told.map(({ purpose, cell }) => `${purpose} ${cell}`)).size).toBe(told.length);
      }),
    );
  });

  it('names an area no finer than a metropolitan one', () => {
    expect(areaOf('862a1072fffffff')).toBe('832a10fffffffff');
    expect(areaOf('822a17fffffffff')).toBe('822a17fffffffff');
  });
});
