import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { FewAtOnce } from './few-at-once.js';

describe('few at once', () => {
  it('runs so many, lets so many wait, and turns the others away', async () => {
    const few = new FewAtOnce(2, 3);
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await delay(5);
      running -= 1;
      return 'done';
    };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => few.run(1_000, work)));
    expect(outcomes).toEqual(['done', 'done', 'done', 'done', 'done', null, null, null]);
    expect(most).toBe(2);
    expect(await few.run(1_000, work)).toBe('done');
  });

  it('never begins what was given up on, and keeps the place of what is under way', async () => {
    const few = new FewAtOnce(1, 10);
    let begun = 0;
    const slow = () => {
      begun += 1;
      return delay(120);
    };
    expect(await Promise.all([few.run(20, slow), few.run(20, slow), few.run(20, slow)])).toEqual([null, null, null]);
    expect(begun).toBe(1);
    expect(await few.run(20, slow)).toBeNull();
    expect(begun).toBe(1);
    await delay(120);
    expect(await few.run(500, async () => 'done')).toBe('done');
  });

  it('gives a place on when something fails', async () => {
    const few = new FewAtOnce(1, 10);
    const failing = () => Promise.reject(new Error('no database'));
    const outcomes = await Promise.allSettled([few.run(100, failing), few.run(100, failing)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await few.run(100, async () => 'done')).toBe('done');
  });
});
