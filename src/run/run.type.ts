/** Runs over GraphQL: for the home whose offer it is. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { HalfDayOfInput, HalfDayOfType } from '../calendar/window.type.js';
import { Claim } from '../claim/claim.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { HelpRequest } from '../request/request.type.js';

@ObjectType({ description: 'A stop of a run. Only the home whose run it is sees it.' })
export class RunStop {
  @Field(() => ID, { description: 'Which time of the request.' })
  occurrenceId: string;

  @Field(() => HelpRequest, {
    description: 'The ride, or the groceries, as far as you may see it before you claim it.',
  })
  request: HelpRequest;
}

@ObjectType({
  description:
    'Several rides, or the shopping of several households, that fit on one trip of a home, in the order in which they would be served, by published areas: where exactly is sealed until a claim is accepted. Only the home whose offer it is sees it.',
})
export class Run {
  @Field(() => HalfDayOfType, { description: 'The first half-day in which all of them can, in their time zone.' })
  plannedFor: HalfDayOfType;

  @Field(() => [RunStop], { description: 'Two to four.' })
  stops: RunStop[];
}

@InputType({ description: 'Several requests on one trip, out of one offer of your own.' })
export class ClaimRunInput {
  @Field(() => ID, { description: 'Your offer of rides or of groceries.' })
  @MaxLength(60)
  offerId: string;

  @Field(() => [ID], { description: 'The stops, by the occurrences of their requests: two to four, all or nothing.' })
  @ArrayMaxSize(4)
  @MaxLength(60, { each: true })
  occurrenceIds: string[];

  @Field(() => HalfDayOfInput, { description: 'A half-day in which all of them can.' })
  @ValidateNested()
  @Type(() => HalfDayOfInput)
  plannedFor: HalfDayOfInput;
}

@ObjectType({ description: 'A run that was claimed.' })
export class RunClaimed {
  @Field(() => [Claim], { description: 'A claim for each request. Each is accepted, delivered and ended by itself.' })
  claims: Claim[];
}

export const RunResult = resultUnion('RunResult', RunClaimed, 'The claims, or why nothing was claimed.');
