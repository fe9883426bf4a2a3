/** Reads and writes campaigns. Anybody reads them. */
import { Injectable } from '@nestjs/common';
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
}

export interface CampaignPosition {
  readonly beginsOn: string;
  readonly id: string;
}

const COLUMNS = `c.id, c.partner_id AS "partnerId", p.name AS partner, c.title, c.summary, c.languages, c.led_by AS "ledBy",
  c.begins_on::text AS "beginsOn", c.ends_on::text AS "endsOn", c.listed_on::text AS "listedOn"`;

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

  /** Those that are not over on that date, the first to begin first. `language` is a base language. */
  async page(
    db: Queryable,
    asked: { readonly language: string | null; readonly on: string },
    after: CampaignPosition | null,
    limit: number,
  ): Promise<CampaignRead[]> {
    const { rows } = await db.query<CampaignRead>(
      'page-of-campaigns',
      `SELECT ${COLUMNS} FROM campaign c JOIN partner p ON p.id = c.partner_id
       WHERE (c.ends_on IS NULL OR c.ends_on >= $1::date)
         AND ($2::text IS NULL OR EXISTS (SELECT FROM unnest(c.languages) its WHERE split_part(its, '-', 1) = $2))
         AND ($3::date IS NULL OR (c.begins_on, c.id) > ($3::date, $4::uuid))
       ORDER BY c.begins_on, c.id LIMIT $5`,
      [asked.on, asked.language, after?.beginsOn ?? null, after?.id ?? null, limit],
    );
    return rows;
  }
}
