/** What was erased is remembered as a digest: it names nobody, and tells a thing from a backup again by that thing alone. The database makes the same. */
import { createHash } from 'node:crypto';

/**
 * A key, request, home or member of a home by its id, a ring by its verifier, a sealed text by its box, a generation of a request's return codes by `id/number`.
 * Withdrawn is what a family took back and did not erase; a backup that was made leaves its mark among them.
 */
export type ErasedThing =
  | 'data_key'
  | 'ring'
  | 'generation'
  | 'request'
  | 'withdrawn'
  | 'box'
  | 'backup'
  | 'home'
  | 'member';

/** As `erased_digest` of migrations/erased-table.ts makes it. */
export function erasedDigest(what: ErasedThing, bytes: string | Uint8Array): Buffer {
  return createHash('sha256').update(what).update('\0').update(bytes).digest();
}
