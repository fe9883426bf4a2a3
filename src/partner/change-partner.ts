/** An admin says of its own partner where it looks after whom, in which languages, and with which programs. New areas wait for the host. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { allAccepted } from '../kernel/all-accepted.js';
import { Clock } from '../kernel/clock.js';
import { accept, type Decision, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import { decideLanguages } from '../kernel/languages.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { AskForAreas } from './ask-for-areas.js';
import { decideAreas, decideContact } from './domain/partner-details.js';
import { decideProgram, type ProgramInput } from './domain/program.js';
import { type PartnerChanges, PartnerStore } from './partner.store.js';
import { type Program, ProgramStore } from './program.store.js';

/** What is null stays as it is. */
export type ProgramChanges = { readonly [Part in keyof ProgramInput]: ProgramInput[Part] | null | undefined };

@Injectable()
export class ChangePartner {
  constructor(
    private readonly database: Database,
    private readonly partners: PartnerStore,
    private readonly programs: ProgramStore,
    private readonly areas: AskForAreas,
    private readonly clock: Clock,
  ) {}

  async update({ partnerId }: CoordinatorViewer, changes: PartnerChanges): Promise<{ changed: true } | Refused> {
    const decided = decideChanges(changes);
    if (!decided.accepted) return decided;
    return this.database.transaction((tx) =>
      this.areas.with(tx, partnerId, async () => {
        await this.partners.update(tx, partnerId, decided.value);
        return { changed: true } as const;
      }),
    );
  }

  async addProgram({ partnerId }: CoordinatorViewer, input: ProgramInput): Promise<{ programId: string } | Refused> {
    const program = decideProgram(input);
    if (!program.accepted) return program;
    const its = { id: randomUUID(), partnerId, startedOn: this.today() };
    return this.database.transaction(async (tx) => {
      await this.programs.lockPartner(tx, partnerId);
      return this.areas.with(tx, partnerId, async () =>
        (await this.programs.insert(tx, its, program)) ? { programId: its.id } : refuse('NAME_TAKEN', ['name']),
      );
    });
  }

  async changeProgram(
    viewer: CoordinatorViewer,
    programId: string,
    changes: (program: Program) => ProgramInput,
  ): Promise<{ programId: string } | Refused> {
    return this.standing(viewer, programId, async (tx, before) => {
      const program = decideProgram(changes(before));
      if (!program.accepted) return program;
      if (await this.programs.nameIsTaken(tx, viewer.partnerId, program.value.name, programId)) {
        return refuse('NAME_TAKEN', ['name']);
      }
      await this.programs.update(tx, programId, program);
      return null;
    });
  }

  /** What it looks after stays with the partner; new requests find somebody else. */
  async endProgram(viewer: CoordinatorViewer, programId: string): Promise<{ programId: string } | Refused> {
    return this.standing(viewer, programId, async (tx) => {
      await this.programs.end(tx, programId, this.today());
      return null;
    });
  }

  private async standing(
    { partnerId }: CoordinatorViewer,
    programId: string,
    step: (tx: Parameters<ProgramStore['lock']>[0], program: Program) => Promise<Refused | null>,
  ): Promise<{ programId: string } | Refused> {
    if (!isPublicId(programId)) return refuse('NOT_FOUND', ['programId']);
    return this.database.transaction(async (tx) => {
      await this.programs.lockPartner(tx, partnerId);
      const program = await this.programs.lock(tx, programId, partnerId);
      if (!program) return refuse('NOT_FOUND', ['programId']);
      if (program.endedOn !== null) return refuse('WRONG_STATE', ['programId']);
      return this.areas.with(tx, partnerId, async () => (await step(tx, program)) ?? { programId });
    });
  }

  private today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }
}

function decideChanges({ languages, areas, contact }: PartnerChanges): Decision<PartnerChanges> {
  return allAccepted({
    languages: languages === null ? accept(null) : decideLanguages(languages, ['languages']),
    areas: areas === null ? accept(null) : decideAreas(areas),
    contact:
      contact === null
        ? accept(null)
        : allAccepted({
            en: decideContact(contact.en, ['contactForFamilies', 'en']),
            es: decideContact(contact.es, ['contactForFamilies', 'es']),
          }),
  });
}
