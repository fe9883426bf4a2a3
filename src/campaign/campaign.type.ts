/** Campaigns and their actions as the API shows and takes them. */
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { ChangeGatheringInputType, GatheringInputType } from '../gathering/gathering.input.js';
import { Gathering } from '../gathering/gathering.type.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar, LocaleScalar } from '../platform/graphql/scalars.js';

@ObjectType({ description: 'A campaign that a partner takes part in. Anybody reads it.' })
export class Campaign {
  @Field(() => ID, { description: 'Random, and the same for good.' })
  id: string;

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'What its partner says of it.' })
  summary: string | null;

  @Field(() => [LocaleScalar], { description: 'Its languages (BCP 47).' })
  languages: string[];

  @Field(() => String, { description: 'The frontline community organisation that leads it.' })
  ledBy: string;

  @Field(() => String, { description: 'The name of the partner that lists it.' })
  partner: string;

  @Field(() => LocalDateScalar, { description: 'The date on which it begins.' })
  beginsOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The date on which it ends; null while nobody knows.' })
  endsOn: string | null;
}

@ObjectType({
  implements: () => Gathering,
  description: 'Something to do for a campaign, at a time and a place. Anybody reads it, at a coarse place.',
})
export class Action extends Gathering {}

export const CampaignConnection = connectionOf('Campaign', () => Campaign);
export const ActionConnection = connectionOf<Gathering>('Action', () => Action);

@InputType({ description: 'Which campaigns. What is left out excludes nothing.' })
export class CampaignFilter {
  @Field(() => String, { nullable: true, description: 'In this language (BCP 47; the region makes no difference).' })
  @IsOptional()
  @MaxLength(35)
  language?: string | null;
}

@InputType({ description: 'A campaign that your partner takes part in.' })
export class CreateCampaignInput {
  @Field(() => String, {
    description: 'At most 120 characters. Anybody reads it: no address, number or link (TEXT_TELLS_TOO_MUCH).',
  })
  @MaxLength(1_200)
  title: string;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters, as public as the title.' })
  @IsOptional()
  @MaxLength(20_000)
  summary?: string | null;

  @Field(() => [String], { description: 'Its languages (BCP 47), at most 12.' })
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  languages: string[];

  @Field(() => String, {
    description: 'The frontline community organisation that leads it: its name, at most 120 characters.',
  })
  @MaxLength(1_200)
  ledBy: string;

  @Field(() => LocalDateScalar, { description: 'The date on which it begins, or began.' })
  beginsOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The date on which it ends: today or later.' })
  @IsOptional()
  endsOn?: string | null;
}

@InputType({ description: 'What changes of a campaign. What is left out stays.' })
export class ChangeCampaignInput {
  @Field(() => ID, { description: 'A campaign of your own partner.' })
  @MaxLength(64)
  campaignId: string;

  @Field(() => String, {
    nullable: true,
    description: 'At most 120 characters. Anybody reads it: no address, number or link (TEXT_TELLS_TOO_MUCH).',
  })
  @IsOptional()
  @MaxLength(1_200)
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 2,000 characters, as public as the title. Null takes it away.',
  })
  @IsOptional()
  @MaxLength(20_000)
  summary?: string | null;

  @Field(() => [String], { nullable: true, description: 'Its languages (BCP 47), at most 12.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  languages?: string[] | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The date on which it ends, today or later. Null: nobody knows. Left out: as before.',
  })
  @IsOptional()
  endsOn?: string | null;
}

@InputType({ description: 'Which campaign your partner takes part in no more.' })
export class RetireCampaignInput {
  @Field(() => ID, { description: 'A campaign of your own partner.' })
  @MaxLength(64)
  campaignId: string;
}

@InputType({ description: 'Something to do for a campaign.' })
export class PlanActionInput extends GatheringInputType {
  @Field(() => ID, { description: 'A campaign of your own partner.' })
  @MaxLength(64)
  campaignId: string;

  @Field(() => String, {
    description: 'At most 120 characters. Anybody reads it: no address, number or link (TEXT_TELLS_TOO_MUCH).',
  })
  @MaxLength(1_200)
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

@ObjectType({ description: 'The campaign is listed.' })
export class CampaignCreated {
  @Field(() => Campaign, { description: 'The campaign.' })
  campaign: Campaign;
}

@ObjectType({ description: 'The action as it stands now.' })
export class ActionChanged {
  @Field(() => Action, { description: 'The action.' })
  action: Action;
}

@ObjectType({ description: 'The campaign as it stands now.' })
export class CampaignChanged {
  @Field(() => Campaign, { description: 'The campaign.' })
  campaign: Campaign;
}

export const ChangeCampaignResult = resultUnion(
  'ChangeCampaignResult',
  CampaignChanged,
  'The campaign as it stands now, or why nothing changed.',
);
export const CreateCampaignResult = resultUnion('CreateCampaignResult', CampaignCreated, 'Listed, or why not.');
export const ActionResult = resultUnion(
  'ActionResult',
  ActionChanged,
  'The action as it stands now, or why nothing changed.',
);
