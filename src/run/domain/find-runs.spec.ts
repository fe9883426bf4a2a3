/** Runs by tables of cases, and against trying every set in every order. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findRuns, runOf, type Stop, type Vehicle } from './find-runs.js';

const NO_SEATS = { INFANT: 0, TODDLER: 0, BOOSTER: 0 };
const CAR: Vehicle = { there: 4, back: 4, childSeats: { ...NO_SEATS, BOOSTER: 1 }, shopping: 0 };
const SHOPPER: Vehicle = { there: 0, back: 0, childSeats: NO_SEATS, shopping: 3 };
/** On a line, so that rings are easy to see: `at` is where it is, the home is at 0. */
type Placed = Stop & { readonly at: number };
const rider = (id: string, its: Partial<Placed> = {}): Placed => ({
  ...{ id, requestId: id, there: 1, back: 0, childSeats: NO_SEATS, ramp: false, bulky: false, bits: 0b111, at: 1 },
  ...{ shopping: 0, throughCoordinator: false },
  ...its,
});
const basket = (id: string, its: Partial<Placed> = {}): Placed => rider(id, { there: 0, shopping: 1, ...its });
const between = (one: Stop | null, other: Stop) => Math.abs((one ? (one as Placed).at : 0) - (other as Placed).at); // Stops of this file are placed.

describe('on one trip', () => {
  const cases: readonly (readonly [string, readonly Placed[], readonly string[] | null])[] = [
    ['on the way, nearest first', [rider('far', { at: 4 }), rider('near', { at: 1 })], ['near', 'far']],
    ['never one alone', [rider('a')], null],
    ['never two dates of one request', [rider('a', { requestId: 'r' }), rider('b', { requestId: 'r' })], null],
    ['four at most', ['a', 'b', 'c', 'd', 'e'].map((id) => rider(id, { there: 0, back: 0 })), null],
    ['as many as there are seats', [rider('a', { there: 2 }), rider('b', { there: 2 })], ['a', 'b']],
    ['no more than there are seats', [rider('a', { there: 2 }), rider('b', { there: 3 })], null],
    ['seats back count by themselves', [rider('a', { back: 3 }), rider('b', { back: 2 })], null],
    [
      'child seats are shared out once',
      [
        rider('a', { childSeats: { ...NO_SEATS, BOOSTER: 1 } }),
        rider('b', { childSeats: { ...NO_SEATS, BOOSTER: 1 } }),
      ],
      null,
    ],
    ['one wheelchair with a ramp', [rider('a', { ramp: true }), rider('b')], ['a', 'b']],
    ['not two of them', [rider('a', { ramp: true }), rider('b', { ramp: true })], null],
    ['not two bulky loads', [rider('a', { bulky: true }), rider('b', { bulky: true })], null],
    ['in a half-day that both can', [rider('a', { bits: 0b011 }), rider('b', { bits: 0b110 })], ['a', 'b']],
    ['not without one', [rider('a', { bits: 0b001 }), rider('b', { bits: 0b110 })], null],
    ['not in two directions', [rider('a', { at: 6 }), rider('b', { at: -6 })], null],
  ];
  it.each(cases)('rides go together %s', (_, riders, order) => {
    expect(runOf(riders, CAR, between)?.stops.map(({ id }) => id) ?? null).toEqual(order);
  });

  const baskets: readonly (readonly [string, readonly Placed[], readonly string[] | null])[] = [
    ['on the way, nearest first', [basket('far', { at: 4 }), basket('near', { at: 1 })], ['near', 'far']],
    ['never for one alone', [basket('a')], null],
    ['for as many as there are runs left', ['a', 'b', 'c'].map((id) => basket(id)), ['a', 'b', 'c']],
    ['for no more than there are runs left', ['a', 'b', 'c', 'd'].map((id) => basket(id)), null],
    ['in a half-day that both can', [basket('a', { bits: 0b011 }), basket('b', { bits: 0b110 })], ['a', 'b']],
    ['not without one', [basket('a', { bits: 0b001 }), basket('b', { bits: 0b110 })], null],
    ['not in two directions', [basket('a', { at: 6 }), basket('b', { at: -6 })], null],
    [
      'all of it through the coordinators',
      ['a', 'b'].map((id) => basket(id, { throughCoordinator: true })),
      ['a', 'b'],
    ],
    ['not half of it', [basket('a', { throughCoordinator: true }), basket('b')], null],
    ['and never with people in the car', [basket('a'), rider('b')], null],
  ];
  it.each(baskets)('shopping goes together %s', (_, stops, order) => {
    expect(runOf(stops, SHOPPER, between)?.stops.map(({ id }) => id) ?? null).toEqual(order);
  });

  it('and what all of them have in common is when', () => {
    expect(runOf([rider('a', { bits: 0b011 }), rider('b', { bits: 0b110 })], CAR, between)?.bits).toBe(0b010);
  });
});

const anyStop = fc.record({
  there: fc.integer({ min: 0, max: 3 }),
  back: fc.integer({ min: 0, max: 3 }),
  childSeats: fc.record({ INFANT: fc.constant(0), TODDLER: fc.constant(0), BOOSTER: fc.integer({ min: 0, max: 1 }) }),
  ramp: fc.boolean(),
  bulky: fc.boolean(),
  shopping: fc.integer({ min: 0, max: 1 }),
  throughCoordinator: fc.boolean(),
  bits: fc.integer({ min: 0, max: 7 }),
  at: fc.integer({ min: -5, max: 5 }),
});

function subsets<T>([first, ...others]: readonly T[]): (readonly T[])[] {
  if (first === undefined) return [[]];
  return subsets(others).flatMap((its) => [its, [first, ...its]]);
}

function orders<T>(its: readonly T[]): (readonly T[])[] {
  if (its.length === 0) return [[]];
  return its.flatMap((first) => orders(its.filter((other) => other !== first)).map((rest) => [first, ...rest]));
}

const lengthOf = (way: readonly Placed[]) => way.reduce((sum, its, at) => sum + between(way[at - 1] ?? null, its), 0);

/** By the words of the rule, one after the other. */
function isRun(its: readonly Placed[]): boolean {
  const total = (of: (one: Placed) => number) => its.reduce((sum, one) => sum + of(one), 0);
  const shortest = Math.min(...orders(its).map(lengthOf));
  return (
    its.length >= 2 &&
    its.length <= 4 &&
    [1, 2, 4].some((half) => its.every(({ bits }) => (bits & half) !== 0)) &&
    total((one) => one.there) <= CAR.there &&
    total((one) => one.back) <= CAR.back &&
    total((one) => one.childSeats.BOOSTER) <= CAR.childSeats.BOOSTER &&
    total((one) => Number(one.ramp)) <= 1 &&
    total((one) => Number(one.bulky)) <= 1 &&
    total((one) => one.shopping) <= 2 &&
    (its.every((one) => one.throughCoordinator) || its.every((one) => !one.throughCoordinator)) &&
    shortest <= 1.5 * Math.max(...its.map(({ at }) => Math.abs(at))) + 2
  );
}

it('are found as by trying every set of them in every order', () => {
  fc.assert(
    fc.property(fc.array(anyStop, { maxLength: 6 }), (drawn) => {
      const stops = drawn.map((its, at) => rider(String(at), its));
      const names = (its: readonly Stop[]) =>
        its
          .map(({ id }) => id)
          .sort()
          .join();
      const found = findRuns(stops, { ...CAR, shopping: 2 }, between, 1_000);
      const expected = subsets(stops).filter(isRun);
      expect(found.map(({ stops }) => names(stops)).sort()).toEqual(expected.map(names).sort());
      for (const { stops: its, rings } of found) {
        const way = its as readonly Placed[]; // Stops of this file are placed.
        expect(lengthOf(way)).toBe(rings);
        expect(rings).toBe(Math.min(...orders(way).map(lengthOf)));
      }
      // The fullest first, then the shortest.
      const order = found.map(({ stops, rings }) => [-stops.length, rings] as const);
      expect(order).toEqual(order.toSorted((one, other) => one[0] - other[0] || one[1] - other[1]));
    }),
    { numRuns: 300 },
  );
});
