/** Invitations as the API shows and takes them. */
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsOptional, MaxLength } from 'class-validator';
import { PasskeyCeremony } from '../../access/passkey/passkey.type.js';
import { Session } from '../../access/session.type.js';
import { ViewerType } from '../../access/viewer.type.js';
import { MemberRole } from '../../kernel/member-role.js';
import { words } from '../../kernel/words.js';
import { resultUnion } from '../../platform/graphql/result-union.js';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';
import './membership.type.js';

export const HomeInvitationKind = words('MEMBER', 'HOME');
export type HomeInvitationKind = keyof typeof HomeInvitationKind;
registerEnumType(HomeInvitationKind, {
  name: 'HomeInvitationKind',
  description: 'What an invitation is into.',
  valuesMap: {
    MEMBER: { description: 'Into this home, by joinHome.' },
    HOME: { description: 'Into the circle, as a home of its own, by registerHome.' },
  },
});

@ObjectType({ description: 'An invitation of yours that was not used yet. Only whoever may take it back sees it.' })
export class HomeInvitation {
  @Field(() => ID, { description: 'For revokeInvitation.' })
  id: string;

  @Field(() => HomeInvitationKind, { description: 'What it is into.' })
  kind: HomeInvitationKind;

  @Field(() => MemberRole, {
    nullable: true,
    description: 'What whoever joins by it will be; null for that of a home.',
  })
  role: MemberRole | null;

  @Field(() => Boolean, { description: 'Whether the home that registers by it is vouched for: a coordinator said so.' })
  vouches: boolean;

  @Field(() => DateTimeScalar, { description: 'Until when it can be used.' })
  endsAt: Date;
}

@InputType({ description: 'Somebody who is to sign in for your home.' })
export class InviteMemberInput {
  @Field(() => MemberRole, { defaultValue: MemberRole.MEMBER, description: 'What they are going to do for it.' })
  @IsEnum(MemberRole)
  role: MemberRole;
}

@InputType({ description: 'A household, business or congregation that is to become a home.' })
export class InviteHomeInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Coordinators: whether you vouch for it by inviting it. Not for a home of your own.',
  })
  vouch: boolean;
}

@InputType({ description: 'An invitation that is not to be used any more.' })
export class RevokeInvitationInput {
  @Field(() => ID, { description: 'One of homeInvitations.' })
  @MaxLength(36)
  invitationId: string;
}

@ObjectType({ description: 'An invitation, for whoever asked for it to hand over.' })
export class HomeInvited {
  @Field(() => String, {
    description: 'The invitation. Shown this once; your page makes a link of it. Whoever brings it first uses it up.',
  })
  invitation: string;

  @Field(() => DateTimeScalar, { description: 'Until when it can be used: seven days.' })
  endsAt: Date;
}

@ObjectType({ description: 'It cannot be used any more.' })
export class InvitationRevoked {
  @Field(() => [HomeInvitation], { description: 'Those that are left.' })
  invitations: HomeInvitation[];
}

@InputType({ description: 'A passkey for somebody who joins.' })
export class StartPasskeyJoiningInput {
  @Field(() => String, { description: 'The invitation as it was handed over ("shj_…"). It is not used up by this.' })
  @MaxLength(200)
  invitation: string;
}

@InputType({ description: 'What somebody who was invited brings.' })
export class JoinHomeInput {
  @Field(() => String, { description: 'The invitation as it was handed over ("shj_…").' })
  @MaxLength(200)
  invitation: string;

  @Field(() => String, {
    description:
      "To be told that there is news, and to sign in with. Sealed; keepers of the home and your partner's coordinators see it.",
  })
  @MaxLength(320)
  email: string;

  @Field(() => String, {
    nullable: true,
    description: "With country code, unless it is of the United States. Sealed; your partner's coordinators see it.",
  })
  @IsOptional()
  @MaxLength(80)
  phone?: string | null;

  @Field(() => String, { nullable: true, description: '10 to 200 characters. Either this or a passkey.' })
  @IsOptional()
  @MaxLength(800)
  password?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the authenticator answered to startPasskeyJoining, as JSON. Either this or a password.',
  })
  @IsOptional()
  @MaxLength(20_000)
  passkey?: string | null;
}

@ObjectType({
  description: 'You belong to the home and are signed in. Its members have been told that somebody joined.',
})
export class HomeJoined {
  @Field(() => ViewerType, { description: 'You.' })
  viewer: ViewerType;

  @Field(() => Session, { description: 'Your session.' })
  session: Session;
}

export const InviteMemberResult = resultUnion(
  'InviteMemberResult',
  HomeInvited,
  'An invitation, or why there is none.',
);
export const InviteHomeResult = resultUnion('InviteHomeResult', HomeInvited, 'An invitation, or why there is none.');
export const RevokeInvitationResult = resultUnion(
  'RevokeInvitationResult',
  InvitationRevoked,
  'Taken back, or why not.',
);
export const StartPasskeyJoiningResult = resultUnion(
  'StartPasskeyJoiningResult',
  PasskeyCeremony,
  'What to sign, or why there is nothing.',
);
export const JoinHomeResult = resultUnion('JoinHomeResult', HomeJoined, 'Joined and signed in, or why not.');
