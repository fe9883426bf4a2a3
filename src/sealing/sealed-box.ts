/** A sealed box opens with its own key in the one place that it was sealed for, and shows no more than a coarse length. */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes, randomFillSync } from 'node:crypto';
import { canonicalBytes } from './canonical-bytes.js';

/** Where a box belongs. All of it is authenticated, so a ciphertext that was moved elsewhere does not open. */
export interface SealContext {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
  /** Empty where no partner looks after the row. */
  readonly partnerId: string;
  /** The id of the key that seals it, as the row or the box names it. */
  readonly keyId: string;
}

/** It does not open: wrong key, wrong place or changed bytes. It never says which. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor() {
    super('a sealed box does not open');
  }
}

/** Bytes to which a plaintext is filled up, so that its length tells little. */
const PADDING_STEP = 256;
/** For the short texts of a listing, of which there are many. */
export const SHORT_PADDING_STEP = 64;
export const KEY_BYTES = 32;

// layout byte ‖ nonce ‖ ciphertext ‖ tag
const LAYOUT = 1;
const LAYOUT_BYTE = Buffer.of(LAYOUT);
const NONCE_BYTES = 12;
/** Asking for a few bytes of chance costs as much as asking for many. */
const NONCES_AT_ONCE = 256;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;
const CIPHER = 'aes-256-gcm';

/** Its bytes, or what Node made of them: for a key that is used over and over, which it then need not look at again. */
export type SealKey = Buffer | KeyObject;

/** A fresh 256-bit key. */
export function makeKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

export function seal(key: SealKey, plain: Uint8Array, context: SealContext, step: number = PADDING_STEP): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(context));
  const body = cipher.update(fillUp(plain, step));
  const rest = cipher.final();
  return Buffer.concat([LAYOUT_BYTE, nonce, body, rest, cipher.getAuthTag()]);
}

/** Throws `SealBroken`, and nothing else, for whatever does not open. */
export function open(key: SealKey, box: Buffer, context: SealContext): Buffer {
  try {
    if (box[0] !== LAYOUT || box.length <= HEAD_BYTES + TAG_BYTES) throw new SealBroken();
    const decipher = createDecipheriv(CIPHER, key, box.subarray(1, HEAD_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData(context));
    decipher.setAuthTag(box.subarray(-TAG_BYTES));
    const body = decipher.update(box.subarray(HEAD_BYTES, -TAG_BYTES));
    return takeFillingOff(Buffer.concat([body, decipher.final()]));
  } catch {
    // What went wrong would help only somebody who tries boxes that are not theirs.
    throw new SealBroken();
  }
}

export function sealJson(key: SealKey, value: unknown, context: SealContext, step: number = PADDING_STEP): Buffer {
  return seal(key, Buffer.from(JSON.stringify(value), 'utf8'), context, step);
}

/** `T` is what was sealed there: the box is authenticated, so nobody else has written it. */
export function openJson<T>(key: SealKey, box: Buffer, context: SealContext): T {
  // The seal vouches for the shape: only `sealJson` under this key and place makes a box that opens.
  return JSON.parse(open(key, box, context).toString('utf8')) as T;
}

const nonces = Buffer.alloc(NONCES_AT_ONCE * NONCE_BYTES);
let noncesUsed = NONCES_AT_ONCE;

/** A copy: what is drawn next overwrites what was drawn before. */
function nextNonce(): Buffer {
  if (noncesUsed === NONCES_AT_ONCE) {
    randomFillSync(nonces);
    noncesUsed = 0;
  }
  const from = noncesUsed * NONCE_BYTES;
  noncesUsed += 1;
  return Buffer.from(nonces.subarray(from, from + NONCE_BYTES));
}

function additionalData({ table, column, rowId, partnerId, keyId }: SealContext): Buffer {
  return canonicalBytes('sanctuary-homes/sealed-box', [LAYOUT_BYTE, table, column, rowId, partnerId, keyId]);
}

/** ISO/IEC 7816-4: one marked byte, then zeros; opening needs no step, so a step may change. */
function fillUp(plain: Uint8Array, step: number): Buffer {
  const filled = Buffer.alloc((Math.floor(plain.length / step) + 1) * step);
  filled.set(plain);
  filled[plain.length] = 0x80;
  return filled;
}

function takeFillingOff(filled: Buffer): Buffer {
  let end = filled.length - 1;
  while (end >= 0 && filled[end] === 0) end -= 1;
  if (filled[end] !== 0x80) throw new SealBroken();
  return filled.subarray(0, end);
}
