/** Entries follow from moves, and sum to zero whatever is moved. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sum } from './quantity.js';
import { entriesOf } from './transfer.js';

describe('entries of a transfer', () => {
  it.each([
    ['one move', [['A', 'B', 5]], { A: -5, B: 5 }],
    [
      'a chain',
      [
        ['A', 'B', 5],
        ['B', 'C', 5],
      ],
      { A: -5, C: 5 },
    ],
    [
      'a chain that leaves something',
      [
        ['A', 'B', 5],
        ['B', 'C', 3],
      ],
      { A: -5, B: 2, C: 3 },
    ],
    [
      'there and back',
      [
        ['A', 'B', 5],
        ['B', 'A', 5],
      ],
      {},
    ],
    ['nothing', [['A', 'B', 0]], {}],
  ] as const)('%s', (_, moves, entries) => {
    const found = entriesOf(moves.map(([from, to, amount]) => ({ from, to, amount })));
    expect(Object.fromEntries(found.map(({ account, amount }) => [account, amount]))).toEqual(entries);
  });

  it('sum to zero, name each account once, and none with nothing', () => {
    const move = fc.record({
      from: fc.constantFrom('A', 'B', 'C', 'D'),
      to: fc.constantFrom('A', 'B', 'C', 'D'),
      amount: fc.integer({ min: 0, max: 1_000_000_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        const entries = entriesOf(moves);
        expect(sum(entries.map(({ amount }) => amount))).toBe(0);
        expect(new Set(entries.map(({ account }) => account)).size).toBe(entries.length);
        expect(entries.every(({ amount }) => amount !== 0)).toBe(true);
      }),
    );
  });
});
