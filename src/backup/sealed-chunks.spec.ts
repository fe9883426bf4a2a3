/** What was sealed in chunks opens whole or not at all. */
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeKey } from '../sealing/sealed-box.js';
import { openChunks, sealChunks } from './sealed-chunks.js';

const KEY = makeKey();
const HEADER = Buffer.from('{"backup":"this one"}\n');

async function through(bytes: readonly Buffer[], transform: NodeJS.ReadWriteStream): Promise<Buffer> {
  const parts: Buffer[] = [];
  // A destroyed source has nobody to tell but the iteration below.
  for await (const part of Readable.from(bytes).compose(transform)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
const sealed = (plain: Buffer, header = HEADER) => through(plain.length > 0 ? [plain] : [], sealChunks(KEY, header));
const opened = (bytes: Buffer, key = KEY, header = HEADER) => through([bytes], openChunks(key, header));
const broken = { name: 'SealBroken' };

/** As they lie in the file, each with its length. */
function chunksOf(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return chunks;
}

describe('sealed chunks', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 3 * 65_536, 200_001])('give back %d bytes', async (length) => {
    const plain = randomBytes(length);
    expect((await opened(await sealed(plain))).equals(plain)).toBe(true);
  });

  it('come in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 97 }),
        async (parts, size) => {
          const bytes = await through(
            parts.map((its) => Buffer.from(its)),
            sealChunks(KEY, HEADER),
          );
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, (at + 1) * size),
          );
          expect((await through(pieces, openChunks(KEY, HEADER))).equals(Buffer.concat(parts))).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('do not open when they are changed anywhere', async () => {
    const bytes = await sealed(randomBytes(1_000));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        await expect(opened(changed)).rejects.toMatchObject(broken);
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, (chunks: Buffer[]) => Buffer[]]>([
    ['the last one cut off', (chunks) => chunks.slice(0, -1)],
    ['all cut off', () => []],
    ['one left out', (chunks) => chunks.toSpliced(1, 1)],
    ['two exchanged', ([first, second, ...rest]) => [second, first, ...rest].filter((its) => its !== undefined)],
    ['one twice', (chunks) => chunks.toSpliced(1, 0, ...chunks.slice(1, 2))],
    ['some bytes cut off', (chunks) => [Buffer.concat(chunks).subarray(0, -3)]],
    ['something behind them', (chunks) => [...chunks, Buffer.from('more')]],
  ])('do not open with %s', async (_, tamper) => {
    const chunks = chunksOf(await sealed(randomBytes(200_000)));
    expect(chunks).toHaveLength(4);
    await expect(opened(Buffer.concat(tamper(chunks)))).rejects.toMatchObject(broken);
  });

  it('do not open under another key, behind another header, or in another archive', async () => {
    const bytes = await sealed(randomBytes(100_000));
    await expect(opened(bytes, makeKey())).rejects.toMatchObject(broken);
    await expect(opened(bytes, KEY, Buffer.from('another'))).rejects.toMatchObject(broken);
    const other = chunksOf(await sealed(randomBytes(100_000), Buffer.from('another')));
    const [first = Buffer.alloc(0)] = chunksOf(bytes);
    await expect(opened(Buffer.concat([first, ...other.slice(1)]))).rejects.toMatchObject(broken);
  });
});
