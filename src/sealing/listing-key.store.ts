/** Which data key seals the listings of an epoch: one, however many processes begin the epoch at once. */
import type { Queryable } from '../platform/queryable.js';

export class ListingKeyStore {
  constructor(private readonly keyStore: Queryable) {}

  async ofEpoch(epoch: string): Promise<string | null> {
    const { rows } = await this.keyStore.query<{ dataKeyId: string }>(
      'find-listing-key',
      'SELECT data_key_id AS "dataKeyId" FROM listing_key WHERE epoch = $1',
      [epoch],
    );
    return rows[0]?.dataKeyId ?? null;
  }

  /** Proposes a key in the place of `instead` (null: of none). False when somebody else was faster. */
  async propose(epoch: string, dataKeyId: string, instead: string | null): Promise<boolean> {
    const { rowCount } = await this.keyStore.query(
      'propose-listing-key',
      `INSERT INTO listing_key (epoch, data_key_id) VALUES ($1, $2)
       ON CONFLICT (epoch) DO UPDATE SET data_key_id = EXCLUDED.data_key_id WHERE listing_key.data_key_id = $3::uuid`,
      [epoch, dataKeyId, instead],
    );
    return rowCount === 1;
  }
}
