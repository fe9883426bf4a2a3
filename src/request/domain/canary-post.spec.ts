/** Whatever its neighbours look like and whatever is drawn, a canary can be posted as anybody's request. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Acceptance, HelpKind, Urgency } from '../../kernel/help.js';
import { timeZoneOf } from '../../place/cell.js';
import { decideCanaryPost } from './canary-post.js';

/** Around Brooklyn, of resolution 6 to 2. */
const CELLS = ['862a10727ffffff', '852a1073fffffff', '842a107ffffffff', '832a10fffffffff', '822a17fffffffff'];

it('is accepted, of the kind of its neighbour but never money, and dated like it', () => {
  fc.assert(
    fc.property(
      fc.record({
        cell: fc.constantFrom(...CELLS),
        kind: fc.constantFrom(...Object.values(HelpKind)),
        acceptance: fc.constantFrom(...Object.values(Acceptance)),
        urgency: fc.constantFrom(...Object.values(Urgency)),
        languages: fc.constantFrom([], ['es'], ['en', 'ht'], ['zh-Hant', 'kjb']),
        isDated: fc.boolean(),
      }),
      fc.array(fc.nat(0xffff_ffff), { minLength: 8, maxLength: 8 }),
      fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      (its, draws, now) => {
        const pattern = { ...its, timeZone: timeZoneOf(its.cell) };
        const post = decideCanaryPost(pattern, draws, now);
        if (!post.accepted) throw new Error(`refused: ${post.code} ${post.path?.join('.')}`);
        const { row, posting, when, lines } = post.value;
        expect(row.kind).toBe(its.kind === 'MONEY' ? 'GROCERY' : its.kind);
        expect(posting).toMatchObject({ urgency: its.urgency, acceptance: its.acceptance, languages: its.languages });
        expect(when.whole !== null).toBe(its.isDated);
        expect(lines.length).toBeGreaterThan(0);
        // None is open for longer than lists leave canaries out.
        const ends = when.whole?.closesAt.getTime() ?? now.getTime();
        expect(ends - now.getTime()).toBeLessThan(9 * 86_400_000);
      },
    ),
  );
});
