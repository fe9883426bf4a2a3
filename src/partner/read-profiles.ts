/** What partners say of themselves: to anybody who looks for help, and to a family, of the one that looks after its request. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import { baseLanguage } from '../kernel/languages.js';
import type { Language } from '../kernel/refusals.js';
import { decidePlace, type PlaceInput } from '../place/place.js';
import { Database } from '../platform/database/database.js';
import { programFor } from './domain/program.js';
import { areasAround } from './looking-after.js';
import { type PartnerProfile, PartnerProfileStore } from './partner-profile.store.js';
import { type Program, ProgramStore } from './program.store.js';

export interface ProfileWithPrograms {
  readonly profile: PartnerProfile;
  readonly programs: readonly Program[];
}

export interface Looked {
  readonly partnerId: string;
  readonly kind: HelpKind;
  /** As published. */
  readonly cell: string;
}

export interface LookedAfter {
  readonly partner: string;
  readonly program: string | null;
  readonly contactForFamilies: string | null;
  readonly languages: string[];
}

/** More than anybody phones. */
const MOST = 50;

@Injectable()
export class ReadProfiles {
  constructor(
    private readonly database: Database,
    private readonly profiles: PartnerProfileStore,
    private readonly programs: ProgramStore,
  ) {}

  /** With the programs that go on, of the kind if one is named. */
  async near(
    near: PlaceInput | null,
    kind: HelpKind | null,
    language: string | null,
  ): Promise<ProfileWithPrograms[] | Refused> {
    const place = near && decidePlace(near, ['near']);
    if (place && !place.accepted) return place;
    const cells = place ? areasAround(place.value.cell) : null;
    const wanted = { cells, kind, language: language === null ? null : baseLanguage(language).toLowerCase() };
    const found = await this.withPrograms(await this.profiles.wanted(this.database, wanted, MOST));
    const fits = (its: Program) => its.endedOn === null && (kind === null || its.kinds.includes(kind));
    return found.map(({ profile, programs }) => asItCounts({ profile, programs: programs.filter(fits) }));
  }

  async of(partnerId: string): Promise<ProfileWithPrograms | null> {
    return (await this.withPrograms(await this.profiles.byIds(this.database, [partnerId])))[0] ?? null;
  }

  /** In the order in which they were asked for. */
  async lookingAfter(looked: readonly Looked[], language: Language): Promise<(LookedAfter | null)[]> {
    const ids = [...new Set(looked.map(({ partnerId }) => partnerId))];
    const found = await this.withPrograms(await this.profiles.byIds(this.database, ids));
    const byId = new Map(found.map((its) => [its.profile.id, its]));
    return looked.map(({ partnerId, kind, cell }) => {
      const its = byId.get(partnerId);
      if (!its) return null;
      const { profile, programs } = its;
      const going = programs.filter(({ endedOn }) => endedOn === null);
      const program = programFor(going, kind, cell, areasAround(cell));
      return {
        partner: profile.name,
        program: program?.name ?? null,
        contactForFamilies: (program && contactIn(program, language)) ?? contactIn(profile, language),
        languages: program?.languages.length ? program.languages : profile.languages,
      };
    });
  }

  private async withPrograms(profiles: readonly PartnerProfile[]): Promise<ProfileWithPrograms[]> {
    const ids = profiles.map(({ id }) => id);
    const byPartner = Map.groupBy(await this.programs.ofPartners(this.database, ids), ({ partnerId }) => partnerId);
    return profiles.map((profile) => ({ profile, programs: byPartner.get(profile.id) ?? [] }));
  }
}

/** What nobody agreed to yet is the partner's own word alone. */
function asItCounts({ profile, programs }: ProfileWithPrograms): ProfileWithPrograms {
  const counting = (areas: readonly string[]) => areas.filter((cell) => !profile.areasWaiting.includes(cell));
  return {
    profile: { ...profile, areas: counting(profile.areas), areasWaiting: [] },
    programs: programs.map((program) => ({ ...program, areas: counting(program.areas) })),
  };
}

/** In the other language rather than not at all. */
export function contactIn(
  its: { readonly contactForFamilies: string | null; readonly contactForFamiliesEs: string | null },
  language: Language,
): string | null {
  const [first, second] = [its.contactForFamilies, its.contactForFamiliesEs];
  return language === 'es' ? (second ?? first) : (first ?? second);
}
