/** What raises a match and what lowers it, who comes first on a tie, and which words are given for it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hours, later } from '../../kernel/duration.js';
import type { Asked, Between, Given } from './match.js';
import { matchFacts } from './match-facts.js';
import { type MatchFacts, ranked, rankScore, weights } from './rank.js';
import { matchReasonTexts, reasonsFor, reasonText, speaksFor } from './reasons.js';

const best: MatchFacts = {
  urgency: 'TODAY',
  waitingDays: 7,
  rings: 0,
  reachRings: 3,
  windowShare: 1,
  servedShare: 1,
  commonLanguage: true,
  closeness: 'SAME_CIRCLE',
  confirmed: 8,
  broken: 0,
};
const worst: MatchFacts = {
  urgency: 'WHENEVER',
  waitingDays: 0,
  rings: 4,
  reachRings: 3,
  windowShare: 0,
  servedShare: 0,
  commonLanguage: false,
  closeness: 'NETWORK',
  confirmed: 0,
  broken: 8,
};

describe('rankScore', () => {
  it('has weights that add up to 100', () => {
    expect(Object.values(weights).reduce((total, weight) => total + weight, 0)).toBe(100);
    expect(rankScore(best)).toBeCloseTo(99.5);
    expect(rankScore(worst)).toBeCloseTo(0.5);
  });

  it.each<[string, Partial<MatchFacts>]>([
    ['less urgent', { urgency: 'THIS_WEEK' }],
    ['not urgent', { urgency: 'WHENEVER' }],
    ['newer', { waitingDays: 6 }],
    ['farther', { rings: 1 }],
    ['part of the time', { windowShare: 0.5 }],
    ['part of the need', { servedShare: 0.5 }],
    ['no common language', { commonLanguage: false }],
    ['a linked circle', { closeness: 'LINKED_CIRCLE' }],
    ['the network', { closeness: 'NETWORK' }],
    ['a broken promise', { broken: 1 }],
    ['no history', { confirmed: 0 }],
  ])('is lower when %s', (_, facts) => {
    expect(rankScore({ ...best, ...facts })).toBeLessThan(rankScore(best));
  });

  it('does not grow with waiting beyond a week, and stays between 0 and 100', () => {
    expect(rankScore({ ...best, waitingDays: 90 })).toBe(rankScore(best));
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const facts = fc.record({
      urgency: fc.constantFrom('TODAY' as const, 'THIS_WEEK' as const, 'WHENEVER' as const),
      waitingDays: fc.nat({ max: 400 }),
      rings: fc.nat({ max: 60 }),
      reachRings: fc.nat({ max: 40 }),
      windowShare: share,
      servedShare: share,
      commonLanguage: fc.boolean(),
      closeness: fc.constantFrom('SAME_CIRCLE' as const, 'LINKED_CIRCLE' as const, 'NETWORK' as const),
      confirmed: fc.nat({ max: 999 }),
      broken: fc.nat({ max: 999 }),
    });
    fc.assert(
      fc.property(facts, (one) => {
        expect(rankScore(one)).toBeGreaterThanOrEqual(0);
        expect(rankScore(one)).toBeLessThanOrEqual(100);
        expect(reasonsFor(one).length).toBeGreaterThanOrEqual(4);
      }),
    );
  });
});

describe('ranked', () => {
  const order = (...candidates: readonly { id: string; facts: MatchFacts; lastAskedHalf: number }[]) =>
    ranked(candidates).map(({ id, rank }) => `${rank} ${id}`);

  it('puts the better match first, then the home asked least lately, then one order for all', () => {
    expect(
      order(
        { id: 'asked yesterday', facts: best, lastAskedHalf: 900 },
        { id: 'worse', facts: worst, lastAskedHalf: 0 },
        { id: 'b never asked', facts: best, lastAskedHalf: 0 },
        { id: 'a never asked', facts: best, lastAskedHalf: 0 },
        { id: 'asked long ago', facts: best, lastAskedHalf: 500 },
      ),
    ).toEqual(['1 a never asked', '2 b never asked', '3 asked long ago', '4 asked yesterday', '5 worse']);
  });

  it('gives places, and never the number behind them', () => {
    expect(Object.keys(ranked([{ id: 'one', facts: best, lastAskedHalf: 0 }])[0] ?? {})).toEqual([
      'id',
      'facts',
      'lastAskedHalf',
      'rank',
    ]);
  });
});

describe('matchFacts', () => {
  const now = new Date('2027-03-10T12:00:00Z');
  const span = (opensIn: number, closesIn: number) => ({
    opensAt: later(now, hours(opensIn)),
    closesAt: later(now, hours(closesIn)),
  });
  const seats = { INFANT: 0, TODDLER: 0, BOOSTER: 0 };
  const asked: Asked = {
    kind: 'TIME',
    window: span(0, 24),
    lines: [
      { unit: 'MINUTE', remaining: 60, divisible: true },
      { unit: 'MINUTE', remaining: 0, divisible: true },
    ],
    accessNeeds: [],
    childSeats: seats,
    skill: null,
    mode: null,
    spokenLanguage: null,
    minimumTier: 'NEW',
  };
  const given: Given = {
    kind: 'TIME',
    windows: [span(6, 12), span(18, 30)],
    lines: [{ unit: 'MINUTE', remaining: 45 }],
    features: [],
    childSeats: seats,
    skills: [],
    modes: [],
    languages: ['es-MX'],
    reachRings: 4,
    homeTier: 'VOUCHED',
  };
  const between: Between = {
    rings: 0,
    middleRings: 2,
    inCircle: true,
    othersAskedFirst: false,
    blocked: false,
    hidden: false,
  };
  const known = {
    urgency: 'THIS_WEEK',
    waitingDays: 1,
    languages: ['es'],
    closeness: 'SAME_CIRCLE',
    confirmed: 2,
    broken: 1,
  } as const;

  it('measures the overlap, the share and the middle of the area', () => {
    expect(matchFacts(asked, given, between, known, now)).toEqual({
      urgency: 'THIS_WEEK',
      waitingDays: 1,
      rings: 2,
      reachRings: 4,
      windowShare: 0.5,
      servedShare: 0.75,
      commonLanguage: true,
      closeness: 'SAME_CIRCLE',
      confirmed: 2,
      broken: 1,
    });
  });

  it.each([
    ['without a date', { window: null }, 1],
    ['at what is left of today', { window: span(-12, 12) }, 0.5],
    ['over', { window: span(-12, 0) }, 0],
  ])('fits %s', (_, asks, share) => {
    expect(matchFacts({ ...asked, ...asks }, given, between, known, now).windowShare).toBe(share);
  });

  it('serves nothing of nothing', () => {
    expect(matchFacts({ ...asked, lines: [] }, given, between, known, now).servedShare).toBe(0);
  });
});

describe('reasons', () => {
  it('say what speaks for a match and what against', () => {
    expect(reasonsFor(best)).toEqual([
      'NEEDED_TODAY',
      'CLOSE_BY',
      'SERVES_ALL',
      'WAITING',
      'WHOLE_WINDOW',
      'COMMON_LANGUAGE',
      'SAME_CIRCLE',
    ]);
    expect(reasonsFor({ ...worst, windowShare: 0.2, urgency: 'THIS_WEEK', closeness: 'LINKED_CIRCLE' })).toEqual([
      'NEEDED_THIS_WEEK',
      'LINKED_CIRCLE',
      'MAY_BE_BEYOND_REACH',
      'SERVES_PART',
      'PART_OF_WINDOW',
      'NO_COMMON_LANGUAGE',
    ]);
    const against = reasonsFor({ ...worst, windowShare: 0.2 }).filter((code) => !speaksFor(code));
    expect(against).toEqual(['MAY_BE_BEYOND_REACH', 'SERVES_PART', 'PART_OF_WINDOW', 'NO_COMMON_LANGUAGE']);
    expect(reasonsFor(best).every(speaksFor)).toBe(true);
    expect(reasonsFor({ ...best, rings: 2 })).toContain('WITHIN_REACH');
  });

  it('never tell how reliable a home is', () => {
    const withHistory = (confirmed: number, broken: number): MatchFacts => ({ ...best, confirmed, broken });
    expect(reasonsFor(withHistory(99, 0))).toEqual(reasonsFor(withHistory(0, 99)));
  });

  it('have words in both languages, without a number in them', () => {
    for (const texts of Object.values(matchReasonTexts)) {
      expect(texts.en).toMatch(/^[A-Z][^0-9]+\.$/);
      expect(texts.es).toMatch(/^[A-ZÁÉÍÓÚ][^0-9]+\.$/);
    }
    expect(reasonText('CLOSE_BY', 'es')).toBe('Queda cerca.');
  });
});
