/** Reads and writes agreements of partners and who has accepted them. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';

export interface NewestAgreement {
  readonly version: number;
  /** YYYY-MM-DD */
  readonly adoptedOn: string;
  readonly texts: Readonly<Record<string, string>> | null;
  readonly shipped: number | null;
  readonly acceptedOn: string | null;
}

@Injectable()
export class AgreementStore {
  /** With the day on which the home accepted it, if one asks. A partner is made with one. */
  async newest(db: Queryable, partnerId: string, homeId: string | null): Promise<NewestAgreement> {
    const { rows } = await db.query<NewestAgreement>(
      'newest-agreement',
      `SELECT a.version, a.adopted_on::text AS "adoptedOn", a.texts, a.shipped, its.accepted_on::text AS "acceptedOn"
       FROM agreement a LEFT JOIN agreement_acceptance its ON its.home_id = $2::uuid AND its.partner_id = a.partner_id AND its.version = a.version
       WHERE a.partner_id = $1 ORDER BY a.version DESC LIMIT 1`,
      [partnerId, homeId],
    );
    const newest = rows[0];
    if (!newest) throw new Error('a partner without an agreement');
    return newest;
  }

  /** False when somebody else was faster. */
  async adopt(
    tx: Queryable,
    agreement: {
      readonly partnerId: string;
      readonly version: number;
      readonly on: string;
      readonly by: string;
      readonly texts: Readonly<Record<string, string>> | null;
      readonly shipped: number | null;
    },
  ): Promise<boolean> {
    const { partnerId, version, on, by, texts, shipped } = agreement;
    const { rowCount } = await tx.query(
      'adopt-agreement',
      `INSERT INTO agreement (partner_id, version, adopted_on, adopted_by, texts, shipped) VALUES ($1, $2, $3, $4, $5::jsonb, $6)
       ON CONFLICT DO NOTHING`,
      [partnerId, version, on, by, texts && JSON.stringify(texts), shipped],
    );
    return rowCount === 1;
  }

  /** Saying it again changes nothing. */
  async accept(
    tx: Queryable,
    home: { readonly homeId: string; readonly partnerId: string },
    { value }: Accepted<{ readonly version: number }>,
    on: string,
  ): Promise<void> {
    await tx.query(
      'accept-agreement',
      `INSERT INTO agreement_acceptance (home_id, partner_id, version, accepted_on) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [home.homeId, home.partnerId, value.version, on],
    );
  }

  async openHomes(db: Queryable, partnerId: string): Promise<string[]> {
    const { rows } = await db.query<{ id: string }>(
      'homes-to-ask-again',
      'SELECT id FROM home WHERE partner_id = $1 AND closed_at IS NULL',
      [partnerId],
    );
    return rows.map(({ id }) => id);
  }
}
