/** What coordinators decide about homes that stand on the word of others, and what they see of it. */
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { type HomeStandingChanged, HomeStandingResult, PartnerHome } from '../home/partner-home.type.js';
import { ReadPartnerHomes } from '../home/read-partner-homes.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer, loaderOf } from '../platform/graphql/call-context.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { ConferTrust } from './confer-trust.js';
import { LeaveUnvouched } from './leave-unvouched.js';
import { PauseBranch } from './pause-branch.js';
import { ReadTree } from './read-tree.js';
import { ReadTrust } from './read-trust.js';
import {
  type BranchChanged,
  BranchResult,
  HomeTrust,
  LeaveUnvouchedInput,
  PauseBranchInput,
  TrustHomeInput,
  UnpauseBranchInput,
  type VouchedHome,
  VouchingTreeConnection,
  WithdrawTrustInput,
  WithdrawVouchInput,
} from './vouching.type.js';
import { WithdrawVouch } from './withdraw-vouch.js';

type Answer = Promise<HomeStandingChanged | Refused>;

@Resolver(() => PartnerHome)
export class StandingResolver {
  constructor(
    private readonly withdrawals: WithdrawVouch,
    private readonly leaving: LeaveUnvouched,
    private readonly trust: ConferTrust,
    private readonly branches: PauseBranch,
    private readonly tree: ReadTree,
    private readonly earned: ReadTrust,
    private readonly homes: ReadPartnerHomes,
    private readonly cursors: Cursors,
  ) {}

  @Mutation(() => HomeStandingResult, {
    description:
      'Coordinators of its partner: every vouch for the home is withdrawn. It is NEW again and sees no requests, and whoever stands on its word alone is looked at again.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  async withdrawVouch(
    @Args('input') { homeId }: WithdrawVouchInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Answer {
    return this.home(viewer, await this.withdrawals.execute(viewer, homeId));
  }

  @Mutation(() => HomeStandingResult, {
    description:
      'Coordinators of its partner: the home lost the word of others, somebody has looked at it, and it stays as it is.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  async leaveUnvouched(
    @Args('input') { homeId }: LeaveUnvouchedInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Answer {
    return this.home(viewer, await this.leaving.execute(viewer, homeId));
  }

  @Mutation(() => HomeStandingResult, {
    description:
      'Coordinators of its partner: the home is TRUSTED, which it has to have earned. Not for a home of your own.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  async trustHome(@Args('input') { homeId }: TrustHomeInput, @CurrentViewer() viewer: CoordinatorViewer): Answer {
    return this.home(viewer, await this.trust.give(viewer, homeId));
  }

  @Mutation(() => HomeStandingResult, {
    description:
      'Coordinators of its partner: the home is VOUCHED again, what it said for others counts no more, and it earns trust anew.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  async withdrawTrust(
    @Args('input') { homeId }: WithdrawTrustInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Answer {
    return this.home(viewer, await this.trust.takeAway(viewer, homeId));
  }

  @Mutation(() => BranchResult, {
    description: 'Coordinators of its partner: pauses the home and all that hangs on its word, directly or not.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  pauseBranch(
    @Args('input') { homeId }: PauseBranchInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<BranchChanged | Refused> {
    return this.branches.pause(viewer, homeId);
  }

  @Mutation(() => BranchResult, {
    description:
      'Coordinators of its partner: ends the pause of those that pauseBranch paused with the home. Not of a home of your own.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('REVIEWER', 'ADMIN')
  unpauseBranch(
    @Args('input') { homeId }: UnpauseBranchInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<BranchChanged | Refused> {
    return this.branches.unpause(viewer, homeId);
  }

  @Query(() => VouchingTreeConnection, {
    description: 'Coordinators: the home and whoever stands on its word, directly or not, the nearest first.',
  })
  @Allow('COORDINATOR')
  async vouchingTree(
    @Args('homeId', { type: () => ID, description: 'A home of your own partner.' }) homeId: string,
    @Args('depth', { type: () => Int, defaultValue: 3, description: 'How many steps down, at most 20.' }) depth: number,
    @Args() { first, after }: PageArgs,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<Connection<VouchedHome> | Refused> {
    const list = `tree/${viewer.partnerId}/${homeId}/${depth}`;
    const position = after ? this.cursors.open(list, after) : null;
    if (position && !position.accepted) return position;
    const [level, id] = position?.value ?? [];
    const rows = await this.tree.page(viewer, {
      ...{ homeId, depth, first },
      after: typeof level === 'number' && typeof id === 'string' ? [level, id] : null,
    });
    if (isRefused(rows)) return rows;
    return pageOf(
      rows,
      first,
      ({ node }) => node,
      ({ position: its }) => this.cursors.seal(list, [...its]),
    );
  }

  @ResolveField(() => HomeTrust, {
    nullable: true,
    description: 'What it has earned, and whether it waits to be looked at again.',
  })
  trustEarned(@Parent() home: PartnerHome, @CurrentContext() context: CallContext): Promise<HomeTrust | null> {
    return loaderOf(context, 'trust-of-homes', (ids) => this.earned.of(ids)).load(home.id);
  }

  private async home(viewer: CoordinatorViewer, changed: { homeId: string } | Refused): Answer {
    if (isRefused(changed)) return changed;
    const home = await this.homes.one(viewer, changed.homeId);
    return isRefused(home) ? home : { home };
  }
}
