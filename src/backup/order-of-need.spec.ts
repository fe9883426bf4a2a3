/** Every table comes after those that it needs. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TableShape } from './archive-format.js';
import { inOrderOfNeed } from './order-of-need.js';

const table = (name: string, ...needs: string[]): TableShape => ({
  schema: 'public',
  name,
  columns: [],
  primaryKey: [],
  needs: needs.map((need) => `public.${need}`),
});
const names = (tables: readonly TableShape[]) => tables.map(({ name }) => name);

describe('the order of need', () => {
  it('puts what is needed first, and keeps to the alphabet where it is free', () => {
    expect(names(inOrderOfNeed([table('claim', 'request'), table('request', 'partner'), table('partner')]))).toEqual([
      'partner',
      'request',
      'claim',
    ]);
    expect(names(inOrderOfNeed([table('b'), table('a')]))).toEqual(['a', 'b']);
  });

  it('lets a table need itself, and one that is not there', () => {
    expect(names(inOrderOfNeed([table('a', 'a', 'left_out')]))).toEqual(['a']);
  });

  it('refuses a circle', () => {
    expect(() => inOrderOfNeed([table('a', 'b'), table('b', 'a')])).toThrow('circle');
  });

  it('holds for any tables that need only earlier ones', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(20), { maxLength: 3 }), { maxLength: 12 }), (needsOf) => {
        const tables = needsOf.map((needs, at) =>
          table(
            `t${String(at).padStart(2, '0')}`,
            ...needs.filter((it) => it < at).map((it) => `t${String(it).padStart(2, '0')}`),
          ),
        );
        const seen = new Set<string>();
        for (const { name, needs } of inOrderOfNeed(tables.toReversed())) {
          expect(needs.every((need) => seen.has(need))).toBe(true);
          seen.add(`public.${name}`);
        }
        expect(seen.size).toBe(tables.length);
      }),
    );
  });
});
