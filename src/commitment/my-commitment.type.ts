/** A home's own commitment as the API shows it, to that home alone, and what the home may change of it. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { StepMark } from './domain/mark.js';
import { Rhythm } from './domain/reminder.js';
import { CommitmentStep, Practice } from './step.type.js';

registerEnumType(StepMark, {
  name: 'StepMark',
  description: 'How far a home is with a step. Nobody but the home sees it.',
  valuesMap: {
    STARTED: { description: 'Begun.' },
    DONE: { description: 'Done, or done every time it comes round.' },
    SET_ASIDE: { description: 'Not now, or not for this home.' },
  },
});
registerEnumType(Rhythm, {
  name: 'ReminderRhythm',
  description: 'How often a reminder comes back.',
  valuesMap: {
    WEEKLY: { description: 'Every week, on the same weekday.' },
    MONTHLY: { description: 'Every month, on the same day, or on the last of a month that has no such day.' },
  },
});

@ObjectType({
  description: 'That a home has declared itself a sanctuary home. Only the home sees it; others see counts of many.',
})
export class SanctuaryDeclaration {
  @Field(() => LocalDateScalar, { description: 'The day of the declaration, in UTC.' })
  declaredOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the home took it back; null while it stands.',
  })
  withdrawnOn: string | null;
}

@ObjectType({ description: 'A reminder of a step. Only the home sees it.' })
export class StepReminder {
  @Field(() => LocalDateScalar, { description: 'The day on which it comes next, in the morning of the United States.' })
  nextOn: string;

  @Field(() => Rhythm, { nullable: true, description: 'How often it comes back; null for once.' })
  rhythm: Rhythm | null;
}

@ObjectType({ description: 'A step, and how far the home is with it. Only the home sees it.' })
export class MyStep {
  @Field(() => CommitmentStep, { description: 'The step, in its newest version.' })
  step: CommitmentStep;

  @Field(() => Boolean, { description: 'It is in the catalogue no more, and shown because the home has marked it.' })
  retired: boolean;

  @Field(() => StepMark, { nullable: true, description: 'What the home has marked it as; null for not at all.' })
  mark: StepMark | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which it was marked, in UTC.' })
  markedOn: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that the home had read when it marked it.' })
  markedVersion: number | null;

  @Field(() => Boolean, { description: 'Its words have been revised since that version: worth another look.' })
  revisedSince: boolean;

  @Field(() => StepReminder, { nullable: true, description: 'When the home is reminded of it; null for never.' })
  reminder: StepReminder | null;
}

@ObjectType({ description: 'What a home works through in one practice. Only the home sees it.' })
export class MyPractice {
  @Field(() => Practice, { description: 'Which practice.' })
  practice: Practice;

  @Field(() => String, { description: 'Its name, in the language of Accept-Language (en or es).' })
  title: string;

  @Field(() => Int, { description: 'How many steps there are for this home.' })
  total: number;

  @Field(() => Int, { description: 'How many of them are marked STARTED.' })
  started: number;

  @Field(() => Int, { description: 'How many of them are marked DONE.' })
  done: number;

  @Field(() => Int, { description: 'How many of them are marked SET_ASIDE.' })
  setAside: number;

  @Field(() => [MyStep], { description: 'The steps for this home, and whatever else it has marked.' })
  steps: MyStep[];
}

@ObjectType({
  description:
    'What a home has committed itself to, for all of its members. Nobody else sees any of it: no coordinator, no partner, no other home.',
})
export class MyCommitment {
  @Field(() => SanctuaryDeclaration, {
    nullable: true,
    description: 'The declaration that stands; null when there is none.',
  })
  declared: SanctuaryDeclaration | null;

  @Field(() => [SanctuaryDeclaration], { description: 'All that the home has declared, the newest first.' })
  declarations: SanctuaryDeclaration[];

  @Field(() => Boolean, {
    description:
      'Whether the home has said that it employs domestic workers: then the steps for employers are among its own.',
  })
  employsDomesticWorkers: boolean;

  @Field(() => String, {
    description: 'To be shown with every step: that it is general information and not legal advice.',
  })
  notice: string;

  @Field(() => [MyPractice], { description: 'The seven practices, with the steps for this home.' })
  practices: MyPractice[];
}

@InputType({ description: 'Whether domestic workers are employed in the home.' })
export class SetEmploysDomesticWorkersInput {
  @Field(() => Boolean, { description: 'True to see the steps for employers as well. Kept for the home alone.' })
  employs: boolean;
}

@InputType({ description: 'How far your home is with a step.' })
export class MarkStepInput {
  @Field(() => ID, { description: 'Of a step of the catalogue that you see.' })
  @MaxLength(36)
  stepId: string;

  @Field(() => StepMark, {
    nullable: true,
    description: 'What it is marked as. Null takes the mark off, and nothing of it is kept.',
  })
  @IsOptional()
  mark?: StepMark | null;

  @Field(() => Int, { nullable: true, description: 'The version that you have read; left out: the newest.' })
  @IsOptional()
  version?: number | null;
}

@InputType({ description: 'When to remind your home of a step. It replaces an earlier reminder of the same step.' })
export class RemindMeInput {
  @Field(() => ID, { description: 'Of a step of the catalogue that you see.' })
  @MaxLength(36)
  stepId: string;

  @Field(() => LocalDateScalar, {
    description: 'The day, or the first of them: today (in UTC) or later, at most a year ahead.',
  })
  on: string;

  @Field(() => Rhythm, { nullable: true, description: 'How often from then on; left out: once.' })
  @IsOptional()
  rhythm?: Rhythm | null;
}

@InputType({ description: 'Which step to be reminded of no more.' })
export class StopReminderInput {
  @Field(() => ID, { description: 'Of the step.' })
  @MaxLength(36)
  stepId: string;
}

@ObjectType({ description: 'The commitment of your home as it stands now.' })
export class CommitmentChanged {
  @Field(() => MyCommitment, { description: 'Your commitment.' })
  commitment: MyCommitment;
}

export const CommitmentResult = resultUnion(
  'CommitmentResult',
  CommitmentChanged,
  'The commitment of your home as it stands now, or why nothing changed.',
);
