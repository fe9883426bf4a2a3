/** Members as the API shows and takes them. */
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, MaxLength } from 'class-validator';
import { MemberRole } from '../../kernel/member-role.js';
import { resultUnion } from '../../platform/graphql/result-union.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';

registerEnumType(MemberRole, {
  name: 'MemberRole',
  description: 'What a member does for a home. All of them offer, claim, deliver and read for it.',
  valuesMap: {
    KEEPER: {
      description: 'Also invites and removes members, changes the home and closes it. Each open home has one at least.',
    },
    MEMBER: { description: 'Belongs to the home.' },
  },
});

@ObjectType({ description: 'Somebody who signs in for your home. Only its members see it.' })
export class HomeMember {
  @Field(() => ID, { description: 'For removeMember and changeMemberRole.' })
  id: string;

  @Field(() => MemberRole, { description: 'What they do for the home.' })
  role: MemberRole;

  @Field(() => LocalDateScalar, { description: 'The day on which they joined, in UTC.' })
  joinedOn: string;

  @Field(() => Boolean, { description: 'Whether it is you.' })
  isYou: boolean;

  @Field(() => String, { nullable: true, description: 'Their e-mail address: for keepers, and your own for you.' })
  email: string | null;
}

@InputType({ description: 'What a member is to do for the home.' })
export class ChangeMemberRoleInput {
  @Field(() => ID, { description: 'A member of your home.' })
  @MaxLength(36)
  memberId: string;

  @Field(() => MemberRole, { description: 'What they do from now on.' })
  @IsEnum(MemberRole)
  role: MemberRole;
}

@InputType({ description: 'Who is not to belong to the home any more.' })
export class RemoveMemberInput {
  @Field(() => ID, { description: 'Another member of your home.' })
  @MaxLength(36)
  memberId: string;
}

@ObjectType({ description: 'The members of your home as they are now.' })
export class HomeMembersChanged {
  @Field(() => [HomeMember], { description: 'Keepers first.' })
  members: HomeMember[];
}

@ObjectType({
  description: 'You do not belong to the home any more; your sessions are over and your address is erased.',
})
export class HomeLeft {
  @Field(() => Boolean, { description: 'Always true.' })
  left: boolean;
}

export const HomeMembersResult = resultUnion(
  'HomeMembersResult',
  HomeMembersChanged,
  'The members, or why nothing changed.',
);
export const LeaveHomeResult = resultUnion('LeaveHomeResult', HomeLeft, 'Left, or why not.');
