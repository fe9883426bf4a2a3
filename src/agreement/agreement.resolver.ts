/** A partner adopts an agreement, its homes read and accept it. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import {
  AcceptAgreementInput,
  AdoptAgreementInput,
  Agreement,
  AgreementResult,
  type AgreementStands,
} from './agreement.type.js';
import { Agreements, type ShownAgreement } from './agreements.js';

@Resolver()
export class AgreementResolver {
  constructor(private readonly agreements: Agreements) {}

  @Query(() => Agreement, {
    description:
      "Homes and coordinators: your partner's newest agreement. Every partner has one from its first day: the one that ships, until it adopts another.",
  })
  @Allow('HOME', 'COORDINATOR')
  async agreement(@CurrentViewer() viewer: HomeViewer | CoordinatorViewer): Promise<Agreement> {
    return shown(await this.agreements.newest(viewer));
  }

  @Mutation(() => AgreementResult, {
    description:
      "Homes: your home accepts its partner's newest agreement. Before it has, it sees no requests, claims none, and nobody is shown its offers.",
  })
  @Allow('HOME')
  async acceptAgreement(
    @Args('input') { version }: AcceptAgreementInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<AgreementStands | Refused> {
    return stands(await this.agreements.accept(viewer, version));
  }

  @Mutation(() => AgreementResult, {
    description:
      'Coordinators with the role ADMIN: a new version, of your own words or of those that ship. Every home of your partner is asked again; what it has accepted to do stands.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async adoptAgreement(
    @Args('input') { texts }: AdoptAgreementInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<AgreementStands | Refused> {
    return stands(await this.agreements.adopt(viewer, texts ?? null));
  }
}

function stands(agreement: ShownAgreement | Refused): AgreementStands | Refused {
  return isRefused(agreement) ? agreement : { agreement: shown(agreement) };
}

function shown({ texts, ...agreement }: ShownAgreement): Agreement {
  return { ...agreement, texts: Object.entries(texts).map(([language, text]) => ({ language, text })) };
}
