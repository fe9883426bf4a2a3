/** Reads and writes trainings. Anybody reads them. */
import { Injectable } from '@nestjs/common';
import { type Listed, ListedByPartners, saidIn } from '../gathering/listed-by-partners.js';
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

export interface TrainingRead extends NewTraining, Listed {
  readonly languages: string[];
  readonly partner: string;
}

export interface TrainingPosition {
  readonly listedOn: string;
  readonly id: string;
}

@Injectable()
export class TrainingStore extends ListedByPartners<TrainingRead> {
  constructor() {
    super('training', 'listed.topic, listed.description, listed.certificate_days AS "certificateDays"');
  }

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

  /** Those that are given, the latest listed first. `language` is a base language. */
  async page(
    db: Queryable,
    asked: { readonly topic: TrainingTopic | null; readonly language: string | null },
    after: TrainingPosition | null,
    limit: number,
  ): Promise<TrainingRead[]> {
    const { rows } = await db.query<TrainingRead>(
      'page-of-trainings',
      `${this.select} WHERE listed.retired_on IS NULL AND ($1::text IS NULL OR listed.topic = $1) AND ${saidIn('$2')}
         AND ($3::date IS NULL OR (listed.listed_on, listed.id) < ($3::date, $4::uuid))
       ORDER BY listed.listed_on DESC, listed.id DESC LIMIT $5`,
      [asked.topic, asked.language, after?.listedOn ?? null, after?.id ?? null, limit],
    );
    return rows;
  }
}
