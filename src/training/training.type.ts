/** Trainings and their sessions as the API shows and takes them. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { ChangeGatheringInputType, GatheringFilterInput, GatheringInputType } from '../gathering/gathering.input.js';
import { Gathering } from '../gathering/gathering.type.js';
import { TrainingTopic } from '../kernel/training-topic.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocaleScalar } from '../platform/graphql/scalars.js';

registerEnumType(TrainingTopic, {
  name: 'TrainingTopic',
  description: 'What a training is about. Requests ask for one of these, and certificates are of one.',
  valuesMap: {
    KNOW_YOUR_RIGHTS: { description: 'The rights that everybody has, at the door, at work and on the street.' },
    RAPID_RESPONSE: { description: 'What to do, and what not, when neighbours are being taken.' },
    COMMUNITY_DEFENSE: { description: 'How a neighbourhood looks after its own.' },
    FAIR_EMPLOYMENT: { description: 'Being a fair employer at home.' },
    CHILD_SAFETY: { description: 'Looking after the children of others.' },
    ACCOMPANIMENT: { description: 'Going along to a court, an office or a check-in.' },
  },
});

@ObjectType({ description: 'What a partner trains homes in. Anybody reads it.' })
export class Training {
  @Field(() => ID, { description: 'Random, and the same for good.' })
  id: string;

  @Field(() => TrainingTopic, { description: 'What it is about.' })
  topic: TrainingTopic;

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

@ObjectType({
  implements: () => Gathering,
  description: 'One date of a training. Anybody reads it, at a coarse place.',
})
export class TrainingSession extends Gathering {}

export const TrainingConnection = connectionOf('Training', () => Training);
export const TrainingSessionConnection = connectionOf<Gathering>('TrainingSession', () => TrainingSession);

@InputType({ description: 'Which trainings. What is left out excludes nothing.' })
export class TrainingFilter {
  @Field(() => TrainingTopic, { nullable: true, description: 'About this.' })
  @IsOptional()
  topic?: TrainingTopic | null;

  @Field(() => String, {
    nullable: true,
    description: 'Given in this language (BCP 47; the region makes no difference).',
  })
  @IsOptional()
  @MaxLength(35)
  language?: string | null;
}

@InputType({ description: 'Which sessions. What is left out excludes nothing.' })
export class TrainingSessionFilter extends GatheringFilterInput {
  @Field(() => TrainingTopic, { nullable: true, description: 'Of trainings about this.' })
  @IsOptional()
  topic?: TrainingTopic | null;
}

@InputType({ description: 'A training that your partner gives.' })
export class CreateTrainingInput {
  @Field(() => TrainingTopic, { description: 'What it is about.' })
  topic: TrainingTopic;

  @Field(() => String, {
    description: 'At most 120 characters. Anybody reads it: no address, number or link (TEXT_TELLS_TOO_MUCH).',
  })
  @MaxLength(1_200)
  title: string;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters, as public as the title.' })
  @IsOptional()
  @MaxLength(20_000)
  description?: string | null;

  @Field(() => [String], { description: 'The languages in which it is given (BCP 47), at most 12.' })
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  languages: string[];

  @Field(() => Int, {
    nullable: true,
    description:
      'For how many days, from the end of the session, its certificate is good: 30 to 1,095. Left out: it gives none.',
  })
  @IsOptional()
  certificateDays?: number | null;
}

@InputType({ description: 'What changes of a training. What is left out stays.' })
export class ChangeTrainingInput {
  @Field(() => ID, { description: 'A training of your own partner.' })
  @MaxLength(64)
  trainingId: string;

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
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'Its languages (BCP 47), at most 12.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  languages?: string[] | null;
}

@InputType({ description: 'Which training your partner gives no more.' })
export class RetireTrainingInput {
  @Field(() => ID, { description: 'A training of your own partner.' })
  @MaxLength(64)
  trainingId: string;
}

@InputType({ description: 'A date of a training.' })
export class ScheduleSessionInput extends GatheringInputType {
  @Field(() => ID, { description: 'A training of your own partner.' })
  @MaxLength(64)
  trainingId: string;

  @Field(() => Int, { description: 'How many fit, 1 to 5,000. Beyond them there is a waiting list.' })
  capacity: number;
}

@InputType({ description: 'What changes of a session. What is left out stays.' })
export class ChangeSessionInput extends ChangeGatheringInputType {
  @Field(() => ID, { description: 'A session of your own partner that has not begun.' })
  @MaxLength(64)
  sessionId: string;
}

@InputType({ description: 'Which session is called off.' })
export class CancelSessionInput {
  @Field(() => ID, { description: 'A session of your own partner that has not begun.' })
  @MaxLength(64)
  sessionId: string;
}

@InputType({ description: 'Which session you come to.' })
export class SignUpForSessionInput {
  @Field(() => ID, { description: 'A session, of whatever partner.' })
  @MaxLength(64)
  sessionId: string;
}

@InputType({ description: 'Which session you do not come to.' })
export class CancelSignUpInput {
  @Field(() => ID, { description: 'A session that you have signed up for and that has not begun.' })
  @MaxLength(64)
  sessionId: string;
}

@ObjectType({ description: 'The training is listed.' })
export class TrainingCreated {
  @Field(() => Training, { description: 'The training.' })
  training: Training;
}

@ObjectType({ description: 'The session as it stands now.' })
export class SessionChanged {
  @Field(() => TrainingSession, { description: 'The session.' })
  session: TrainingSession;
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
export const SessionResult = resultUnion(
  'SessionResult',
  SessionChanged,
  'The session as it stands now, or why nothing changed.',
);
