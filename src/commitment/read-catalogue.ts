/** Anybody reads the catalogue: what a sanctuary home does, practice by practice, with the material for it. */
import { Injectable } from '@nestjs/common';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { Catalogue, partnerInSight } from './catalogue.js';
import type { Audience, Practice } from './domain/step.js';
import { type CommitmentCatalogue, type CommitmentStep, commitmentStepOf } from './step.type.js';

export interface CatalogueAsked {
  /** Null leaves nothing out. */
  readonly audience: Audience | null;
  readonly practice: Practice | null;
}

@Injectable()
export class ReadCatalogue {
  constructor(
    private readonly database: Database,
    private readonly catalogue: Catalogue,
  ) {}

  async execute(viewer: Viewer, asked: CatalogueAsked, language: Language): Promise<CommitmentCatalogue> {
    const { version, releasedOn, notice, practices } = this.catalogue.shipped;
    const steps = (await this.catalogue.steps(partnerInSight(viewer))).filter(
      ({ retired, audience }) => !retired && (asked.audience === null || audience === asked.audience),
    );
    return {
      ...{ version, releasedOn, notice: notice[language] },
      practices: practices
        .filter(({ practice }) => asked.practice === null || practice === asked.practice)
        .map(({ practice, title, about }) => ({
          ...{ practice, title: title[language], about: about[language] },
          steps: steps.filter((step) => step.practice === practice).map((step) => commitmentStepOf(step, language)),
        })),
    };
  }

  /** Null when there is no such step for this viewer, or it is retired. */
  async one(viewer: Viewer, stepId: string, language: Language): Promise<CommitmentStep | null> {
    const step = await this.catalogue.find(this.database, partnerInSight(viewer), stepId);
    return step && !step.retired ? commitmentStepOf(step, language) : null;
  }
}
