/** Reads and writes the programs of partners. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import type { Queryable } from '../platform/queryable.js';
import type { ProgramInput } from './domain/program.js';

export interface Program extends ProgramInput {
  readonly id: string;
  readonly partnerId: string;
  readonly kinds: HelpKind[];
  readonly languages: string[];
  readonly areas: string[];
  /** YYYY-MM-DD; null while it goes on. */
  readonly endedOn: string | null;
}

export const PROGRAM_COLUMNS = `g.id, g.partner_id AS "partnerId", g.name, g.kinds::text[] AS kinds, g.languages,
  g.contact_for_families AS "contactForFamilies", g.contact_for_families_es AS "contactForFamiliesEs",
  g.ended_on::text AS "endedOn", array(SELECT a.cell::text FROM program_area a WHERE a.program_id = g.id ORDER BY 1) AS areas`;

@Injectable()
export class ProgramStore {
  /** False when another program that goes on has the name. */
  async insert(
    tx: Queryable,
    { id, partnerId, startedOn }: { id: string; partnerId: string; startedOn: string },
    { value }: Accepted<ProgramInput>,
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      'insert-program',
      `INSERT INTO program (id, partner_id, name, kinds, languages, contact_for_families, contact_for_families_es, started_on)
       VALUES ($1, $2, $3, $4::text[]::help_kind[], $5, $6, $7, $8) ON CONFLICT (partner_id, name) WHERE ended_on IS NULL DO NOTHING`,
      [
        ...[id, partnerId, value.name, value.kinds, value.languages],
        ...[value.contactForFamilies, value.contactForFamiliesEs, startedOn],
      ],
    );
    if (rowCount === 1) await this.insertAreas(tx, id, value.areas);
    return rowCount === 1;
  }

  /** Null when it is not this partner's. */
  async lock(tx: Queryable, id: string, partnerId: string): Promise<Program | null> {
    const { rows } = await tx.query<Program>(
      'lock-program',
      `SELECT ${PROGRAM_COLUMNS} FROM program g WHERE g.id = $1 AND g.partner_id = $2 FOR UPDATE OF g`,
      [id, partnerId],
    );
    return rows[0] ?? null;
  }

  async nameIsTaken(tx: Queryable, partnerId: string, name: string, but: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'program-name-taken',
      'SELECT FROM program WHERE partner_id = $1 AND name = $2 AND id <> $3 AND ended_on IS NULL',
      [partnerId, name, but],
    );
    return rowCount > 0;
  }

  async update(tx: Queryable, id: string, { value }: Accepted<ProgramInput>): Promise<void> {
    await tx.query(
      'update-program',
      `UPDATE program SET name = $2, kinds = $3::text[]::help_kind[], languages = $4, contact_for_families = $5,
         contact_for_families_es = $6 WHERE id = $1`,
      [id, value.name, value.kinds, value.languages, value.contactForFamilies, value.contactForFamiliesEs],
    );
    await tx.query('delete-program-areas', 'DELETE FROM program_area WHERE program_id = $1', [id]);
    await this.insertAreas(tx, id, value.areas);
  }

  async end(tx: Queryable, id: string, endedOn: string): Promise<void> {
    await tx.query('end-program', 'UPDATE program SET ended_on = greatest($2::date, started_on) WHERE id = $1', [
      id,
      endedOn,
    ]);
  }

  /** Those that go on first. */
  async ofPartners(db: Queryable, partnerIds: readonly string[]): Promise<Program[]> {
    const { rows } = await db.query<Program>(
      'programs-of-partners',
      `SELECT ${PROGRAM_COLUMNS} FROM program g WHERE g.partner_id = ANY ($1::uuid[]) ORDER BY g.ended_on DESC NULLS FIRST, g.name, g.id`,
      [partnerIds],
    );
    return rows;
  }

  /** Two admins at one partner wait for each other here: names are told apart by one at a time. */
  async lockPartner(tx: Queryable, partnerId: string): Promise<void> {
    await tx.query('lock-partner-for-programs', 'SELECT pg_advisory_xact_lock(hashtextextended($1, 14))', [partnerId]);
  }

  private async insertAreas(tx: Queryable, id: string, areas: readonly string[]): Promise<void> {
    await tx.query(
      'insert-program-areas',
      'INSERT INTO program_area (program_id, cell) SELECT $1, unnest($2::text[])',
      [id, areas],
    );
  }
}
