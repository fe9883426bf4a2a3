/** Sessions of trainings as the API shows and takes them. */
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { ChangeGatheringInputType, GatheringFilterInput, GatheringInputType } from '../gathering/gathering.input.js';
import { Gathering } from '../gathering/gathering.type.js';
import type { TrainingTopic as Topic } from '../kernel/training-topic.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { TrainingTopic } from '../platform/graphql/words.type.js';

@ObjectType({
  implements: () => Gathering,
  description: 'One date of a training. Anybody reads it, at a coarse place.',
})
export class TrainingSession extends Gathering {}

export const TrainingSessionConnection = connectionOf<Gathering>('TrainingSession', () => TrainingSession);

@InputType({ description: 'Which sessions. What is left out excludes nothing.' })
export class TrainingSessionFilter extends GatheringFilterInput {
  @Field(() => TrainingTopic, { nullable: true, description: 'Of trainings about this.' })
  @IsOptional()
  topic?: Topic | null;
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

@ObjectType({ description: 'The session as it stands now.' })
export class SessionChanged {
  @Field(() => TrainingSession, { description: 'The session.' })
  session: TrainingSession;
}

export const SessionResult = resultUnion(
  'SessionResult',
  SessionChanged,
  'The session as it stands now, or why nothing changed.',
);
