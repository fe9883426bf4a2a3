import { describe, expect, it } from '@jest/globals';
import type { HomeTier } from '../../kernel/viewer.js';
import { bestMatches, bestOfFound, type Pair } from './best-matches.js';
import type { Asked } from './match.js';

const NOW = new Date('2026-11-02T08:00:00Z');
const NO_SEATS: Asked['childSeats'] = { INFANT: 0, TODDLER: 0, BOOSTER: 0 };

function aPair(id: string, homeTier: HomeTier, its: Partial<Asked> = {}, confirmed = 0): Pair {
  const asked: Asked = {
    ...{ kind: 'TIME', window: null, accessNeeds: [], childSeats: NO_SEATS, skill: 'TUTORING', mode: 'REMOTE' },
    ...{ lines: [{ unit: 'MINUTE', remaining: 60, divisible: true }], spokenLanguage: null, minimumTier: 'NEW' },
    ...its,
  };
  return {
    ...{ id, asked, lastAskedHalf: 0 },
    offer: {
      ...{
        kind: 'TIME',
        windows: null,
        features: [],
        childSeats: NO_SEATS,
        languages: ['en'],
        reachRings: 5,
        homeTier,
      },
      ...{ skills: ['TUTORING', 'CHILDCARE'], modes: ['REMOTE', 'IN_PERSON'] },
      periods: [
        { opensAt: NOW, closesAt: new Date('2027-01-01T00:00:00Z'), lines: [{ unit: 'MINUTE', remaining: 600 }] },
      ],
    },
    between: { rings: 0, middleRings: 0, inCircle: true, othersAskedFirst: false, blocked: false, hidden: false },
    known: {
      ...{ urgency: 'TODAY', waitingDays: 0, languages: ['en'], closeness: 'NETWORK', confirmed, broken: 0 },
    },
  };
}
const ids = (pairs: readonly Pair[], gatesShut: boolean) => bestMatches(pairs, 10, NOW, gatesShut).map(({ id }) => id);

describe('while nobody is on duty', () => {
  const pairs = [aPair('new, and known for long', 'NEW', {}, 50), aPair('vouched', 'VOUCHED')];

  it('homes that need no gate come first, and it is said why', () => {
    expect(ids(pairs, false)).toEqual(['new, and known for long', 'vouched']);
    expect(ids(pairs, true)).toEqual(['vouched', 'new, and known for long']);
    const [first, second] = bestMatches(pairs, 10, NOW, true);
    expect([first?.rank, first?.reasons[0]]).toEqual([1, 'NEEDS_NO_COORDINATOR']);
    expect([second?.rank, second?.reasons[0]]).toEqual([2, 'WAITS_FOR_COORDINATOR']);
  });

  it('nothing is said where no gate makes a difference', () => {
    expect(bestMatches([aPair('vouched', 'VOUCHED')], 10, NOW, true)[0]?.reasons).not.toContain('NEEDS_NO_COORDINATOR');
    expect(bestMatches(pairs, 10, NOW)[0]?.reasons).not.toContain('WAITS_FOR_COORDINATOR');
  });

  it('childcare in person waits, whoever comes', () => {
    const [its] = bestMatches([aPair('a', 'TRUSTED', { skill: 'CHILDCARE', mode: 'IN_PERSON' })], 10, NOW, true);
    expect(its?.reasons[0]).toBe('WAITS_FOR_COORDINATOR');
  });
});

describe('whether they are the best of all', () => {
  // 25 for today, 18 for nearness, 10 for the time, 15 for all of it, 10 for the language; reliability apart.
  const pairs = [aPair('a', 'VOUCHED', {}, 8), aPair('b', 'VOUCHED')];
  const withoutReliability = 78;

  it.each([
    ['all were looked at', { capped: false, bound: null }, 2, true],
    ['too few to fill the list, and all were looked at', { capped: false, bound: null }, 10, true],
    ['some place had more', { capped: true, bound: null }, 2, false],
    ['what was left could rank below', { capped: false, bound: withoutReliability + 2.4 }, 2, true],
    ['what was left could rank as high', { capped: false, bound: withoutReliability + 2.5 }, 2, false],
    ['what was left could rank between', { capped: false, bound: withoutReliability + 3 }, 2, false],
    ['only the first is asked for', { capped: false, bound: withoutReliability + 3 }, 1, true],
    ['more could be there than were looked at', { capped: false, bound: 1 }, 3, false],
  ])('%s', (_, looked, most, isExact) => {
    expect(bestOfFound(pairs, looked, most, NOW).isExact).toBe(isExact);
  });

  it('is not known where gates are shut and somebody waits', () => {
    const waiting = [aPair('a', 'VOUCHED'), aPair('b', 'NEW')];
    expect(bestOfFound(waiting, { capped: false, bound: 1 }, 1, NOW, true).isExact).toBe(false);
  });
});
