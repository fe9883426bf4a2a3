/** Reads and writes campaigns. Anybody reads them. */
import { Injectable } from '@nestjs/common';
import { type Listed, ListedByPartners, saidIn } from '../gathering/listed-by-partners.js';
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

export interface CampaignRead extends NewCampaign, Listed {
  readonly languages: string[];
  readonly partner: string;
}

export interface CampaignPosition {
  readonly beginsOn: string;
  readonly id: string;
}

@Injectable()
export class CampaignStore extends ListedByPartners<CampaignRead> {
  constructor() {
    super(
      'campaign',
      `listed.summary, listed.led_by AS "ledBy", listed.begins_on::text AS "beginsOn", listed.ends_on::text AS "endsOn"`,
    );
  }

  async insert(tx: Queryable, its: NewCampaign): Promise<void> {
    await tx.query(
      'insert-campaign',
      `INSERT INTO campaign (id, partner_id, title, summary, languages, led_by, begins_on, ends_on, listed_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [its.id, its.partnerId, its.title, its.summary, its.languages, its.ledBy, its.beginsOn, its.endsOn, its.listedOn],
    );
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

  /** Those that a partner takes part in and that are not over on that date, the first to begin first. `language` is a base language. */
  async page(
    db: Queryable,
    asked: { readonly language: string | null; readonly on: string },
    after: CampaignPosition | null,
    limit: number,
  ): Promise<CampaignRead[]> {
    const { rows } = await db.query<CampaignRead>(
      'page-of-campaigns',
      `${this.select} WHERE listed.retired_on IS NULL AND (listed.ends_on IS NULL OR listed.ends_on >= $1::date) AND ${saidIn('$2')}
         AND ($3::date IS NULL OR (listed.begins_on, listed.id) > ($3::date, $4::uuid))
       ORDER BY listed.begins_on, listed.id LIMIT $5`,
      [asked.on, asked.language, after?.beginsOn ?? null, after?.id ?? null, limit],
    );
    return rows;
  }
}
