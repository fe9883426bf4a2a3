/** Reads and writes trainings. Anybody reads them. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { Queryable } from '../platform/queryable.js';

export interface NewTraining {
  readonly id: string;
  readonly partnerId: string;
  readonly topic: TrainingTopic;
  readonly title: string;
  readonly description: string | null;
  readonly languages: readonly string[];
  readonly certificateDays: number | null;
  readonly listedOn: string;
}

export interface TrainingRead extends NewTraining {
  readonly languages: string[];
  readonly partner: string;
  /** Its partner gives it no more. */
  readonly isRetired: boolean;
}

export interface TrainingPosition {
  readonly listedOn: string;
  readonly id: string;
}

const COLUMNS = `t.id, t.partner_id AS "partnerId", p.name AS partner, t.topic, t.title, t.description, t.languages,
  t.certificate_days AS "certificateDays", t.listed_on::text AS "listedOn", t.retired_on IS NOT NULL AS "isRetired"`;

@Injectable()
export class TrainingStore {
  async insert(tx: Queryable, training: NewTraining): Promise<void> {
    await tx.query(
      'insert-training',
      `INSERT INTO training (id, partner_id, topic, title, description, languages, certificate_days, listed_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        training.id,
        training.partnerId,
        training.topic,
        training.title,
        training.description,
        training.languages,
        training.certificateDays,
        training.listedOn,
      ],
    );
  }

  async byIds(db: Queryable, ids: readonly string[]): Promise<TrainingRead[]> {
    const { rows } = await db.query<TrainingRead>(
      'trainings-by-ids',
      `SELECT ${COLUMNS} FROM training t JOIN partner p ON p.id = t.partner_id WHERE t.id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }

  async findOfPartner(db: Queryable, partnerId: string, id: string): Promise<TrainingRead | null> {
    const { rows } = await db.query<TrainingRead>(
      'training-of-partner',
      `SELECT ${COLUMNS} FROM training t JOIN partner p ON p.id = t.partner_id WHERE t.id = $1 AND t.partner_id = $2`,
      [id, partnerId],
    );
    return rows[0] ?? null;
  }

  /** Null when it is not there, or another partner's: then nothing is locked. */
  async lockOfPartner(tx: Queryable, partnerId: string, id: string): Promise<TrainingRead | null> {
    await tx.query('lock-training', 'SELECT FROM training WHERE id = $1 AND partner_id = $2 FOR NO KEY UPDATE', [
      id,
      partnerId,
    ]);
    return this.findOfPartner(tx, partnerId, id);
  }

  async change(
    tx: Queryable,
    id: string,
    { value }: Accepted<Pick<NewTraining, 'title' | 'description' | 'languages'>>,
  ): Promise<void> {
    await tx.query(
      'change-training',
      'UPDATE training SET title = $2, description = $3, languages = $4 WHERE id = $1',
      [...[id, value.title, value.description, value.languages]],
    );
  }

  async retire(tx: Queryable, id: string, on: string): Promise<undefined> {
    await tx.query('retire-training', 'UPDATE training SET retired_on = $2 WHERE id = $1', [id, on]);
    return undefined;
  }

  /** Those that are given, the latest listed first. `language` is a base language. */
  async page(
    db: Queryable,
    asked: { readonly topic: TrainingTopic | null; readonly language: string | null },
    after: TrainingPosition | null,
    limit: number,
  ): Promise<TrainingRead[]> {
    const { rows } = await db.query<TrainingRead>(
      'page-of-trainings',
      `SELECT ${COLUMNS} FROM training t JOIN partner p ON p.id = t.partner_id
       WHERE t.retired_on IS NULL AND ($1::text IS NULL OR t.topic = $1)
         AND ($2::text IS NULL OR EXISTS (SELECT FROM unnest(t.languages) its WHERE split_part(its, '-', 1) = $2))
         AND ($3::date IS NULL OR (t.listed_on, t.id) < ($3::date, $4::uuid))
       ORDER BY t.listed_on DESC, t.id DESC LIMIT $5`,
      [asked.topic, asked.language, after?.listedOn ?? null, after?.id ?? null, limit],
    );
    return rows;
  }
}
