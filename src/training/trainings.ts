/** A partner lists what it trains homes in; anybody reads the list. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PublicTexts } from '../gathering/public-texts.js';
import { allAccepted } from '../kernel/all-accepted.js';
import { Clock } from '../kernel/clock.js';
import { accept, type Refused } from '../kernel/decision.js';
import { baseLanguage, decideLanguage, decideLanguages } from '../kernel/languages.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { decideCertificateDays } from './domain/training.js';
import { type TrainingRead, TrainingStore } from './training.store.js';

export type { TrainingRead } from './training.store.js';

export interface TrainingInput {
  readonly topic: TrainingTopic;
  readonly title: string;
  readonly description?: string | null;
  readonly languages: readonly string[];
  readonly certificateDays?: number | null;
}

export interface TrainingsAsked {
  readonly topic?: TrainingTopic | null;
  readonly language?: string | null;
  readonly first: number;
  readonly after?: string | null;
}

@Injectable()
export class Trainings {
  constructor(
    private readonly database: Database,
    private readonly store: TrainingStore,
    private readonly texts: PublicTexts,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async create({ partnerId }: CoordinatorViewer, input: TrainingInput): Promise<{ trainingId: string } | Refused> {
    const said = allAccepted({
      title: this.texts.title(input.title, ['title']),
      description: this.texts.text(input.description, ['description']),
      languages: decideLanguages(input.languages, ['languages']),
      certificateDays: decideCertificateDays(input.certificateDays ?? null),
    });
    if (!said.accepted) return said;
    const id = randomUUID();
    const listedOn = this.clock.now().toISOString().slice(0, 10);
    return this.database.transaction(async (tx) => {
      await this.store.insert(tx, { id, partnerId, topic: input.topic, ...said.value, listedOn });
      return { trainingId: id };
    });
  }

  async byIds(ids: readonly string[]): Promise<Map<string, TrainingRead>> {
    return new Map((await this.store.byIds(this.database, ids)).map((its) => [its.id, its]));
  }

  async page({ topic = null, language, first, after }: TrainingsAsked): Promise<Connection<TrainingRead> | Refused> {
    const spoken = language ? decideLanguage(language, ['filter', 'language']) : accept(null);
    if (!spoken.accepted) return spoken;
    const asked = { topic, language: spoken.value && baseLanguage(spoken.value) };
    const list = `trainings ${JSON.stringify(asked)}`;
    const opened = after ? this.cursors.open(list, after) : null;
    if (opened && !opened.accepted) return opened;
    const [listedOn, id] = opened?.value ?? [];
    const position = opened ? { listedOn: String(listedOn), id: String(id) } : null;
    const rows = await this.store.page(this.database, asked, position, first + 1);
    return pageOf(
      rows,
      first,
      (row) => row,
      (row) => this.cursors.seal(list, [row.listedOn, row.id]),
    );
  }
}
