/** One lock for whatever changes on whose word homes stand: a coordinator's or that of homes, so that nobody decides on half a branch. */
import type { Queryable } from '../platform/queryable.js';

/** First of all in a transaction, before any home. */
export async function lockVouching(tx: Queryable): Promise<void> {
  await tx.query('lock-vouching', `SELECT pg_advisory_xact_lock(hashtextextended('vouching', 0))`);
}
