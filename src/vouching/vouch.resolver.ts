/** Homes vouch for homes that showed them a code, and take it back. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import { MakeVouchCode } from './make-vouch-code.js';
import { ReadGivenVouches } from './read-given-vouches.js';
import { TakeBackVouch } from './take-back-vouch.js';
import { VouchByCode } from './vouch-by-code.js';
import {
  CreateVouchCodeResult,
  GivenVouch,
  TakeBackVouchInput,
  TakeBackVouchResult,
  VouchByCodeInput,
  VouchByCodeResult,
  type VouchCodeCreated,
  type VouchGiven,
  type VouchTakenBack,
} from './vouching.type.js';

@Resolver()
export class VouchResolver {
  constructor(
    private readonly codes: MakeVouchCode,
    private readonly vouches: VouchByCode,
    private readonly takingBack: TakeBackVouch,
    private readonly given: ReadGivenVouches,
  ) {}

  @Mutation(() => CreateVouchCodeResult, {
    description:
      'Homes: a code for seven days, to show to homes that know yours. Two trusted ones of your partner are enough.',
  })
  @Allow('HOME')
  createVouchCode(@CurrentViewer() viewer: HomeViewer): Promise<VouchCodeCreated | Refused> {
    return this.codes.execute(viewer);
  }

  @Mutation(() => VouchByCodeResult, {
    description:
      'Homes that are TRUSTED: vouches for the home that showed you its code. Never for your own, never where one of you vouches already for another home, and never in a ring. TOO_MANY_ATTEMPTS beyond ten a day, those that were taken back included, or a hundred that stand.',
  })
  @Allow('HOME')
  async vouchByCode(
    @Args('input') { code }: VouchByCodeInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<VouchGiven | Refused> {
    const vouch = await this.vouches.execute(viewer, code);
    return isRefused(vouch) ? vouch : { vouch: await this.given.shown(vouch) };
  }

  @Mutation(() => TakeBackVouchResult, {
    description:
      'The home that gave it, or a coordinator of the partner: the vouch counts no more. Whoever has not enough left is NEW again, and so on down.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  takeBackVouch(
    @Args('input') { vouchId }: TakeBackVouchInput,
    @CurrentViewer() viewer: HomeViewer | CoordinatorViewer,
  ): Promise<VouchTakenBack | Refused> {
    return this.takingBack.execute(viewer, vouchId);
  }

  @Query(() => [GivenVouch], {
    description: 'Homes: the vouches that your home gave and that stand, the latest first: a hundred at most.',
  })
  @Allow('HOME')
  myVouches(@CurrentViewer() viewer: HomeViewer): Promise<GivenVouch[]> {
    return this.given.all(viewer);
  }
}
