import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accept, refuse } from '../../kernel/decision.js';
import { MARK_MS, tellsOfNothing, untilNextMark } from './answer-mark.js';

it.each([
  [null, true],
  [[], true],
  [refuse('NOT_FOUND'), true],
  [refuse('INVALID_INPUT', ['lines']), true],
  [refuse('NOT_ALLOWED'), false],
  [accept(null), false],
  [{ claim: null }, false],
  [['a notice'], false],
  ['', false],
  [undefined, false],
])('of %j it is true that it tells of nothing: %s', (value, is) => {
  expect(tellsOfNothing(value)).toBe(is);
});

it('a mark is ahead, whatever it took, and every mark is as far from the last one', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 10_000, noNaN: true }), (took) => {
      const left = untilNextMark(took);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(MARK_MS);
      const mark = (took + left) / MARK_MS;
      expect(mark).toBeCloseTo(Math.round(mark), 6);
    }),
  );
});
