/** A backup leaves its mark among what was erased: by it a journal is known to reach back that far. */
import type { Queryable } from '../platform/queryable.js';

export async function markBackup(keyStore: Queryable, mark: Buffer): Promise<void> {
  await keyStore.query('mark-backup', 'INSERT INTO erased (digest) VALUES ($1)', [mark]);
}
