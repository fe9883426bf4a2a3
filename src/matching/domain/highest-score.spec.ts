/** What is left unread counts with the most that it could come to: no score may be above that. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Urgency } from '../../kernel/help.js';
import { MAX_REACH_RINGS } from '../../place/reach.js';
import { CLOSE, type Closeness, highestScore, type MatchFacts, pressingScore, rankScore } from './rank.js';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyFacts: fc.Arbitrary<MatchFacts> = fc.record({
  urgency: fc.constantFrom(...Object.values(Urgency)),
  waitingDays: fc.nat(30),
  rings: fc.nat(MAX_REACH_RINGS + 3),
  reachRings: fc.nat(MAX_REACH_RINGS),
  windowShare: share,
  servedShare: share,
  commonLanguage: fc.boolean(),
  closeness: fc.constantFrom(...(Object.keys(CLOSE) as Closeness[])), // The keys of the record are its words.
  confirmed: fc.nat(1_000),
  broken: fc.nat(10),
});

describe('the highest score', () => {
  it('is above that of any offer as far away, or farther', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(MAX_REACH_RINGS), (facts, nearer) => {
        const rings = Math.min(facts.rings ?? 0, nearer);
        expect(highestScore({ pressing: pressingScore(facts), rings, closeness: facts.closeness })).toBeGreaterThan(
          rankScore(facts),
        );
      }),
    );
  });

  it('is a hundredth above that of the best', () => {
    const best = { windowShare: 1, servedShare: 1, commonLanguage: true, confirmed: 1e9, broken: 0 };
    for (const closeness of Object.keys(CLOSE) as Closeness[]) {
      for (const rings of [0, 1, 5, MAX_REACH_RINGS]) {
        const facts: MatchFacts = {
          ...{ ...best, urgency: 'TODAY', waitingDays: 3, rings, reachRings: MAX_REACH_RINGS, closeness },
        };
        expect(highestScore({ pressing: pressingScore(facts), rings, closeness }) - rankScore(facts)).toBeCloseTo(
          0.01,
          5,
        );
      }
    }
  });

  it('is less where its home is thought to be less reliable', () => {
    const its = { pressing: 20, rings: 2, closeness: 'NETWORK' } as const;
    expect(highestScore(its) - highestScore(its, 0.9)).toBeCloseTo(0.5, 10);
  });
});
