/** Whoever asks while others are being read is read with all who wait; each is told its own, and one that fails takes nobody with it. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { currentCall, newCall, withinCall } from './current-call.js';
import { ReadTogether } from './read-together.js';

const AT_ONCE = 2;
const WHEN_LONG = 3;
let begun: { readonly asked: readonly number[]; readonly end: () => void }[];
let fails: (asked: readonly number[]) => boolean;
/** Milliseconds, that each reading takes. */
let takes: number;
let readings: ReadTogether<number, string>;

beforeEach(() => {
  begun = [];
  fails = () => false;
  takes = 0;
  let now = 1_000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  readings = new ReadTogether(
    async (asked) => {
      expect(currentCall()).toBeUndefined();
      await new Promise<void>((resolve) => begun.push({ asked, end: resolve }));
      now += takes;
      if (fails(asked)) throw new Error(`not ${asked.join()}`);
      return asked.map((its) => `told ${its}`);
    },
    AT_ONCE,
    WHEN_LONG,
  );
});

afterEach(() => {
  jest.restoreAllMocks();
});

const asked = () => begun.map((its) => its.asked);
/** Ends what was begun, and what begins then, until nothing does. */
async function endAll() {
  for (let at = 0; at < begun.length; at += 1) {
    begun[at]?.end();
    await new Promise(setImmediate);
  }
}

describe('those who ask', () => {
  it('are read at once while few are', async () => {
    const all = [readings.ask(1), readings.ask(2)];
    expect(asked()).toEqual([[1], [2]]);
    await endAll();
    expect(await Promise.all(all)).toEqual(['told 1', 'told 2']);
  });

  it('wait for the next reading, go together, and are told each its own', async () => {
    const all = [1, 2, 3, 4, 5].map((its) => readings.ask(its));
    expect(asked()).toEqual([[1], [2]]);
    begun[1]?.end();
    await new Promise(setImmediate);
    expect(asked()).toEqual([[1], [2], [3, 4, 5]]);
    await endAll();
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5].map((its) => `told ${its}`));
  });

  it('are never read by what had begun before they asked', async () => {
    const early = [readings.ask(1), readings.ask(2)];
    const late = readings.ask(3);
    expect(asked().flat()).not.toContain(3);
    await endAll();
    expect(await late).toBe('told 3');
    await Promise.all(early);
  });

  it('are so many in one reading and no more', async () => {
    const all = Array.from({ length: 40 }, (_, its) => readings.ask(its));
    await endAll();
    expect(asked().map(({ length }) => length)).toEqual([1, 1, 16, 16, 6]);
    expect(await Promise.all(all)).toEqual(Array.from({ length: 40 }, (_, its) => `told ${its}`));
  });
});

it('goes alone where each takes long, more at once, and together again when it does not', async () => {
  takes = 30;
  const all = Array.from({ length: 6 }, (_, its) => readings.ask(its));
  begun[0]?.end();
  await new Promise(setImmediate);
  // One is under way still.
  expect(asked()).toEqual([[0], [1], [2], [3]]);
  begun[1]?.end();
  await new Promise(setImmediate);
  expect(asked()).toEqual([[0], [1], [2], [3], [4]]);
  takes = 1;
  await endAll();
  expect(asked().flat()).toEqual([0, 1, 2, 3, 4, 5]);
  const before = begun.length;
  const more = Array.from({ length: 5 }, (_, its) => readings.ask(its));
  await endAll();
  expect(asked().slice(before)).toEqual([[0], [1], [2, 3, 4]]);
  await Promise.all([...all, ...more]);
});

it('reads nothing any more for a caller who was told that it took too long', async () => {
  const first = [readings.ask(1), readings.ask(2)];
  takes = 6_000;
  const late = withinCall(newCall(5_000), () => readings.ask(3));
  const patient = withinCall(newCall(50_000), () => readings.ask(4));
  const refused = expect(late).rejects.toThrow('took too long');
  await endAll();
  await refused;
  expect(asked()).toEqual([[1], [2], [4]]);
  expect(await patient).toBe('told 4');
  await Promise.all(first);
});

describe('a reading that fails', () => {
  it('is done again for each alone, so that only whose it is fails', async () => {
    fails = (its) => its.includes(4);
    const all = [1, 2, 3, 4, 5].map((its) => readings.ask(its));
    const ended = Promise.allSettled(all);
    await endAll();
    expect((await ended).map((its) => (its.status === 'fulfilled' ? its.value : its.reason.message))).toEqual([
      'told 1',
      'told 2',
      'told 3',
      'not 4',
      'told 5',
    ]);
  });

  it('gives its place back', async () => {
    fails = () => true;
    const all = Promise.allSettled([1, 2, 3].map((its) => readings.ask(its)));
    await endAll();
    await all;
    fails = () => false;
    const next = readings.ask(9);
    await endAll();
    expect(await next).toBe('told 9');
  });
});
