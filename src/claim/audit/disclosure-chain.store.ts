/** The logs of who opened a handoff as they are stored, a batch of requests in one look, so that an opening meanwhile changes nothing. */
import { Injectable } from '@nestjs/common';
import type { HelpKind } from '../../kernel/help.js';
import type { Queryable } from '../../platform/queryable.js';

interface StoredDisclosure {
  readonly id: string;
  readonly claimId: string;
  readonly sequence: number;
  readonly kind: HelpKind;
  readonly circleName: string;
  readonly openedHalf: number;
  readonly timeZone: string;
  /** Hex, as the next two. */
  readonly hash: string;
  readonly previousHash: string | null;
}

interface StoredHead {
  readonly count: number;
  readonly hash: string;
  readonly dropped: number;
  readonly droppedHash: string | null;
}

export interface StoredLog {
  readonly requestId: string;
  /** Null when there is none. */
  readonly head: StoredHead | null;
  /** In their order. */
  readonly disclosures: readonly StoredDisclosure[];
}

@Injectable()
export class DisclosureChainStore {
  /** Of requests whose handoff was ever opened, after `after` in the order of their ids. */
  async logs(owner: Queryable, after: string, most: number): Promise<StoredLog[]> {
    const { rows } = await owner.query<StoredLog>(
      'logs-of-disclosures',
      `SELECT r.id AS "requestId",
         (SELECT jsonb_build_object('count', h.count, 'hash', encode(h.hash, 'hex'), 'dropped', h.dropped,
            'droppedHash', encode(h.dropped_hash, 'hex')) FROM disclosure_head h WHERE h.request_id = r.id) AS head,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'claimId', d.claim_id, 'sequence', d.sequence, 'kind', d.kind,
            'circleName', d.circle_name, 'openedHalf', d.opened_half, 'timeZone', d.time_zone, 'hash', encode(d.hash, 'hex'),
            'previousHash', encode(d.previous_hash, 'hex')) ORDER BY d.sequence), '[]')
          FROM disclosure d WHERE d.request_id = r.id) AS disclosures
       FROM request r
       WHERE r.id > $1::uuid AND (EXISTS (SELECT FROM disclosure_head h WHERE h.request_id = r.id)
         OR EXISTS (SELECT FROM disclosure d WHERE d.request_id = r.id)
         OR EXISTS (SELECT FROM claim c WHERE c.request_id = r.id AND c.first_opened_at IS NOT NULL))
       ORDER BY r.id LIMIT $2`,
      [after, most],
    );
    return rows;
  }
}
