/** Actions of campaigns as the API shows and takes them. */
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { ChangeGatheringInputType, GatheringInputType } from '../gathering/gathering.input.js';
import { Gathering } from '../gathering/gathering.type.js';
import { LONGEST_TITLE, PUBLIC_TITLE } from '../gathering/listed.input.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';

@ObjectType({
  implements: () => Gathering,
  description: 'Something to do for a campaign, at a time and a place. Anybody reads it, at a coarse place.',
})
export class Action extends Gathering {}

export const ActionConnection = connectionOf<Gathering>('Action', () => Action);

@InputType({ description: 'Something to do for a campaign.' })
export class PlanActionInput extends GatheringInputType {
  @Field(() => ID, { description: 'A campaign of your own partner.' })
  @MaxLength(64)
  campaignId: string;

  @Field(() => String, { description: PUBLIC_TITLE })
  @MaxLength(LONGEST_TITLE)
  title: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many fit, 1 to 5,000. Left out: as many as come.',
  })
  @IsOptional()
  capacity?: number | null;
}

@InputType({ description: 'What changes of an action. What is left out stays.' })
export class ChangeActionInput extends ChangeGatheringInputType {
  @Field(() => ID, { description: 'An action of your own partner that has not begun.' })
  @MaxLength(64)
  actionId: string;
}

@InputType({ description: 'Which action is called off.' })
export class CancelActionInput {
  @Field(() => ID, { description: 'An action of your own partner that has not begun.' })
  @MaxLength(64)
  actionId: string;
}

@InputType({ description: 'Which action you come to.' })
export class JoinActionInput {
  @Field(() => ID, { description: 'An action, of whatever partner.' })
  @MaxLength(64)
  actionId: string;
}

@InputType({ description: 'Which action you do not come to.' })
export class LeaveActionInput {
  @Field(() => ID, { description: 'An action that you have joined and that has not begun.' })
  @MaxLength(64)
  actionId: string;
}

@ObjectType({ description: 'The action as it stands now.' })
export class ActionChanged {
  @Field(() => Action, { description: 'The action.' })
  action: Action;
}

export const ActionResult = resultUnion(
  'ActionResult',
  ActionChanged,
  'The action as it stands now, or why nothing changed.',
);
