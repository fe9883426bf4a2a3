/** Aliases have one form, come from long enough lists, and every part of them is drawn. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawAlias } from './alias.js';
import { adjectives, nouns } from './alias-words.js';

/** Words that are names, or say where somebody comes from, what they believe, look like, or fled from. */
const NEVER =
  /^(Robin|Jay|Martin|Rose|Lily|Ivy|Hazel|Violet|Iris|Daisy|Olive|Heather|Holly|Willow|Rowan|Basil|Sage|Poppy|Wren|Cardinal|Monarch|Nun|Monk|Alien|Illegal|Foreign|Lost|Hidden|Border|Exile|Refuge|Black|White|Brown|Red|Yellow|Dark|Pale|Poor|Old|Young|Turkey|Canary|Dane|Persian|Angora|Sick|Lame|Blind)$/;

describe('the lists', () => {
  it.each([
    ['adjectives', adjectives, 200],
    ['nouns', nouns, 300],
  ])('%s are many, different, simple and gentle', (_, list, least) => {
    expect(list.length).toBeGreaterThanOrEqual(least);
    expect(new Set(list).size).toBe(list.length);
    for (const word of list) {
      expect(word).toMatch(/^[A-Z][a-z]{1,11}$/);
      expect(word).not.toMatch(NEVER);
    }
  });

  it('leave room for millions of live requests, whose aliases are unique', () => {
    expect(adjectives.length * nouns.length * 90).toBeGreaterThan(5_000_000);
  });
});

describe('drawAlias', () => {
  it('is two words and two digits, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 0x7fffffff })), (numbers) => {
        const alias = drawAlias((limit) => Number(numbers.next().value) % limit);
        expect(alias).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ [1-9][0-9]$/);
        expect(alias.length).toBeLessThanOrEqual(60);
      }),
    );
  });

  it('reaches the first and the last', () => {
    expect(drawAlias(() => 0)).toBe(`${adjectives[0]} ${nouns[0]} 10`);
    expect(drawAlias((limit) => limit - 1)).toBe(`${adjectives.at(-1)} ${nouns.at(-1)} 99`);
  });

  it('does not invent a word for a bad random number', () => {
    expect(() => drawAlias((limit) => limit)).toThrow(RangeError);
  });
});
