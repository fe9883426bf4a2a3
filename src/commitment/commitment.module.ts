/** Commitments: what a home declares, and the steps that it works through. */
import { Module } from '@nestjs/common';
import { Catalogue } from './catalogue.js';
import { CatalogueResolver } from './catalogue.resolver.js';
import { ChangeCommitment } from './change-commitment.js';
import { CommitmentStore } from './commitment.store.js';
import { CommitmentOfHome } from './commitment-of-home.js';
import { DueRemindersStore } from './due-reminders.store.js';
import { MyCommitmentResolver } from './my-commitment.resolver.js';
import { PartnerStepResolver } from './partner-step.resolver.js';
import { PartnerStepStore } from './partner-step.store.js';
import { ReadCatalogue } from './read-catalogue.js';
import { ReadMyCommitment } from './read-my-commitment.js';
import { ReadPartnerSteps } from './read-partner-steps.js';
import { DeliverReminders } from './sweeps/deliver-reminders.js';
import { WritePartnerStep } from './write-partner-step.js';

const catalogue = [Catalogue, ReadCatalogue, CatalogueResolver];
const ofHomes = [
  CommitmentStore,
  ChangeCommitment,
  ReadMyCommitment,
  CommitmentOfHome,
  MyCommitmentResolver,
  DueRemindersStore,
  DeliverReminders,
];
const ofPartners = [PartnerStepStore, WritePartnerStep, ReadPartnerSteps, PartnerStepResolver];

@Module({ providers: [...catalogue, ...ofHomes, ...ofPartners] })
export class CommitmentModule {}
