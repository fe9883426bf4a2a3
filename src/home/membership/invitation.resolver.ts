/** Invitations of homes, over GraphQL: made, listed, taken back and used. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowEveryRole } from '../../access/allow.guard.js';
import { callingClient } from '../../access/calling-client.js';
import type { PasskeyCeremony } from '../../access/passkey/passkey.type.js';
import { viewerTypeOf } from '../../access/viewer.type.js';
import { isRefused, type Refused } from '../../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer } from '../../platform/graphql/call-context.js';
import {
  HomeInvitation,
  type HomeInvited,
  type HomeJoined,
  type InvitationRevoked,
  InviteHomeInput,
  InviteHomeResult,
  InviteMemberInput,
  InviteMemberResult,
  JoinHomeInput,
  JoinHomeResult,
  RevokeInvitationInput,
  RevokeInvitationResult,
  StartPasskeyJoiningInput,
  StartPasskeyJoiningResult,
} from './invitation.type.js';
import { Invite } from './invite.js';
import { JoinHome } from './join-home.js';
import { OpenInvitations } from './open-invitations.js';

@Resolver()
export class InvitationResolver {
  constructor(
    private readonly invitations: Invite,
    private readonly open: OpenInvitations,
    private readonly joining: JoinHome,
  ) {}

  @Query(() => [HomeInvitation], {
    description: 'Members of homes: invitations of your home. Coordinators: your own. Those that were not used yet.',
  })
  @Allow('HOME', 'COORDINATOR')
  async homeInvitations(@CurrentViewer() viewer: HomeViewer | CoordinatorViewer): Promise<HomeInvitation[]> {
    return this.open.of(viewer);
  }

  @Mutation(() => InviteMemberResult, {
    description: 'Keepers: somebody may join your home. Ten invitations at once at most.',
  })
  @Allow('HOME')
  async inviteMember(
    @Args('input') { role }: InviteMemberInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<HomeInvited | Refused> {
    return this.invitations.member(viewer, role);
  }

  @Mutation(() => InviteHomeResult, {
    description:
      'Members of vouched homes, and coordinators: a new home may register into your partner; by a home also into its circle, where that lets its homes invite and demands no training. Nobody else learns who invited whom.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowEveryRole()
  async inviteHome(
    @Args('input') { vouch }: InviteHomeInput,
    @CurrentViewer() viewer: HomeViewer | CoordinatorViewer,
  ): Promise<HomeInvited | Refused> {
    return this.invitations.home(viewer, vouch);
  }

  @Mutation(() => RevokeInvitationResult, {
    description: 'Keepers, and for invitations of other homes every member: your own. Coordinators: your own.',
  })
  @Allow('HOME', 'COORDINATOR')
  @AllowEveryRole()
  async revokeInvitation(
    @Args('input') { invitationId }: RevokeInvitationInput,
    @CurrentViewer() viewer: HomeViewer | CoordinatorViewer,
  ): Promise<InvitationRevoked | Refused> {
    const invitations = await this.open.revoke(viewer, invitationId);
    return isRefused(invitations) ? invitations : { invitations };
  }

  @Mutation(() => StartPasskeyJoiningResult, {
    description:
      'Anyone who holds an invitation into a home: begins a passkey to join with. Not with the session of a family.',
  })
  @Allow('PUBLIC', 'PARTNER', 'HOME', 'COORDINATOR')
  @AllowEveryRole()
  async startPasskeyJoining(
    @Args('input') { invitation }: StartPasskeyJoiningInput,
  ): Promise<PasskeyCeremony | Refused> {
    return this.joining.startWithPasskey(invitation);
  }

  @Mutation(() => JoinHomeResult, {
    description: 'Anyone who holds an invitation into a home that was not used yet. Not with the session of a family.',
  })
  @Allow('PUBLIC', 'PARTNER', 'HOME', 'COORDINATOR')
  @AllowEveryRole()
  async joinHome(
    @Args('input') input: JoinHomeInput,
    @CurrentContext() context: CallContext,
  ): Promise<HomeJoined | Refused> {
    const outcome = await this.joining.execute(input, callingClient(context));
    return isRefused(outcome) ? outcome : { viewer: viewerTypeOf(outcome.viewer), session: outcome.session };
  }
}
