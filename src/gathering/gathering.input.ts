/** What a partner says when it plans a session or an action, and what anybody narrows their list to: shapes here, meaning in the domain. */
import { Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import type { Mode as ModeOf } from '../kernel/help.js';
import { PlaceInput } from '../place/place.type.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { Mode } from '../platform/graphql/words.type.js';

@InputType('LocalTimeInput', { description: 'A time on the clock of a place.' })
export class LocalTimeInputType {
  @Field(() => LocalDateScalar, { description: 'The date there.' })
  date: string;

  @Field(() => String, { description: 'What the clock shows there, of 24 hours: "18:30".' })
  @MaxLength(8)
  time: string;

  @Field(() => String, {
    description: 'IANA name of the time zone. TIME_DOES_NOT_EXIST when its clocks skip the time.',
  })
  @MaxLength(60)
  timeZone: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The offset from UTC, such as "-04:00": needed only where the clocks show the time twice (TIME_HAPPENS_TWICE).',
  })
  @IsOptional()
  @MaxLength(8)
  offset?: string | null;
}

@InputType('ExactPlaceInput', {
  description: 'Where it is exactly, and how to join: sealed, and shown to those alone who have a place.',
})
export class ExactPlaceInputType {
  @Field(() => String, {
    nullable: true,
    description: 'The address, at most 300 characters: needed in person, and left out when it is remote.',
  })
  @IsOptional()
  @MaxLength(3_000)
  address?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A link, a door, whom to ask; at most 1,000 characters. Needed when it is remote.',
  })
  @IsOptional()
  @MaxLength(10_000)
  howToJoin?: string | null;
}

@InputType({ isAbstract: true })
export abstract class GatheringInputType {
  @Field(() => LocalTimeInputType, { description: 'When it begins: to come, within a year.' })
  @ValidateNested()
  @Type(() => LocalTimeInputType)
  starts: LocalTimeInputType;

  @Field(() => Int, { description: 'How long it lasts, in minutes: 15 to 4,320.' })
  minutes: number;

  @Field(() => Mode, { description: 'In person or remote.' })
  mode: ModeOf;

  @Field(() => PlaceInput, {
    nullable: true,
    description:
      'In person: roughly where. A cell of resolution 5 is kept of it, and shown to anybody. Left out when it is remote.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => PlaceInput)
  place?: PlaceInput | null;

  @Field(() => ExactPlaceInputType, { description: 'Where exactly, and how to join.' })
  @ValidateNested()
  @Type(() => ExactPlaceInputType)
  exactPlace: ExactPlaceInputType;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when one may sign up; left out: until it begins.',
  })
  @IsOptional()
  signUpClosesAt?: Date | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The languages in which it is held (BCP 47); left out: those of its training or campaign.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(35, { each: true })
  languages?: string[] | null;
}

@InputType({ isAbstract: true })
export abstract class ChangeGatheringInputType {
  @Field(() => Int, {
    nullable: true,
    description: 'How many fit, 1 to 5,000: no fewer than have a place already. More room moves up those who wait.',
  })
  @IsOptional()
  capacity?: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when one may sign up: until it begins, at most.' })
  @IsOptional()
  signUpClosesAt?: Date | null;

  @Field(() => ExactPlaceInputType, {
    nullable: true,
    description: 'Where exactly, and how to join, all of it anew. Those who have a place are told.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => ExactPlaceInputType)
  exactPlace?: ExactPlaceInputType | null;
}

@InputType({ description: 'What happens in some area. What is remote is near to everybody.' })
export class GatheringNearInput {
  @Field(() => PlaceInput, { description: 'Where.' })
  @ValidateNested()
  @Type(() => PlaceInput)
  place: PlaceInput;

  @Field(() => Int, { defaultValue: 25, description: 'How far away at most, in kilometres, 0 to 100.' })
  withinKm: number;
}

@InputType('GatheringFilter', { description: 'Which actions. What is left out excludes nothing.' })
export class GatheringFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'Held in this language (BCP 47; the region makes no difference).',
  })
  @IsOptional()
  @MaxLength(35)
  language?: string | null;

  @Field(() => GatheringNearInput, { nullable: true, description: 'In some area.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => GatheringNearInput)
  near?: GatheringNearInput | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'On this date, where it is, or later.' })
  @IsOptional()
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'On this date, where it is, or earlier.' })
  @IsOptional()
  until?: string | null;
}
