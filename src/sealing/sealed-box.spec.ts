import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  makeKey,
  open,
  openJson,
  SealBroken,
  type SealContext,
  SHORT_PADDING_STEP,
  seal,
  sealJson,
} from './sealed-box.js';

const context: SealContext = { table: 'handoff', column: 'box', rowId: 'a1', partnerId: 'p1', keyId: 'k1' };
const OVERHEAD = 1 + 12 + 16;

describe('a sealed box', () => {
  it('gives back what was sealed, of any length and step', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.constantFrom(16, SHORT_PADDING_STEP, 256), (plain, step) => {
        const key = makeKey();
        expect(new Uint8Array(open(key, seal(key, plain, context, step), context))).toEqual(plain);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it.each([
    ['table', { ...context, table: 'message' }],
    ['column', { ...context, column: 'other' }],
    ['row', { ...context, rowId: 'a2' }],
    ['partner', { ...context, partnerId: '' }],
    ['key id', { ...context, keyId: 'k2' }],
    ['a boundary between two of them', { ...context, rowId: 'a1p', partnerId: '1' }],
  ])('does not open when it was moved: %s', (_, elsewhere) => {
    const key = makeKey();
    const box = seal(key, Buffer.from('the green door'), context);
    expect(() => open(key, box, elsewhere)).toThrow(SealBroken);
    expect(open(key, box, context).toString()).toBe('the green door');
  });

  it('does not open with another key, with any changed byte, or cut short, and does not say which', () => {
    const key = makeKey();
    const box = seal(key, Buffer.from('the green door'), context, SHORT_PADDING_STEP);
    const broken = [
      ...Array.from(box, (byte, index) => Object.assign(Buffer.from(box), { [index]: byte ^ 1 })),
      ...Array.from(box, (_, length) => box.subarray(0, length)),
    ];
    const said = new Set([...broken.map((wrong) => failureOf(key, wrong)), failureOf(makeKey(), box)]);
    expect([...said]).toEqual(['SealBroken: a sealed box does not open']);
  });

  it.each([
    [0, 256],
    [1, 256],
    [255, 256],
    [256, 512],
    [511, 512],
  ])('shows only a step of its length: %i bytes take %i', (length, filled) => {
    expect(seal(makeKey(), Buffer.alloc(length), context)).toHaveLength(filled + OVERHEAD);
  });

  it('is never the same twice', () => {
    const key = makeKey();
    const boxes = Array.from({ length: 100 }, () => seal(key, Buffer.from('same'), context).toString('hex'));
    expect(new Set(boxes).size).toBe(100);
  });

  it('carries values', () => {
    const key = makeKey();
    const value = { place: 'Añil 4', notes: ['🚪', null] };
    expect(openJson(key, sealJson(key, value, context), context)).toEqual(value);
  });
});

function failureOf(key: Buffer, box: Buffer): string {
  try {
    open(key, box, context);
    return 'opened';
  } catch (error) {
    return String(error);
  }
}
