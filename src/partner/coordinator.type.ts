/** Coordinators as the API invites and takes them in. */
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, MaxLength } from 'class-validator';
import { Session } from '../access/session.type.js';
import { ViewerType } from '../access/viewer.type.js';
import { CoordinatorRole } from '../kernel/coordinator-role.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

@InputType({ description: 'Who is to become a coordinator of your partner.' })
export class InviteCoordinatorInput {
  @Field(() => String, { description: 'Their e-mail address: they sign in with it. It is kept sealed.' })
  @MaxLength(320)
  email: string;

  @Field(() => [CoordinatorRole], {
    defaultValue: ['INTAKE', 'REVIEWER', 'DISPATCHER'],
    description: 'What they are to do; at least one role. Left out: all but ADMIN.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  roles: CoordinatorRole[];
}

@InputType({ description: 'What somebody who was invited brings.' })
export class JoinAsCoordinatorInput {
  @Field(() => String, { description: 'The invitation as it was handed over ("shi_…").' })
  @MaxLength(200)
  invitation: string;

  @Field(() => String, { description: 'The password to sign in with from now on: 10 to 200 characters.' })
  @MaxLength(800)
  password: string;
}

@ObjectType({ description: 'An invitation, for the coordinator who asked for it to hand over.' })
export class CoordinatorInvited {
  @Field(() => String, {
    description:
      'The invitation. Shown this once; it is used up by joinAsCoordinator, and an earlier one for the same e-mail is dead.',
  })
  invitation: string;

  @Field(() => DateTimeScalar, { description: 'Until when it can be used: seven days.' })
  endsAt: Date;
}

@ObjectType({ description: 'You are a coordinator of the partner that invited you, and signed in.' })
export class CoordinatorJoined {
  @Field(() => Session, { description: 'Your session.' })
  session: Session;

  @Field(() => ViewerType, { description: 'You.' })
  viewer: ViewerType;
}

export const InviteCoordinatorResult = resultUnion(
  'InviteCoordinatorResult',
  CoordinatorInvited,
  'An invitation, or why there is none.',
);
export const JoinAsCoordinatorResult = resultUnion(
  'JoinAsCoordinatorResult',
  CoordinatorJoined,
  'Joined and signed in, or why not.',
);
