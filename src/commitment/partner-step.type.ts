/** Steps of a partner's own as its coordinators write, review and read them. */
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import type { Language } from '../kernel/refusals.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar, LocaleScalar } from '../platform/graphql/scalars.js';
import { Audience, MaterialKind, Practice, StepMaterial } from './step.type.js';

@ObjectType({ description: 'The words of a step in one language. Seen by the coordinators of its partner.' })
export class PartnerStepText {
  @Field(() => LocaleScalar, { description: 'en or es.' })
  language: Language;

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => String, { description: 'What it is, in a sentence or two.' })
  summary: string;

  @Field(() => String, { description: 'How to go about it. Plain text; an empty line parts two paragraphs.' })
  body: string;

  @Field(() => [StepMaterial], { description: 'Material to use.' })
  materials: StepMaterial[];
}

@ObjectType({ description: 'A version of the words of a step. Seen by the coordinators of its partner.' })
export class PartnerStepVersion {
  @Field(() => Int, { description: 'Counted from 1.' })
  version: number;

  @Field(() => [PartnerStepText], { description: 'Its words, in English, Spanish or both.' })
  texts: PartnerStepText[];

  @Field(() => LocalDateScalar, { description: 'The day on which it was written, in UTC.' })
  writtenOn: string;

  @Field(() => Boolean, { description: 'Whether you wrote it: then somebody else has to review it.' })
  isYours: boolean;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which another coordinator reviewed it; null while it waits.',
  })
  reviewedOn: string | null;
}

@ObjectType({ description: 'A step that your partner has added. Only coordinators of that partner see it like this.' })
export class PartnerStep {
  @Field(() => ID, { description: 'For reviseStep, reviewStep and retireStep.' })
  id: string;

  @Field(() => Practice, { description: 'Which practice it belongs to.' })
  practice: Practice;

  @Field(() => Audience, { description: 'Whom it is meant for.' })
  audience: Audience;

  @Field(() => LocalDateScalar, { description: 'The day on which it was added, in UTC.' })
  addedOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day since which homes find it no more; null while it stands.',
  })
  retiredOn: string | null;

  @Field(() => PartnerStepVersion, {
    nullable: true,
    description: 'What homes see; null while no version was reviewed.',
  })
  shown: PartnerStepVersion | null;

  @Field(() => PartnerStepVersion, { nullable: true, description: 'The newest version, while it waits for a review.' })
  waiting: PartnerStepVersion | null;
}

// What the words must be is decided with the rest of the step, so that the refusal says which of them it is.
@InputType({ description: 'Material that comes with a step.' })
export class StepMaterialInput {
  @Field(() => MaterialKind, { description: 'What it is for.' })
  kind: MaterialKind;

  @Field(() => String, { description: 'Its title, at most 120 characters.' })
  title: string;

  @Field(() => String, { description: 'Plain text, at most 4000 characters; an empty line parts two paragraphs.' })
  text: string;
}

@InputType({
  description: 'The words of a step in one language. They name nobody: all homes of the partner read them.',
})
export class StepTextInput {
  @Field(() => String, { description: 'Its title, at most 120 characters.' })
  title: string;

  @Field(() => String, { description: 'What it is, at most 300 characters.' })
  summary: string;

  @Field(() => String, {
    description: 'How to go about it: plain text, at most 4000 characters; an empty line parts two paragraphs.',
  })
  body: string;

  @Field(() => [StepMaterialInput], { defaultValue: [], description: 'Material to use, at most four.' })
  materials: StepMaterialInput[];
}

@InputType({ description: 'A step for the homes of your partner, in English, Spanish or both.' })
export class AddStepInput {
  @Field(() => Practice, { description: 'Which practice it belongs to.' })
  practice: Practice;

  @Field(() => Audience, { description: 'Whom it is meant for.' })
  audience: Audience;

  @Field(() => StepTextInput, { nullable: true, description: 'Its words in English.' })
  en?: StepTextInput | null;

  @Field(() => StepTextInput, { nullable: true, description: 'Its words in Spanish.' })
  es?: StepTextInput | null;
}

@InputType({ description: 'All words of a step anew: what is left out is in the new version no more.' })
export class ReviseStepInput {
  @Field(() => ID, { description: 'Of a step of your partner.' })
  @MaxLength(36)
  stepId: string;

  @Field(() => Int, { description: 'The newest version, as you have read it.' })
  version: number;

  @Field(() => StepTextInput, { nullable: true, description: 'Its words in English.' })
  en?: StepTextInput | null;

  @Field(() => StepTextInput, { nullable: true, description: 'Its words in Spanish.' })
  es?: StepTextInput | null;
}

@InputType({ description: 'Which version you have read and found right.' })
export class ReviewStepInput {
  @Field(() => ID, { description: 'Of a step of your partner.' })
  @MaxLength(36)
  stepId: string;

  @Field(() => Int, { description: 'The newest version, as you have read it.' })
  version: number;
}

@InputType({ description: 'Which step homes find no more.' })
export class RetireStepInput {
  @Field(() => ID, { description: 'Of a step of your partner.' })
  @MaxLength(36)
  stepId: string;
}

@ObjectType({ description: 'The step as it stands now.' })
export class PartnerStepChanged {
  @Field(() => PartnerStep, { description: 'The step.' })
  step: PartnerStep;
}

export const PartnerStepResult = resultUnion(
  'PartnerStepResult',
  PartnerStepChanged,
  'The step as it stands now, or why nothing changed.',
);
