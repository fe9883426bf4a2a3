import { describe, expect, it } from '@jest/globals';
import { HashQueue } from './hash-queue.js';

describe('the queue of slow hashes', () => {
  it('runs two at once, lets sixteen wait, and sends the others away unhashed', async () => {
    const queue = new HashQueue();
    let running = 0;
    let most = 0;
    let begun = 0;
    const work = async () => {
      begun += 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setImmediate(done));
      running -= 1;
      return 'hashed';
    };
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => queue.run('NEW_CODE', work)));
    expect(outcomes.slice(0, 18)).toEqual(Array(18).fill('hashed'));
    expect(outcomes.slice(18)).toEqual(Array(2).fill({ accepted: false, code: 'BUSY', retryAfterSeconds: 2 }));
    expect({ most, begun }).toEqual({ most: 2, begun: 18 });
    await expect(queue.run('NEW_CODE', work)).resolves.toBe('hashed');
  });

  it('gives its place on when a hash fails', async () => {
    const queue = new HashQueue();
    const failing = Array.from({ length: 18 }, () =>
      queue.run('NEW_CODE', () => Promise.reject(new Error('no memory'))),
    );
    const outcomes = await Promise.allSettled(failing);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    await expect(queue.run('NEW_CODE', async () => 'hashed')).resolves.toBe('hashed');
  });

  it('lets nobody wait for a crowd in another lane', async () => {
    const queue = new HashQueue();
    const order: string[] = [];
    const noted = (what: string) => async () => {
      order.push(what);
    };
    const crowd = Array.from({ length: 18 }, (_, at) => queue.run('NEW_CODE', noted(`new ${at}`)));
    const family = queue.run('OPEN_CODE', noted('back'));
    await expect(family).resolves.toBeUndefined();
    await Promise.all(crowd);
    expect(order.indexOf('back')).toBeLessThan(5);
  });

  it('gives families behind a crowd of guessers every other turn, and lets thirty-two of them wait', async () => {
    const queue = new HashQueue();
    const order: string[] = [];
    const noted = (what: string) => async () => {
      order.push(what);
    };
    const crowds = (['OPEN_CODE', 'NEW_CODE', 'PASSWORD'] as const).flatMap((lane) =>
      Array.from({ length: 16 }, () => queue.run(lane, noted('crowd'))),
    );
    const families = Array.from({ length: 33 }, () => queue.run('OPEN_CODE_IF_THERE', noted('family')));
    const outcomes = await Promise.all(families);
    await Promise.all(crowds);
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(32);
    expect(order.slice(2, 62).filter((what) => what === 'family').length).toBeGreaterThanOrEqual(29);
  });
});
