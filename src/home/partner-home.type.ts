/** A home as the coordinators of its own partner see it, and nobody else. */
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsOptional } from 'class-validator';
import { MemberRole } from '../kernel/member-role.js';
import { words } from '../kernel/words.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { KnownHome } from './known-home.type.js';
import './membership/membership.type.js';

export const HomeStanding = words('WAITING', 'VOUCHED', 'PAUSED');
export type HomeStanding = keyof typeof HomeStanding;
registerEnumType(HomeStanding, {
  name: 'HomeStanding',
  description: 'How a home stands with its partner.',
  valuesMap: {
    WAITING: { description: 'Nobody vouches for it.' },
    VOUCHED: { description: 'Somebody vouches for it, and it is not paused.' },
    PAUSED: { description: 'It is paused, vouched for or not.' },
  },
});

@ObjectType({
  description: 'Somebody who signs in for a home of your partner. Only coordinators of that partner see it.',
})
export class PartnerHomeMember {
  @Field(() => MemberRole, { description: 'What they do for the home.' })
  role: MemberRole;

  @Field(() => String, { nullable: true, description: 'Their e-mail address. Null when it cannot be opened any more.' })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'Their phone number, if they left one.' })
  phone: string | null;

  @Field(() => LocalDateScalar, { description: 'The day on which they joined, in UTC.' })
  joinedOn: string;
}

@ObjectType({ description: 'A home of your partner. Only coordinators of that partner see it.' })
export class PartnerHome extends KnownHome {
  @Field(() => ID, { description: 'For vouchForHome, withdrawVouch, pauseHome and unpauseHome.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Its short name. Null when it cannot be opened any more.' })
  shortName: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The e-mail address of its first keeper. Null when it cannot be opened any more.',
  })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'The phone number of its first keeper, if there is one.' })
  phone: string | null;

  @Field(() => [PartnerHomeMember], { description: 'All who sign in for it, keepers first.' })
  members: readonly PartnerHomeMember[];

  @Field(() => Boolean, { description: 'Whether it is paused for review.' })
  paused: boolean;
}

@InputType({ description: 'Which homes of your partner. What is left out excludes nothing.' })
export class PartnerHomeFilter {
  @Field(() => HomeStanding, { nullable: true, description: 'Only those that stand like this.' })
  @IsOptional()
  @IsEnum(HomeStanding)
  standing?: HomeStanding | null;
}

@ObjectType({ description: 'The home as it stands now.' })
export class HomeStandingChanged {
  @Field(() => PartnerHome, { description: 'The home.' })
  home: PartnerHome;
}

export const PartnerHomeConnection = connectionOf('PartnerHome', () => PartnerHome);

export const HomeStandingResult = resultUnion(
  'HomeStandingResult',
  HomeStandingChanged,
  'The home as it stands now, or why nothing changed.',
);
