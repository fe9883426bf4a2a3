/** What coordinators send about plans. */
import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsEnum, IsOptional, MaxLength } from 'class-validator';
import { HelpKind } from '../kernel/help.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';

@InputType({ description: 'For which circle, which kinds, until when.' })
export class PlanDispatchInput {
  @Field(() => ID, { description: 'A circle of your partner.' })
  @MaxLength(60)
  circleId: string;

  @Field(() => [HelpKind], { description: 'At least one of GROCERY, RIDE and TIME: money goes through the partner.' })
  @ArrayMaxSize(4)
  @IsEnum(HelpKind, { each: true })
  kinds: HelpKind[];

  @Field(() => LocalDateScalar, { description: 'The last day to plan for, at most 14 days ahead.' })
  horizon: string;
}

@InputType({ description: 'A plan that nobody wants any more.' })
export class CancelDispatchInput {
  @Field(() => ID, { description: 'The plan.' })
  @MaxLength(60)
  planId: string;
}

@InputType({ description: 'A plan that is to be proposed to its homes.' })
export class ApplyDispatchInput {
  @Field(() => ID, { description: 'The plan.' })
  @MaxLength(60)
  planId: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Lines that are not to be proposed, at most 2,000; the other lines of their trips go with them.',
  })
  @IsOptional()
  @ArrayMaxSize(2_000)
  @MaxLength(60, { each: true })
  leaveOut?: string[] | null;
}
