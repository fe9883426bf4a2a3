/** Whom a family can phone; and what an admin says of its own partner. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { HelpKind as HelpKindWord } from '../kernel/help.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { PlaceInput } from '../place/place.type.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { LocaleScalar } from '../platform/graphql/scalars.js';
import { HelpKind } from '../platform/graphql/words.type.js';
import { ChangePartner } from './change-partner.js';
import {
  AddProgramInput,
  ChangeProgramInput,
  EndProgramInput,
  Partner,
  type PartnerUpdated,
  UpdatePartnerInput,
  UpdatePartnerResult,
} from './partner.type.js';
import { ReadProfiles } from './read-profiles.js';

const FOR_ADMINS = 'Coordinators with the role ADMIN, of their own partner;';

@Resolver(() => Partner)
export class PartnerResolver {
  constructor(
    private readonly reading: ReadProfiles,
    private readonly changing: ChangePartner,
  ) {}

  @Query(() => [Partner], {
    description:
      'Organisations that look after requests, at most 50: whoever serves the place most closely first, and the one that looks after everything else last. For anybody; the place is not kept.',
  })
  @AllowAnyone()
  async partners(
    @CurrentContext() { language: inLanguage }: CallContext,
    @Args('near', { nullable: true, description: 'Only those that serve this place; left out: all.' })
    near?: PlaceInput,
    @Args('kind', { type: () => HelpKind, nullable: true, description: 'Only for this kind of help.' })
    kind?: HelpKindWord | null,
    @Args('language', { type: () => LocaleScalar, nullable: true, description: 'Only those who speak it (BCP 47).' })
    language?: string | null,
  ): Promise<Partner[] | Refused> {
    const found = await this.reading.near(near ?? null, kind ?? null, language ?? null);
    return isRefused(found) ? found : found.map((its) => Partner.from(its, inLanguage));
  }

  @Query(() => Partner, {
    nullable: true,
    description: 'Your own partner, with the programs that ended; for its coordinators.',
  })
  @Allow('COORDINATOR')
  ownPartner(@CurrentContext() context: CallContext): Promise<Partner | null> {
    return this.own(context);
  }

  @Mutation(() => UpdatePartnerResult, {
    description: `${FOR_ADMINS} says where it looks after requests, in which languages, and whom a family phones. New areas wait for the host partner (areasWaiting). Requests that it has stay with it.`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async updatePartner(@Args('input') input: UpdatePartnerInput, @CurrentContext() context: CallContext) {
    const { languages = null, areas = null, contactForFamilies } = input;
    const contact = contactForFamilies
      ? { en: contactForFamilies.en ?? null, es: contactForFamilies.es ?? null }
      : null;
    return this.answer(await this.changing.update(admin(context), { languages, areas, contact }), context);
  }

  @Mutation(() => UpdatePartnerResult, {
    description: `${FOR_ADMINS} begins a program: it looks after what is posted in its areas, as far as the host partner has agreed to them (areasWaiting).`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async addProgram(@Args('input') input: AddProgramInput, @CurrentContext() context: CallContext) {
    const { contactForFamilies, ...its } = input;
    const contacts = {
      contactForFamilies: contactForFamilies?.en ?? null,
      contactForFamiliesEs: contactForFamilies?.es ?? null,
    };
    return this.answer(await this.changing.addProgram(admin(context), { ...its, ...contacts }), context);
  }

  @Mutation(() => UpdatePartnerResult, {
    description: `${FOR_ADMINS} changes a program that goes on; WRONG_STATE when it ended.`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async changeProgram(@Args('input') input: ChangeProgramInput, @CurrentContext() context: CallContext) {
    const { programId, contactForFamilies: contact } = input;
    const changed = await this.changing.changeProgram(admin(context), programId, (before) => ({
      name: input.name ?? before.name,
      kinds: input.kinds ?? before.kinds,
      languages: input.languages ?? before.languages,
      areas: input.areas ?? before.areas,
      contactForFamilies: contact ? (contact.en ?? null) : before.contactForFamilies,
      contactForFamiliesEs: contact ? (contact.es ?? null) : before.contactForFamiliesEs,
    }));
    return this.answer(changed, context);
  }

  @Mutation(() => UpdatePartnerResult, {
    description: `${FOR_ADMINS} ends a program for good; WRONG_STATE when it ended before.`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async endProgram(@Args('input') { programId }: EndProgramInput, @CurrentContext() context: CallContext) {
    return this.answer(await this.changing.endProgram(admin(context), programId), context);
  }

  private async answer(changed: object | Refused, context: CallContext): Promise<PartnerUpdated | Refused> {
    if (isRefused(changed)) return changed;
    const partner = await this.own(context);
    return partner ? { partner } : refuse('NOT_FOUND');
  }

  private async own(context: CallContext): Promise<Partner | null> {
    const its = await this.reading.of(admin(context).partnerId);
    return its && Partner.from(its, context.language);
  }
}

function admin({ viewer }: CallContext): CoordinatorViewer {
  return viewer as CoordinatorViewer; // The guard lets no other viewers through.
}
