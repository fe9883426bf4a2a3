/** What a coordinator decides about the homes of its own partner. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import { PauseHomeInput, UnpauseHomeInput, VouchForHomeInput } from './home.type.js';
import { type HomeStandingChanged, HomeStandingResult } from './partner-home.type.js';
import { PauseHome } from './pause-home.js';
import { ReadPartnerHomes } from './read-partner-homes.js';
import { UnpauseHome } from './unpause-home.js';
import { VouchForHome } from './vouch-for-home.js';

type Answer = Promise<HomeStandingChanged | Refused>;

@Resolver()
export class VouchingResolver {
  constructor(
    private readonly vouches: VouchForHome,
    private readonly pauses: PauseHome,
    private readonly unpauses: UnpauseHome,
    private readonly homes: ReadPartnerHomes,
  ) {}

  @Mutation(() => HomeStandingResult, {
    description:
      'Coordinators of its partner: the home is VOUCHED and sees requests from now on. Also for one that stands on the word of homes: then it stays when they take that back. Not for a home of your own.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  async vouchForHome(@Args('input') input: VouchForHomeInput, @CurrentViewer() viewer: CoordinatorViewer): Answer {
    return this.home(viewer, await this.vouches.execute(viewer, input));
  }

  @Mutation(() => HomeStandingResult, {
    description: 'Coordinators of its partner: the home claims and offers nothing new until the pause ends.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  async pauseHome(@Args('input') input: PauseHomeInput, @CurrentViewer() viewer: CoordinatorViewer): Answer {
    return this.home(viewer, await this.pauses.execute(viewer, input));
  }

  @Mutation(() => HomeStandingResult, {
    description: 'Coordinators of its partner: ends a pause, whoever or whatever began it. Not for a home of your own.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  async unpauseHome(@Args('input') input: UnpauseHomeInput, @CurrentViewer() viewer: CoordinatorViewer): Answer {
    return this.home(viewer, await this.unpauses.execute(viewer, input));
  }

  private async home(viewer: CoordinatorViewer, changed: { homeId: string } | Refused): Answer {
    if (isRefused(changed)) return changed;
    const home = await this.homes.one(viewer, changed.homeId);
    return isRefused(home) ? home : { home };
  }
}
