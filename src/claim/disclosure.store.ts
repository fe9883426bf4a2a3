/** Writes and reads who opened a handoff: rows are added to the chain of their request, and nothing else is ever done to them. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import type { Queryable } from '../platform/queryable.js';
import { DisclosureRow } from './disclosure.row.js';

export interface LastDisclosure {
  readonly sequence: number;
  readonly hash: Buffer;
}

export type DisclosureRead = Pick<DisclosureRow, 'id' | 'claimId' | 'kind' | 'circleName' | 'openedHalf' | 'timeZone'>;

const MOST = 200;

@Injectable()
export class DisclosureStore {
  /** After the request was locked, so that no two follow the same one. It may be one that is over and gone. */
  async last(tx: Queryable, requestId: string): Promise<LastDisclosure | null> {
    const { rows } = await tx.query<LastDisclosure>(
      'last-disclosure',
      'SELECT count AS sequence, hash FROM disclosure_head WHERE request_id = $1',
      [requestId],
    );
    return rows[0] ?? null;
  }

  async countOfClaim(db: Queryable, claimId: string): Promise<number> {
    const { rows } = await db.query<{ count: number }>(
      'count-disclosures',
      'SELECT count(*)::integer AS count FROM disclosure WHERE claim_id = $1',
      [claimId],
    );
    return rows[0]?.count ?? 0;
  }

  async insert(tx: Transaction, row: DisclosureRow): Promise<void> {
    await tx.insert(DisclosureRow, { ...row });
  }

  async circleOf(db: Queryable, homeId: string): Promise<string> {
    const { rows } = await db.query<{ name: string }>(
      'circle-of-home',
      'SELECT c.name FROM circle c JOIN home h ON h.circle_id = c.id WHERE h.id = $1',
      [homeId],
    );
    return rows[0]?.name ?? '';
  }

  /** The latest first. */
  async ofRequest(db: Queryable, requestId: string): Promise<DisclosureRead[]> {
    const { rows } = await db.query<DisclosureRead>(
      'disclosures-of-request',
      `SELECT id, claim_id AS "claimId", kind, circle_name AS "circleName", opened_half AS "openedHalf", time_zone AS "timeZone"
       FROM disclosure WHERE request_id = $1 ORDER BY sequence DESC LIMIT ${MOST}`,
      [requestId],
    );
    return rows;
  }
}
