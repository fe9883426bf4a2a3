/** The log of what coordinators did, over GraphQL. */
import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { HalfDayOfType } from '../calendar/window.type.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';

@ObjectType({
  description:
    'Something that a coordinator did. Coordinators with the role ADMIN read those of their own partner, for 90 days. It holds no word of what was sent.',
})
export class CoordinatorAction {
  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => ID, { description: 'Who did it.' })
  coordinatorId: string;

  @Field(() => String, { description: 'The mutation: approveText, vouchForHome, …' })
  action: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The request, claim, home or other thing that it was about. Null for what was posted.',
  })
  subjectId: string | null;

  @Field(() => HalfDayOfType, { description: 'The half-day in which it was done, in UTC.' })
  actedOn: HalfDayOfType;
}

export const CoordinatorActionConnection = connectionOf<CoordinatorAction>(
  'CoordinatorAction',
  () => CoordinatorAction,
);

@ArgsType()
export class CoordinatorActionsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this coordinator.' })
  @IsOptional()
  @MaxLength(60)
  coordinatorId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those about this request, claim, home, …' })
  @IsOptional()
  @MaxLength(60)
  subjectId?: string | null;
}
