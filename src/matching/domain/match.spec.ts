/** Each hard condition, met and unmet, alone and together. */
import { describe, expect, it } from '@jest/globals';
import { AccessNeed, featureFor } from '../../kernel/access-needs.js';
import { hours, later } from '../../kernel/duration.js';
import { type Asked, type Between, type Condition, type Given, overlaps, servable, unmetConditions } from './match.js';

const NOW = new Date('2027-03-10T12:00:00Z');
const span = (opensIn: number, closesIn: number) => ({
  opensAt: later(NOW, hours(opensIn)),
  closesAt: later(NOW, hours(closesIn)),
});
const NO_SEATS = { INFANT: 0, TODDLER: 0, BOOSTER: 0 };

const asked: Asked = {
  kind: 'RIDE',
  window: span(12, 24),
  lines: [{ unit: 'OUTBOUND_SEAT', remaining: 2, divisible: false }],
  accessNeeds: [],
  childSeats: NO_SEATS,
  skill: null,
  mode: null,
  spokenLanguage: null,
  minimumTier: 'NEW',
};
const given: Given = {
  kind: 'RIDE',
  windows: [span(0, 12), span(20, 30)],
  lines: [{ unit: 'OUTBOUND_SEAT', remaining: 2 }],
  features: [],
  childSeats: NO_SEATS,
  skills: [],
  modes: [],
  languages: ['en'],
  reachRings: 3,
  homeTier: 'VOUCHED',
};
const between: Between = {
  rings: 3,
  middleRings: 3,
  inCircle: true,
  othersAskedFirst: false,
  blocked: false,
  hidden: false,
};
const TIME = { kind: 'TIME', lines: [{ unit: 'MINUTE', remaining: 60, divisible: true }] } as const;
const TIME_GIVEN = {
  kind: 'TIME',
  lines: [{ unit: 'MINUTE', remaining: 30 }],
  skills: ['REPAIR'],
  modes: ['IN_PERSON'],
} as const;
const repair = { ...TIME, skill: 'REPAIR', mode: 'IN_PERSON' } as const;

describe('unmetConditions', () => {
  it.each<[string, Partial<Asked>, Partial<Given>, Partial<Between>, readonly Condition[]]>([
    ['a match', {}, {}, {}, []],
    [
      'another kind',
      { kind: 'GROCERY', lines: [{ unit: 'BAG', remaining: 1, divisible: true }] },
      {},
      {},
      ['SAME_KIND', 'CAPACITY_LEFT'],
    ],
    ['too far by a ring', {}, {}, { rings: 4 }, ['REACHES']],
    ['far, but some part is reached', {}, {}, { rings: 3, middleRings: 9 }, []],
    ['windows that only touch', {}, { windows: [span(0, 12), span(24, 30)] }, {}, ['WINDOWS_OVERLAP']],
    ['no window left', {}, { windows: [] }, {}, ['WINDOWS_OVERLAP']],
    ['a home that can at any time', {}, { windows: null }, {}, []],
    ['a family for whom any time will do', { window: null }, {}, {}, []],
    ['any time, but all over', { window: null }, { windows: [span(-9, -1)] }, {}, ['WINDOWS_OVERLAP']],
    ['the request over', { window: span(-5, 0) }, { windows: null }, {}, ['WINDOWS_OVERLAP']],
    ['a seat short', {}, { lines: [{ unit: 'OUTBOUND_SEAT', remaining: 1 }] }, {}, ['CAPACITY_LEFT']],
    [
      'nothing left to claim',
      { lines: [{ unit: 'OUTBOUND_SEAT', remaining: 0, divisible: true }] },
      {},
      {},
      ['CAPACITY_LEFT'],
    ],
    [
      'one leg of two',
      { lines: [...asked.lines, { unit: 'RETURN_SEAT', remaining: 2, divisible: false }] },
      {},
      {},
      [],
    ],
    ['no ramp', { accessNeeds: ['WHEELCHAIR_RAMP'] }, { features: ['STEP_FREE'] }, {}, ['HAS_FEATURES']],
    ['one need of two', { accessNeeds: ['QUIET', 'MASKS'] }, { features: ['WEARS_MASK'] }, {}, ['HAS_FEATURES']],
    ['a ramp', { accessNeeds: ['WHEELCHAIR_RAMP'] }, { features: ['VEHICLE_WITH_RAMP'] }, {}, []],
    [
      'one infant seat of two',
      { childSeats: { ...NO_SEATS, INFANT: 2 } },
      { childSeats: { ...NO_SEATS, INFANT: 1 } },
      {},
      ['HAS_FEATURES'],
    ],
    ['another circle', {}, {}, { inCircle: false }, ['VISIBLE']],
    ['another home asked first', {}, {}, { othersAskedFirst: true }, ['VISIBLE']],
    ['a tier too low', { minimumTier: 'TRUSTED' }, {}, {}, ['VISIBLE']],
    ['blocked', {}, {}, { blocked: true }, ['NOT_BLOCKED']],
    ['hidden', {}, {}, { hidden: true }, ['NOT_HIDDEN']],
    [
      'everything at once',
      {},
      { windows: [] },
      { rings: 9, blocked: true, hidden: true },
      ['REACHES', 'WINDOWS_OVERLAP', 'NOT_BLOCKED', 'NOT_HIDDEN'],
    ],
    ['the skill', repair, TIME_GIVEN, {}, []],
    ['another skill', { ...repair, skill: 'CHILDCARE' }, TIME_GIVEN, {}, ['HAS_SKILL']],
    ['only in person', { ...repair, mode: 'REMOTE' }, TIME_GIVEN, {}, ['HAS_SKILL']],
    ['a language to speak', { ...repair, spokenLanguage: 'es' }, TIME_GIVEN, {}, ['HAS_SKILL']],
    ['a language spoken', { ...repair, spokenLanguage: 'es' }, { ...TIME_GIVEN, languages: ['es-MX'] }, {}, []],
    [
      'money, which meets nobody',
      {
        kind: 'MONEY',
        window: null,
        lines: [{ unit: 'USD', remaining: 500, divisible: true }],
        accessNeeds: ['QUIET'],
      },
      { kind: 'MONEY', windows: null, lines: [{ unit: 'USD', remaining: 100 }] },
      {},
      [],
    ],
    [
      'money of another currency',
      { kind: 'MONEY', lines: [{ unit: 'USD', remaining: 500, divisible: true }] },
      { kind: 'MONEY', lines: [{ unit: 'EUR', remaining: 100 }] },
      {},
      ['CAPACITY_LEFT'],
    ],
  ])('%s', (_, asks, gives, relation, unmet) => {
    expect(unmetConditions({ ...asked, ...asks }, { ...given, ...gives }, { ...between, ...relation }, NOW)).toEqual(
      unmet,
    );
  });

  it('every access need is met by its feature, and by no other', () => {
    for (const need of Object.values(AccessNeed)) {
      for (const feature of Object.values(featureFor)) {
        const unmet = unmetConditions(
          { ...asked, accessNeeds: [need] },
          { ...given, features: [feature] },
          between,
          NOW,
        );
        expect(unmet.length === 0).toBe(featureFor[need] === feature);
      }
    }
  });
});

describe('servable', () => {
  it.each([
    [{ unit: 'MINUTE', remaining: 60, divisible: true }, { unit: 'MINUTE', remaining: 30 }, 30],
    [{ unit: 'MINUTE', remaining: 60, divisible: false }, { unit: 'MINUTE', remaining: 30 }, 0],
    [{ unit: 'MINUTE', remaining: 60, divisible: false }, { unit: 'MINUTE', remaining: 90 }, 60],
    [{ unit: 'BAG', remaining: 7, divisible: true }, { unit: 'RUN', remaining: 1 }, 7],
    [{ unit: 'BAG', remaining: 7, divisible: true }, { unit: 'RUN', remaining: 0 }, 0],
    [{ unit: 'MINUTE', remaining: 60, divisible: true }, { unit: 'OUTBOUND_SEAT', remaining: 3 }, 0],
  ])('%p out of %p is %i', (line, offered, amount) => {
    expect(servable(line, [offered])).toBe(amount);
  });
});

it('what overlaps is cut to both windows, and to what is still to come', () => {
  expect(overlaps(span(-2, 20), [span(-9, 3), span(5, 6), span(15, 40), span(20, 40)], NOW)).toEqual([
    span(0, 3),
    span(5, 6),
    span(15, 20),
  ]);
});
