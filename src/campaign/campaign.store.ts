/** Reads and writes campaigns. Anybody reads them. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';

export interface NewCampaign {
  readonly id: string;
  readonly partnerId: string;
  readonly title: string;
  readonly summary: string | null;
  readonly languages: readonly string[];
  readonly ledBy: string;
  /** YYYY-MM-DD */
  readonly beginsOn: string;
  readonly endsOn: string | null;
  readonly listedOn: string;
}

export interface CampaignRead extends NewCampaign {
  readonly languages: string[];
  readonly partner: string;
  /** Its partner takes part in it no more. */
  readonly isRetired: boolean;
}

export interface CampaignPosition {
  readonly beginsOn: string;
  readonly id: string;
}

const COLUMNS = `c.id, c.partner_id AS "partnerId", p.name AS partner, c.title, c.summary, c.languages, c.led_by AS "ledBy",
  c.begins_on::text AS "beginsOn", c.ends_on::text AS "endsOn", c.listed_on::text AS "listedOn",
  c.retired_on IS NOT NULL AS "isRetired"`;

@Injectable()
export class CampaignStore {
  async insert(tx: Queryable, its: NewCampaign): Promise<void> {
    await tx.query(
      'insert-campaign',
      `INSERT INTO campaign (id, partner_id, title, summary, languages, led_by, begins_on, ends_on, listed_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [its.id, its.partnerId, its.title, its.summary, its.languages, its.ledBy, its.beginsOn, its.endsOn, its.listedOn],
    );
  }

  async byIds(db: Queryable, ids: readonly string[]): Promise<CampaignRead[]> {
    const { rows } = await db.query<CampaignRead>(
      'campaigns-by-ids',
      `SELECT ${COLUMNS} FROM campaign c JOIN partner p ON p.id = c.partner_id WHERE c.id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }

  async findOfPartner(db: Queryable, partnerId: string, id: string): Promise<CampaignRead | null> {
    const { rows } = await db.query<CampaignRead>(
      'campaign-of-partner',
      `SELECT ${COLUMNS} FROM campaign c JOIN partner p ON p.id = c.partner_id WHERE c.id = $1 AND c.partner_id = $2`,
      [id, partnerId],
    );
    return rows[0] ?? null;
  }

  /** Null when it is not there, or another partner's: then nothing is locked. */
  async lockOfPartner(tx: Queryable, partnerId: string, id: string): Promise<CampaignRead | null> {
    await tx.query('lock-campaign', 'SELECT FROM campaign WHERE id = $1 AND partner_id = $2 FOR NO KEY UPDATE', [
      id,
      partnerId,
    ]);
    return this.findOfPartner(tx, partnerId, id);
  }

  async change(
    tx: Queryable,
    id: string,
    {
      value: { title, summary, languages, dates },
    }: Accepted<Pick<NewCampaign, 'title' | 'summary' | 'languages'> & { readonly dates: Pick<NewCampaign, 'endsOn'> }>,
  ): Promise<void> {
    await tx.query(
      'change-campaign',
      'UPDATE campaign SET title = $2, summary = $3, languages = $4, ends_on = $5 WHERE id = $1',
      [id, title, summary, languages, dates.endsOn],
    );
  }

  async retire(tx: Queryable, id: string, on: string): Promise<undefined> {
    await tx.query('retire-campaign', 'UPDATE campaign SET retired_on = $2 WHERE id = $1', [id, on]);
    return undefined;
  }

  /** Those that a partner takes part in and that are not over on that date, the first to begin first. `language` is a base language. */
  async page(
    db: Queryable,
    asked: { readonly language: string | null; readonly on: string },
    after: CampaignPosition | null,
    limit: number,
  ): Promise<CampaignRead[]> {
    const { rows } = await db.query<CampaignRead>(
      'page-of-campaigns',
      `SELECT ${COLUMNS} FROM campaign c JOIN partner p ON p.id = c.partner_id
       WHERE c.retired_on IS NULL AND (c.ends_on IS NULL OR c.ends_on >= $1::date)
         AND ($2::text IS NULL OR EXISTS (SELECT FROM unnest(c.languages) its WHERE split_part(its, '-', 1) = $2))
         AND ($3::date IS NULL OR (c.begins_on, c.id) > ($3::date, $4::uuid))
       ORDER BY c.begins_on, c.id LIMIT $5`,
      [asked.on, asked.language, after?.beginsOn ?? null, after?.id ?? null, limit],
    );
    return rows;
  }
}
