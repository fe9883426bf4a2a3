/** Reads what partners say of themselves, which is public. */
import { Injectable } from '@nestjs/common';
import type { HelpKind } from '../kernel/help.js';
import type { PartnerLevel } from '../kernel/partner-level.js';
import type { Queryable } from '../platform/queryable.js';
import { isAgreedArea, waitingAreas } from './areas-in-sql.js';

export interface PartnerProfile {
  readonly id: string;
  readonly name: string;
  readonly level: PartnerLevel;
  readonly parent: string | null;
  readonly children: string[];
  readonly languages: string[];
  /** As it said them. */
  readonly areas: string[];
  /** Those of its own and of its programs to which nobody agreed yet. */
  readonly areasWaiting: string[];
  readonly contactForFamilies: string | null;
  readonly contactForFamiliesEs: string | null;
}

export interface PartnersWanted {
  /** Of resolution 2 to 4 around the place; null: anywhere. */
  readonly cells: readonly string[] | null;
  readonly kind: HelpKind | null;
  /** The base language, such as "es". */
  readonly language: string | null;
}

const COLUMNS = `p.id, p.name, p.level, p.languages, p.contact_for_families AS "contactForFamilies",
  p.contact_for_families_es AS "contactForFamiliesEs", (SELECT its.name FROM partner its WHERE its.id = p.parent_id) AS parent,
  array(SELECT its.name FROM partner its WHERE its.parent_id = p.id ORDER BY 1) AS children,
  array(SELECT a.cell::text FROM partner_area a WHERE a.partner_id = p.id ORDER BY 1) AS areas,
  array(${waitingAreas('p')} ORDER BY 1) AS "areasWaiting"`;
const SPEAKS = (languages: string) =>
  `($3::text IS NULL OR EXISTS (SELECT FROM unnest(${languages}) AS spoken WHERE split_part(spoken, '-', 1) = $3))`;

@Injectable()
export class PartnerProfileStore {
  async byIds(db: Queryable, ids: readonly string[]): Promise<PartnerProfile[]> {
    const { rows } = await db.query<PartnerProfile>(
      'partner-profiles',
      `SELECT ${COLUMNS} FROM partner p WHERE p.id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }

  /** Whose program or area is the finest around the place comes first; the host, who looks after the rest, last. */
  async wanted(db: Queryable, { cells, kind, language }: PartnersWanted, most: number): Promise<PartnerProfile[]> {
    const { rows } = await db.query<PartnerProfile>(
      'partners-near',
      `SELECT ${COLUMNS} FROM partner p LEFT JOIN LATERAL (
         SELECT max(substr(covered.cell, 2, 1)) AS finest, count(*) > 0 AS any FROM (
           SELECT a.cell::text, p.languages FROM partner_area a WHERE a.partner_id = p.id
           UNION ALL
           SELECT a.cell::text, CASE WHEN g.languages = '{}' THEN p.languages ELSE g.languages END
           FROM program g JOIN program_area a ON a.program_id = g.id
           WHERE g.partner_id = p.id AND g.ended_on IS NULL AND ($2::help_kind IS NULL OR $2::help_kind = ANY (g.kinds))
         ) covered WHERE ${isAgreedArea('covered.cell', 'p')} AND ($1::text[] IS NULL OR covered.cell = ANY ($1::text[])) AND ${SPEAKS('covered.languages')}
       ) around ON true
       WHERE around.any OR p.is_host OR ($1::text[] IS NULL AND ${SPEAKS('p.languages')}
         AND ($2::help_kind IS NULL OR EXISTS (SELECT FROM program g WHERE g.partner_id = p.id AND g.ended_on IS NULL AND $2::help_kind = ANY (g.kinds))))
       ORDER BY NOT around.any, around.finest DESC NULLS LAST, p.is_host,
         array_position(ARRAY['LOCAL', 'AFFILIATE', 'NATIONAL'], p.level), p.name LIMIT $4`,
      [cells, kind, language, most],
    );
    return rows;
  }
}
