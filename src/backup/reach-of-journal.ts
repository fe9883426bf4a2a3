/** A journal says what was erased since a backup only if it was there then and somebody kept it until the service stopped. */
import { CannotStart } from '../platform/cannot-start.js';
import { erasedDigest } from '../sealing/erasure/erased-digest.js';
import type { ErasureJournal } from '../sealing/erasure/erasure-journal.js';

const OR_ELSE =
  'Put the journal back (ERASURE_JOURNAL). If it is lost: --without-families restores everything but what belongs to families.';
const DAY_MS = 24 * 60 * 60 * 1000;

/** `stoppedOn`: YYYY-MM-DD. Throws `CannotStart`. */
export async function reachesFrom(
  journal: ErasureJournal,
  backup: string,
  stoppedOn: string | undefined,
  now: Date,
): Promise<void> {
  const mark = erasedDigest('backup', backup);
  let marked = false;
  let signedAt: Date | null = null;
  for await (const entry of journal.entries()) {
    if ('digest' in entry) marked ||= entry.digest.equals(mark);
    else if (!signedAt || entry.signedAt > signedAt) signedAt = entry.signedAt;
  }
  if (!marked || !signedAt) {
    throw new CannotStart(`The journal of what was erased does not know this backup. ${OR_ELSE}`);
  }
  const until = stoppedOn === undefined ? new Date(now.getTime() - DAY_MS) : new Date(`${stoppedOn}T00:00:00Z`);
  if (signedAt >= until) return;
  const day = signedAt.toISOString().slice(0, 10);
  throw new CannotStart(
    `The journal of what was erased ends on ${day}. If the service did not run after that: --stopped-on ${day}. If it did, this is not its latest journal. ${OR_ELSE}`,
  );
}
