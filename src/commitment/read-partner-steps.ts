/** Coordinators read the steps of their own partner: what homes see of each, and the version that waits for a review. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { PartnerStepStore, type PartnerStepVersionFound } from './partner-step.store.js';
import type { PartnerStep, PartnerStepVersion } from './partner-step.type.js';

@Injectable()
export class ReadPartnerSteps {
  constructor(
    private readonly database: Database,
    private readonly store: PartnerStepStore,
  ) {}

  /** `stepId` is null for all of them, in the order in which they were added. */
  async execute({ partnerId, coordinatorId }: CoordinatorViewer, stepId: string | null): Promise<PartnerStep[]> {
    const steps = await this.store.all(this.database, partnerId, stepId);
    const versions = await this.store.versions(
      this.database,
      steps.map(({ id }) => id),
    );
    return steps.map((step) => {
      const its = versions.filter((version) => version.stepId === step.id);
      const shown = its.find(({ reviewedOn }) => reviewedOn !== null);
      const waiting = its.find(({ reviewedOn, version }) => reviewedOn === null && version > (shown?.version ?? 0));
      return {
        ...step,
        shown: shown ? versionOf(shown, coordinatorId) : null,
        waiting: waiting ? versionOf(waiting, coordinatorId) : null,
      };
    });
  }
}

function versionOf({ texts, writtenBy, ...its }: PartnerStepVersionFound, coordinatorId: string): PartnerStepVersion {
  return {
    ...{ version: its.version, writtenOn: its.writtenOn, reviewedOn: its.reviewedOn },
    isYours: writtenBy === coordinatorId,
    texts: (['en', 'es'] as const).flatMap((language) => {
      const text = texts[language];
      return text ? [{ ...text, materials: [...text.materials], language }] : [];
    }),
  };
}
