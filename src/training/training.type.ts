/** Trainings as the API shows and takes them. */
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { ChangeListedInputType, ListedInputType, LONGEST_TEXT, PUBLIC_TEXT } from '../gathering/listed.input.js';
import type { TrainingTopic as Topic } from '../kernel/training-topic.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocaleScalar } from '../platform/graphql/scalars.js';
import { TrainingTopic } from '../platform/graphql/words.type.js';

@ObjectType({ description: 'What a partner trains homes in. Anybody reads it.' })
export class Training {
  @Field(() => ID, { description: 'Random, and the same for good.' })
  id: string;

  @Field(() => TrainingTopic, { description: 'What it is about.' })
  topic: Topic;

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'What its partner says of it.' })
  description: string | null;

  @Field(() => [LocaleScalar], { description: 'The languages in which it is given (BCP 47).' })
  languages: string[];

  @Field(() => String, { description: 'The name of the partner that gives it.' })
  partner: string;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many days, from the end of the session, its certificate is good; null when it gives none.',
  })
  certificateDays: number | null;
}

export const TrainingConnection = connectionOf('Training', () => Training);

@InputType({ description: 'Which trainings. What is left out excludes nothing.' })
export class TrainingFilter {
  @Field(() => TrainingTopic, { nullable: true, description: 'About this.' })
  @IsOptional()
  topic?: Topic | null;

  @Field(() => String, {
    nullable: true,
    description: 'Given in this language (BCP 47; the region makes no difference).',
  })
  @IsOptional()
  @MaxLength(35)
  language?: string | null;
}

@InputType({ description: 'A training that your partner gives.' })
export class CreateTrainingInput extends ListedInputType {
  @Field(() => TrainingTopic, { description: 'What it is about.' })
  topic: Topic;

  @Field(() => String, { nullable: true, description: PUBLIC_TEXT })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  description?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'For how many days, from the end of the session, its certificate is good: 30 to 1,095. Left out: it gives none.',
  })
  @IsOptional()
  certificateDays?: number | null;
}

@InputType({ description: 'What changes of a training. What is left out stays.' })
export class ChangeTrainingInput extends ChangeListedInputType {
  @Field(() => ID, { description: 'A training of your own partner.' })
  @MaxLength(64)
  trainingId: string;

  @Field(() => String, { nullable: true, description: `${PUBLIC_TEXT} Null takes it away.` })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  description?: string | null;
}

@InputType({ description: 'Which training your partner gives no more.' })
export class RetireTrainingInput {
  @Field(() => ID, { description: 'A training of your own partner.' })
  @MaxLength(64)
  trainingId: string;
}

@ObjectType({ description: 'The training is listed.' })
export class TrainingCreated {
  @Field(() => Training, { description: 'The training.' })
  training: Training;
}

@ObjectType({ description: 'The training as it stands now.' })
export class TrainingChanged {
  @Field(() => Training, { description: 'The training.' })
  training: Training;
}

export const ChangeTrainingResult = resultUnion(
  'ChangeTrainingResult',
  TrainingChanged,
  'The training as it stands now, or why nothing changed.',
);
export const CreateTrainingResult = resultUnion('CreateTrainingResult', TrainingCreated, 'Listed, or why not.');
