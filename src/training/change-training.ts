/** A partner says its training in other words, or gives it no more: then it is listed nowhere, and what was planned of it takes place. */
import { Injectable } from '@nestjs/common';
import { changeListed } from '../gathering/listed-of-partner.js';
import { PublicTexts } from '../gathering/public-texts.js';
import { allAccepted } from '../kernel/all-accepted.js';
import { Clock } from '../kernel/clock.js';
import { accept, isRefused, type Refused } from '../kernel/decision.js';
import { decideLanguages } from '../kernel/languages.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { type TrainingRead, TrainingStore } from './training.store.js';

/** What is left out stays; null takes the description away. */
export interface TrainingChanges {
  readonly trainingId: string;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly languages?: readonly string[] | null;
}

@Injectable()
export class ChangeTraining {
  constructor(
    private readonly database: Database,
    private readonly store: TrainingStore,
    private readonly texts: PublicTexts,
    private readonly clock: Clock,
  ) {}

  change(viewer: CoordinatorViewer, its: TrainingChanges): Promise<{ trainingId: string } | Refused> {
    return this.under(viewer, its.trainingId, async (tx, training) => {
      const { title, description, languages } = its;
      const said = allAccepted({
        title: typeof title === 'string' ? this.texts.title(title, ['title']) : accept(training.title),
        description:
          description === undefined ? accept(training.description) : this.texts.text(description, ['description']),
        languages: languages ? decideLanguages(languages, ['languages']) : accept(training.languages),
      });
      if (!said.accepted) return said;
      await this.store.change(tx, training.id, said);
      return undefined;
    });
  }

  retire(viewer: CoordinatorViewer, trainingId: string): Promise<{ trainingId: string } | Refused> {
    const on = this.clock.now().toISOString().slice(0, 10);
    return this.under(viewer, trainingId, (tx, { id }) => this.store.retire(tx, id, on));
  }

  private async under(
    viewer: CoordinatorViewer,
    trainingId: string,
    work: (tx: Queryable, training: TrainingRead) => Promise<Refused | undefined>,
  ): Promise<{ trainingId: string } | Refused> {
    const named = { id: trainingId, field: 'trainingId' } as const;
    const changed = await changeListed(this.database, this.store, viewer, named, work);
    return isRefused(changed) ? changed : { trainingId };
  }
}
