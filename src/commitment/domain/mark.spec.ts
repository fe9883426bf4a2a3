import { describe, expect, it } from '@jest/globals';
import { decideMark, type StepMark } from './mark.js';

const step = { id: 'step', version: 3, retired: false };
const today = '2026-06-10';

describe('a mark', () => {
  it.each<[StepMark, number | null, number]>([
    ['STARTED', null, 3],
    ['DONE', 3, 3],
    ['DONE', 1, 1],
    ['SET_ASIDE', 2, 2],
  ])('%s keeps the version that was read: %s', (mark, read, version) => {
    const value = { stepId: 'step', mark, version, markedOn: today };
    expect(decideMark(step, mark, read, today)).toEqual({ accepted: true, value });
  });

  it.each([0, -1, 4])('is not of version %i, which there is not', (read) => {
    expect(decideMark(step, 'DONE', read, today)).toEqual({
      accepted: false,
      code: 'INVALID_INPUT',
      path: ['version'],
    });
  });

  it('is not of a step that is retired', () => {
    const refused = { accepted: false, code: 'WRONG_STATE' };
    expect(decideMark({ ...step, retired: true }, 'DONE', null, today)).toEqual(refused);
  });
});
