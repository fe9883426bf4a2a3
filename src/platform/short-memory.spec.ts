/** What is remembered for a short while is bounded, and gone soon after nobody asks for it. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ShortMemory } from './short-memory.js';

const SPAN_MS = 2_000;
const MOST = 10;
let memory: ShortMemory<string>;
beforeEach(() => {
  jest.useFakeTimers();
  memory = new ShortMemory(MOST, (key, value) => key.length + value.length);
});
afterEach(() => {
  jest.useRealTimers();
});

describe('what was put in', () => {
  it('is there', () => {
    memory.put('a', 'one');
    expect(memory.get('a')).toBe('one');
    expect(memory.get('b')).toBeUndefined();
  });

  it('is gone when nobody asked for it in two spans, and so is the timer', () => {
    memory.put('a', 'one');
    jest.advanceTimersByTime(SPAN_MS);
    expect(memory.remembered).toBe(4);
    jest.advanceTimersByTime(SPAN_MS);
    expect(memory.remembered).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('stays while somebody asks for it', () => {
    memory.put('a', 'one');
    for (let span = 0; span < 10; span += 1) {
      jest.advanceTimersByTime(SPAN_MS);
      expect(memory.get('a')).toBe('one');
    }
    jest.advanceTimersByTime(2 * SPAN_MS);
    expect(memory.get('a')).toBeUndefined();
  });

  it('is not put in when it is too large by itself', () => {
    memory.put('a', 'x'.repeat(MOST));
    expect(memory.get('a')).toBeUndefined();
    expect(memory.remembered).toBe(0);
  });
});

it('never holds more than twice what it may', () => {
  for (let at = 0; at < 1_000; at += 1) {
    memory.put(`${at}`, 'abc');
    memory.get(`${at - 1}`);
    expect(memory.remembered).toBeLessThanOrEqual(2 * MOST);
  }
});
