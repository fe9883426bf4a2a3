/** What every post sends, whatever its kind, and what comes back. */
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Session } from '../access/session.type.js';
import { HomeTierEnum } from '../access/viewer.type.js';
import { HalfDayWindowInput } from '../calendar/window.type.js';
import type { Language } from '../kernel/refusals.js';
import type { HomeTier } from '../kernel/viewer.js';
import { words } from '../kernel/words.js';
import { PlaceInput } from '../place/place.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { Acceptance, AccessNeed, RequestReach, TrainingTopic, Urgency } from '../platform/graphql/words.type.js';
import { HandoffInput } from './handoff.type.js';
import { HelpRequest } from './request.type.js';

export const CodeLanguage = words('EN', 'ES');
registerEnumType(CodeLanguage, {
  name: 'CodeLanguage',
  description: 'The language of the words of a return code.',
  valuesMap: { EN: { description: 'English words.' }, ES: { description: 'Palabras en español.' } },
});

export function codeLanguage(chosen: keyof typeof CodeLanguage | null | undefined, spoken: Language): Language {
  if (!chosen) return spoken;
  return chosen === 'ES' ? 'es' : 'en';
}

@InputType({
  description: 'A household that must never see the request, by its e-mail or its phone. Only a keyed digest is kept.',
  isOneOf: true,
})
export class HiddenHomeInput {
  @Field(() => String, { nullable: true, description: 'An e-mail address.' })
  @IsOptional()
  @MaxLength(320)
  email?: string;

  @Field(() => String, {
    nullable: true,
    description: 'A phone number; without country code one of the United States.',
  })
  @IsOptional()
  @MaxLength(60)
  phone?: string;
}

@InputType({ description: 'A need that comes back on other dates, in the same halves of the day.' })
export class SeriesInput {
  @Field(() => String, {
    description:
      'An RRULE of RFC 5545: FREQ of DAILY, WEEKLY or MONTHLY, with COUNT or UNTIL within a year. The first date of `window` anchors it.',
  })
  @MaxLength(600)
  rule: string;
}

/** What the four inputs share. */
@InputType({ isAbstract: true })
export abstract class PostRequestInput {
  @Field(() => PlaceInput, {
    description: 'Where. Made coarser before anybody sees it, and not kept: see the query `area`.',
  })
  @ValidateNested()
  @Type(() => PlaceInput)
  place: PlaceInput;

  @Field(() => HalfDayWindowInput, {
    nullable: true,
    description: 'When; left out: whenever. Of a series: on its first date.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => HalfDayWindowInput)
  window?: HalfDayWindowInput | null;

  @Field(() => SeriesInput, { nullable: true, description: 'How it repeats; takes a window of at most 7 days.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SeriesInput)
  series?: SeriesInput | null;

  @Field(() => Urgency, { description: 'How soon help is needed. A post that repeats another is raised by one step.' })
  urgency: keyof typeof Urgency;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'Languages that would help, as BCP 47 tags, 12 at most. Regions are dropped: they would tell where a family comes from.',
  })
  languages: string[];

  @Field(() => [AccessNeed], { defaultValue: [], description: 'What has to be so that the family can take the help.' })
  accessNeeds: (keyof typeof AccessNeed)[];

  @Field(() => String, {
    nullable: true,
    description: 'A sentence for homes, at most 200 characters, without names, numbers or addresses.',
  })
  @IsOptional()
  @MaxLength(1_000)
  summary?: string | null;

  @Field(() => Acceptance, {
    description:
      'Who says yes for the family. With ME, until then nobody else can open the handoff, this service included.',
  })
  acceptance: keyof typeof Acceptance;

  @Field(() => HandoffInput, { description: 'The sealed part.' })
  @ValidateNested()
  @Type(() => HandoffInput)
  handoff: HandoffInput;

  @Field(() => [HiddenHomeInput], {
    defaultValue: [],
    description: 'Households that must never see it, 10 at most. They do not learn of it.',
  })
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => HiddenHomeInput)
  hideFromHomes: HiddenHomeInput[];

  @Field(() => HomeTierEnum, { defaultValue: 'NEW', description: 'The lowest tier that may see and claim it.' })
  minimumTier: HomeTier;

  @Field(() => RequestReach, {
    defaultValue: 'NETWORK',
    description:
      'How far it may ever be known. It begins in its circle, and widens on the schedule that its urgency sets; money is listed nowhere, whatever this says. See `changeWidening`.',
  })
  widensTo: keyof typeof RequestReach;

  @Field(() => TrainingTopic, {
    nullable: true,
    description: 'Only homes with a good certificate of this may see and claim it; left out: any. Not of money.',
  })
  @IsOptional()
  requiredTraining?: keyof typeof TrainingTopic | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The circle in which it begins: for coordinators and frontends, one of their partner (NOT_FOUND otherwise). Left out, the one whose area is the finest around the published area, else the partner’s own. Not of money.',
  })
  @IsOptional()
  @MaxLength(60)
  circleId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The return code of an earlier request, to keep both under one. Left out, a family that is signed in keeps its own, anybody else gets a new one.',
  })
  @IsOptional()
  @MaxLength(400)
  returnCode?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The earlier request of the same family and kind, ended or not, that this one repeats. Only the family can tell that the two belong together.',
  })
  @IsOptional()
  @MaxLength(60)
  repeats?: string | null;

  @Field(() => CodeLanguage, {
    nullable: true,
    description: 'The language of the words of a new return code; left out, the one of Accept-Language.',
  })
  @IsOptional()
  codeLanguage?: keyof typeof CodeLanguage | null;
}

@ObjectType({ description: 'The request is posted.' })
export class RequestPosted {
  @Field(() => HelpRequest, { description: 'As the family, or the coordinator who took it in, sees it.' })
  request: HelpRequest;

  @Field(() => String, {
    nullable: true,
    description:
      'Eight words, the only key to the request: shown now and never again. Whoever loses them loses it. Null when it joined a code that the family has already.',
  })
  returnCode: string | null;

  @Field(() => Session, {
    nullable: true,
    description: 'The family is signed in; null for a coordinator, and for a family that was signed in already.',
  })
  session: Session | null;
}

export const PostRequestResult = resultUnion(
  'PostRequestResult',
  RequestPosted,
  'The request, or why it was not posted.',
);
