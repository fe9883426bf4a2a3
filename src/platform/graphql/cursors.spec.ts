import { describe, expect, it } from '@jest/globals';
import { Cursors } from './cursors.js';

const KEY = Buffer.alloc(32, 1);
const LIST = 'requests HOME a all';
const POSITION = ['TODAY', 7, 'b1c4'] as const;
const refused = { accepted: false, code: 'INVALID_INPUT', path: ['after'] };

describe('a cursor', () => {
  const cursors = new Cursors(KEY);

  it.each([
    ['that was sealed just now', cursors],
    ['of another process', new Cursors(KEY)],
  ])('%s opens, as often as it is sent', (_, its) => {
    const cursor = cursors.seal(LIST, POSITION);
    for (let time = 0; time < 3; time += 1) expect(its.open(LIST, cursor)).toEqual({ accepted: true, value: POSITION });
  });

  it.each([
    ['sealed', () => undefined],
    ['sealed and opened', (cursor: string) => cursors.open(LIST, cursor)],
  ])('serves no other list when it was %s', (_, before) => {
    const cursor = cursors.seal(LIST, POSITION);
    before(cursor);
    for (const list of ['requests HOME b all', 'requests HOME a', 'offers HOME a all', '']) {
      expect(cursors.open(list, cursor)).toMatchObject(refused);
      expect(cursors.open(list, cursor)).toMatchObject(refused);
    }
    expect(cursors.open(LIST, cursor)).toEqual({ accepted: true, value: POSITION });
  });

  it('that was changed, cut or sealed with another key does not open', () => {
    const cursor = cursors.seal(LIST, POSITION);
    const others = [
      `${cursor.slice(0, -2)}${cursor.endsWith('AA') ? 'BB' : 'AA'}`,
      cursor.slice(0, -4),
      '',
      'x'.repeat(2_000),
    ];
    for (const other of [...others, new Cursors(Buffer.alloc(32, 2)).seal(LIST, POSITION)]) {
      expect(cursors.open(LIST, other)).toMatchObject(refused);
    }
  });

  it('tells nothing of what it stands for, and no two are alike', () => {
    const [one, other] = [cursors.seal(LIST, POSITION), cursors.seal(LIST, POSITION)];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('TODAY');
  });

  it('opens still when more were sealed since than are remembered', () => {
    const cursor = cursors.seal(LIST, POSITION);
    for (let more = 0; more < 10_001; more += 1) cursors.seal(LIST, POSITION);
    expect(cursors.open(LIST, cursor)).toEqual({ accepted: true, value: POSITION });
  });
});
