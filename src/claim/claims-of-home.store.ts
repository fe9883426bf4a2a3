/** Which claims of a home are still to come about, all of them or those on requests that are hidden from it. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { hiddenFrom, notKeptFromHome } from '../request/visible-to-home.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';

const TO_COME = `c.home_id = $1::uuid AND c.status IN ('PROPOSED', 'ACCEPTED')`;

export interface ClaimOfHome {
  readonly kind: string;
  readonly status: string;
  /** Null for money, which knows no family. */
  readonly alias: string | null;
  readonly plannedHalf: number;
  readonly lines: readonly { readonly quantity: number; readonly delivered: number | null }[];
}

@Injectable()
export class ClaimsOfHomeStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  /** In the order in which requests are locked. */
  async toCome(tx: Queryable, homeId: string): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'claims-to-come-of-home',
      `SELECT c.id FROM claim c WHERE ${TO_COME} ORDER BY c.request_id, c.id`,
      [homeId],
    );
    return rows.map(({ id }) => id);
  }

  /** Of all of these homes, in the order in which requests are locked. */
  async toComeOf(tx: Queryable, homeIds: readonly string[]): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'claims-to-come-of-homes',
      `SELECT id FROM claim WHERE home_id = ANY ($1::uuid[]) AND status IN ('PROPOSED', 'ACCEPTED') ORDER BY request_id, id`,
      [homeIds],
    );
    return rows.map(({ id }) => id);
  }

  /** `becomes`: digests by which it is known as well, whether or not that is written. */
  async hidden(tx: Queryable, homeId: string, becomes: readonly Buffer[]): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'hidden-claims-of-home',
      `SELECT c.id FROM claim c WHERE ${TO_COME} AND c.request_id IS NOT NULL AND (NOT (${notKeptFromHome('c.request_id', '$1', '$2')})
         OR ${hiddenFrom('c.request_id', '$3::bytea[]', '$2')})
       ORDER BY c.request_id, c.id`,
      [homeId, keptAwaySecret(this.secrets), becomes],
    );
    return rows.map(({ id }) => id);
  }

  /** As `ClaimStore.lock`, for whoever acts for the home. */
  async lock(tx: Queryable, id: string): Promise<void> {
    await tx.query(
      'lock-request-of-home-claim',
      'SELECT FROM request WHERE id = (SELECT request_id FROM claim WHERE id = $1) FOR NO KEY UPDATE',
      [id],
    );
    await tx.query('lock-home-claim', 'SELECT FROM claim WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  async all(db: Queryable, homeId: string): Promise<ClaimOfHome[]> {
    const { rows } = await db.query<ClaimOfHome>(
      'all-claims-of-home',
      `SELECT c.kind, c.status, r.alias, c.planned_half AS "plannedHalf",
         (SELECT json_agg(json_build_object('quantity', l.quantity, 'delivered', l.delivered)) FROM claim_line l WHERE l.claim_id = c.id) AS lines
       FROM claim c LEFT JOIN request r ON r.id = c.request_id WHERE c.home_id = $1 ORDER BY c.planned_half DESC, c.id`,
      [homeId],
    );
    return rows;
  }
}
