/** The digest by which a return code checks its own words, and of which alone its proof is kept. */
import { createHash } from 'node:crypto';

export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
