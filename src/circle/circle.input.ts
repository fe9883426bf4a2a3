/** What coordinators and homes say of circles. */
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import type { TrainingTopic as Topic } from '../kernel/training-topic.js';
import { TrainingTopic } from '../platform/graphql/words.type.js';

@InputType({ description: 'A new circle of your partner.' })
export class CreateCircleInput {
  @Field(() => String, { description: 'Its name, at most 80 characters: no number, e-mail or link in it.' })
  @MaxLength(400)
  name: string;

  @Field(() => [String], { defaultValue: [], description: 'Languages its homes speak, as BCP 47 tags, 12 at most.' })
  @ArrayMaxSize(50)
  languages: string[];

  @Field(() => [String], {
    defaultValue: [],
    description: 'Where its homes live: H3 cells of resolution 2 to 6, 50 at most.',
  })
  @ArrayMaxSize(50)
  @MaxLength(40, { each: true })
  areas: string[];

  @Field(() => TrainingTopic, {
    nullable: true,
    description: 'The training it demands of homes that join; left out: none.',
  })
  @IsOptional()
  requiredTraining?: Topic | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether its homes may invite others.' })
  membersInvite: boolean;
}

@InputType({ isAbstract: true })
export abstract class OneCircleInput {
  @Field(() => ID, { description: 'The circle, of your partner.' })
  @MaxLength(60)
  circleId: string;
}

@InputType({ description: 'What is to be said of a circle from now on; what is left out stays.' })
export class ChangeCircleInput extends OneCircleInput {
  @Field(() => String, {
    nullable: true,
    description: 'Its name, at most 80 characters: no number, e-mail or link in it.',
  })
  @IsOptional()
  @MaxLength(400)
  name?: string | null;

  @Field(() => [String], { nullable: true, description: 'All its languages, as BCP 47 tags, 12 at most.' })
  @IsOptional()
  @ArrayMaxSize(50)
  languages?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'All its areas, as H3 cells of resolution 2 to 6, 50 at most.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(40, { each: true })
  areas?: string[] | null;

  @Field(() => TrainingTopic, {
    nullable: true,
    description:
      'The training it demands of homes that join from now on; null: none. Not of the own circle (WRONG_STATE).',
  })
  @IsOptional()
  requiredTraining?: Topic | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether its homes may invite others.' })
  @IsOptional()
  membersInvite?: boolean | null;
}

@InputType({ description: 'Closes a circle in which there is nobody.' })
export class CloseCircleInput extends OneCircleInput {}

@InputType({ description: 'Invites homes into a circle.' })
export class InviteToCircleInput extends OneCircleInput {
  @Field(() => Int, {
    defaultValue: 1,
    description: 'How many homes may use it: up to 50 by a coordinator, 10 by a home.',
  })
  uses: number;
}

@InputType({ description: 'What a home that was invited brings.' })
export class JoinCircleInput {
  @Field(() => String, { description: 'The invitation as it was handed over ("shr_…").' })
  @MaxLength(200)
  invitation: string;
}

@InputType({ description: 'Leaves a circle.' })
export class LeaveCircleInput {
  @Field(() => Boolean, { description: 'Has to be true: only an invitation leads back. INVALID_INPUT otherwise.' })
  confirm: boolean;
}

@InputType({ description: 'Takes one home out of its circle.' })
export class RemoveFromCircleInput {
  @Field(() => ID, { description: 'A home of your own partner.' })
  @MaxLength(60)
  homeId: string;
}
