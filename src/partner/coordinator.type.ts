/** Coordinators as the API invites and takes them in. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, MaxLength } from 'class-validator';
import { Session } from '../access/session.type.js';
import { ViewerType } from '../access/viewer.type.js';
import { CoordinatorRole } from '../kernel/coordinator-role.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';

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

@InputType({ description: 'What a coordinator is to do from now on.' })
export class ChangeRolesInput {
  @Field(() => ID, { description: 'Who: a coordinator of your own partner, or somebody who is invited.' })
  coordinatorId: string;

  @Field(() => [CoordinatorRole], { description: 'In place of those they have; at least one.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  roles: CoordinatorRole[];
}

@InputType({ description: 'Who is a coordinator no more.' })
export class RemoveCoordinatorInput {
  @Field(() => ID, { description: 'A coordinator of your own partner, or somebody who is invited.' })
  coordinatorId: string;
}

@InputType({ description: 'For how long you look after what waits.' })
export class GoOnDutyInput {
  @Field(() => DateTimeScalar, { description: 'Until when: at most 16 hours from now.' })
  until: Date;
}

@ObjectType('Coordinator', {
  description: 'A coordinator of your own partner. Seen by its other coordinators, and by nobody else.',
})
export class CoordinatorShown {
  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'For coordinators with the role ADMIN; null for others, and when it cannot be opened.',
  })
  email: string | null;

  @Field(() => [CoordinatorRole], { description: 'What they may do.' })
  roles: CoordinatorRole[];

  @Field(() => LocalDateScalar, { nullable: true, description: 'Since when; null while the invitation waits.' })
  joinedOn: string | null;

  @Field(() => Boolean, { description: 'Whether they are on duty now.' })
  onDuty: boolean;
}

@ObjectType({ description: 'What the coordinator may do has changed, from the next call on.' })
export class RolesChanged {
  @Field(() => CoordinatorShown, { description: 'The coordinator as it is now.' })
  coordinator: CoordinatorShown;
}

@ObjectType({ description: 'They are no coordinator any more, and signed out everywhere.' })
export class CoordinatorRemoved {
  @Field(() => ID, { description: 'Who it was.' })
  coordinatorId: string;
}

@ObjectType({ description: 'Whether you are on duty.' })
export class DutyChanged {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when; null when you are off duty.' })
  onDutyUntil: Date | null;
}

export const ChangeRolesResult = resultUnion('ChangeRolesResult', RolesChanged, 'Changed, or why not.');
export const RemoveCoordinatorResult = resultUnion('RemoveCoordinatorResult', CoordinatorRemoved, 'Gone, or why not.');
export const DutyResult = resultUnion('DutyResult', DutyChanged, 'On duty or off, or why not.');
