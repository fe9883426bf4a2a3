/** A stream is sealed in chunks, each bound to its place: one that is changed, moved, left out or cut off at the end does not open. */
import { Transform, type TransformCallback } from 'node:stream';
import { KEY_BYTES, open, SealBroken, type SealContext, seal } from '../sealing/sealed-box.js';

const CHUNK_BYTES = 64 * 1024;
const LENGTH_BYTES = 4;
/** A chunk, its filling, nonce and tag: whatever claims to be longer is not ours. */
const MOST_SEALED_BYTES = CHUNK_BYTES + 1_024;

/** `header`: bytes that everything is bound to. */
export function sealChunks(key: Buffer, header: Buffer): Transform {
  checkKey(key);
  let rest = Buffer.alloc(0);
  let index = 0;
  const sealed = (plain: Buffer, last: boolean) => {
    const box = seal(key, plain, placeOf(header, index, last));
    index += 1;
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(box.length);
    return Buffer.concat([length, box]);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      rest = Buffer.concat([rest, chunk]);
      // The last chunk is sealed as such: until more has come, nobody knows which it is.
      while (rest.length > CHUNK_BYTES) {
        this.push(sealed(rest.subarray(0, CHUNK_BYTES), false));
        rest = rest.subarray(CHUNK_BYTES);
      }
      done();
    },
    flush(done: TransformCallback) {
      done(null, sealed(rest, true));
    },
  });
}

/** Ends in `SealBroken` for whatever was not sealed by `sealChunks` under this key and header, in this order, to the end. */
export function openChunks(key: Buffer, header: Buffer): Transform {
  checkKey(key);
  let bytes = Buffer.alloc(0);
  let waiting: Buffer | null = null;
  let index = 0;
  const opened = (box: Buffer, last: boolean) => {
    const plain = open(key, box, placeOf(header, index, last));
    index += 1;
    return plain;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      try {
        bytes = Buffer.concat([bytes, chunk]);
        for (;;) {
          if (bytes.length < LENGTH_BYTES) break;
          const length = bytes.readUInt32BE(0);
          if (length > MOST_SEALED_BYTES) throw new SealBroken();
          if (bytes.length < LENGTH_BYTES + length) break;
          // One comes behind it: so it was not the last.
          if (waiting) this.push(opened(waiting, false));
          waiting = Buffer.from(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
          bytes = bytes.subarray(LENGTH_BYTES + length);
        }
        done();
      } catch (error) {
        done(asError(error));
      }
    },
    flush(done: TransformCallback) {
      try {
        if (!waiting || bytes.length > 0) throw new SealBroken();
        done(null, opened(waiting, true));
      } catch (error) {
        done(asError(error));
      }
    },
  });
}

function placeOf(header: Buffer, index: number, last: boolean): SealContext {
  return {
    table: 'backup',
    column: last ? 'last' : 'more',
    rowId: String(index),
    partnerId: header.toString('base64'),
    keyId: 'archive',
  };
}

function checkKey(key: Buffer): void {
  if (key.length !== KEY_BYTES) throw new SealBroken();
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new SealBroken();
}
