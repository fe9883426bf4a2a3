/** Which dates of a series are made when, and who is asked first. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hours, later } from '../../kernel/duration.js';
import { dueOccurrences, firstRefusal } from './series.js';

const NOW = new Date('2027-03-10T12:00:00Z');
/** Weekly, mornings, from day 100 on. */
const weekly = Array.from({ length: 10 }, (_, week) => ({ fromHalf: 200 + week * 14, untilHalf: 200 + week * 14 }));
const starts = (dates: readonly { fromHalf: number }[]) => dates.map((date) => date.fromHalf);

describe('dueOccurrences', () => {
  it.each([
    ['today and the 14 days after', 200, [], [200, 214, 228]],
    ['each once', 200, [200, 214], [228]],
    ['not what is over', 201, [], [214, 228]],
    ['not before the fourteenth day', 199, [], [200, 214]],
    ['after an outage, only what can still be served', 215, [200], [228, 242]],
    ['all made', 200, [200, 214, 228], []],
  ])('%s', (_, nowHalf, made, due) => {
    expect(starts(dueOccurrences(weekly, new Set(made), nowHalf))).toEqual(due);
  });

  it('running twice makes nothing twice, and a day missed is made up', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 }), (steps) => {
        const made = new Set<number>();
        let nowHalf = 190;
        for (const step of [0, ...steps]) {
          nowHalf += step;
          for (const date of dueOccurrences(weekly, made, nowHalf)) made.add(date.fromHalf);
          expect(dueOccurrences(weekly, made, nowHalf)).toEqual([]);
          const inReach = weekly.filter((date) => date.fromHalf >= nowHalf && date.fromHalf < nowHalf + 28);
          for (const date of inReach) expect(made.has(date.fromHalf)).toBe(true);
        }
      }),
    );
  });
});

describe('first refusal', () => {
  it.each([
    ['a day', 'home', null, 24],
    ['not beyond the opening', 'home', 5, 5],
    ['not once it has opened', 'home', -1, null],
    ['nobody was confirmed', null, null, null],
  ])('%s', (_, home, opensIn, forHours) => {
    const asked = firstRefusal(home, opensIn === null ? null : later(NOW, hours(opensIn)), NOW);
    expect(asked).toEqual(forHours === null ? null : { homeId: 'home', until: later(NOW, hours(forHours)) });
  });
});
