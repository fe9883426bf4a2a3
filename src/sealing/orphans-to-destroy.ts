/** A few keys without a record are left over from what broke off; many mean that we look at the wrong records, and then none is destroyed. */

export interface LookedAt {
  /** Data keys old enough that what they seal would be written by now. */
  readonly keys: number;
  readonly orphans: number;
}

/** So many may be left over whatever the share: a young instance has few keys. */
const ALWAYS_PLAUSIBLE = 100;
const PLAUSIBLE_SHARE = 0.2;

export function mayBeLeftOver({ keys, orphans }: LookedAt): boolean {
  // With nothing at all in the main database, another one was put in its place.
  if (orphans === keys && keys > 1) return false;
  return orphans <= Math.max(ALWAYS_PLAUSIBLE, keys * PLAUSIBLE_SHARE);
}
