/** Who belongs to a home, over GraphQL. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../access/allow.guard.js';
import { isRefused, type Refused } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { CurrentViewer } from '../../platform/graphql/call-context.js';
import { ChangeMembership } from './change-membership.js';
import {
  ChangeMemberRoleInput,
  type HomeLeft,
  HomeMember,
  type HomeMembersChanged,
  HomeMembersResult,
  LeaveHomeResult,
  RemoveMemberInput,
} from './membership.type.js';
import { ReadMembers } from './read-members.js';

@Resolver()
export class MembershipResolver {
  constructor(
    private readonly members: ReadMembers,
    private readonly changes: ChangeMembership,
  ) {}

  @Query(() => [HomeMember], { description: 'Members of homes: who belongs to your own home, keepers first.' })
  @Allow('HOME')
  async homeMembers(@CurrentViewer() viewer: HomeViewer): Promise<HomeMember[] | Refused> {
    return this.members.of(viewer);
  }

  @Mutation(() => HomeMembersResult, {
    description:
      'Keepers: makes a member keeper, or a keeper member. One keeper stays. With a keeper who is one no more, open invitations into the home end.',
  })
  @Allow('HOME')
  async changeMemberRole(
    @Args('input') { memberId, role }: ChangeMemberRoleInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<HomeMembersChanged | Refused> {
    const changed = await this.changes.setRole(viewer, memberId, role);
    return isRefused(changed) ? changed : this.membersFor(viewer);
  }

  @Mutation(() => HomeMembersResult, {
    description:
      'Keepers: another member does not belong to the home any more. Sessions end at once, the address is erased; with a keeper, open invitations into the home end.',
  })
  @Allow('HOME')
  async removeMember(
    @Args('input') { memberId }: RemoveMemberInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<HomeMembersChanged | Refused> {
    const removed = await this.changes.remove(viewer, memberId);
    return isRefused(removed) ? removed : this.membersFor(viewer);
  }

  @Mutation(() => LeaveHomeResult, {
    description: 'Members of homes: you leave. The last keeper makes somebody else keeper first, or closes the home.',
  })
  @Allow('HOME')
  async leaveHome(@CurrentViewer() viewer: HomeViewer): Promise<HomeLeft | Refused> {
    return this.changes.leave(viewer);
  }

  private async membersFor(viewer: HomeViewer): Promise<HomeMembersChanged | Refused> {
    const members = await this.members.of(viewer);
    return isRefused(members) ? members : { members };
  }
}
