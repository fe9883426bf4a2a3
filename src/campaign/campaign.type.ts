/** Campaigns as the API shows and takes them. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import {
  ChangeListedInputType,
  ListedInputType,
  LONGEST_TEXT,
  LONGEST_TITLE,
  PUBLIC_TEXT,
} from '../gathering/listed.input.js';
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

export const CampaignConnection = connectionOf('Campaign', () => Campaign);

@InputType({ description: 'Which campaigns. What is left out excludes nothing.' })
export class CampaignFilter {
  @Field(() => String, { nullable: true, description: 'In this language (BCP 47; the region makes no difference).' })
  @IsOptional()
  @MaxLength(35)
  language?: string | null;
}

@InputType({ description: 'A campaign that your partner takes part in.' })
export class CreateCampaignInput extends ListedInputType {
  @Field(() => String, { nullable: true, description: PUBLIC_TEXT })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  summary?: string | null;

  @Field(() => String, {
    description: 'The frontline community organisation that leads it: its name, at most 120 characters.',
  })
  @MaxLength(LONGEST_TITLE)
  ledBy: string;

  @Field(() => LocalDateScalar, { description: 'The date on which it begins, or began.' })
  beginsOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The date on which it ends: today or later.' })
  @IsOptional()
  endsOn?: string | null;
}

@InputType({ description: 'What changes of a campaign. What is left out stays.' })
export class ChangeCampaignInput extends ChangeListedInputType {
  @Field(() => ID, { description: 'A campaign of your own partner.' })
  @MaxLength(64)
  campaignId: string;

  @Field(() => String, { nullable: true, description: `${PUBLIC_TEXT} Null takes it away.` })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  summary?: string | null;

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

@ObjectType({ description: 'The campaign is listed.' })
export class CampaignCreated {
  @Field(() => Campaign, { description: 'The campaign.' })
  campaign: Campaign;
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
