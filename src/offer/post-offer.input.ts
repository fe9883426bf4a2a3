/** What a home says when it posts an offer: shapes and lengths here, meaning in the domain. */
import { Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import type { Half } from '../calendar/half-day.js';
import { HalfDay, HalfDayWindowInput } from '../calendar/window.type.js';
import { PlaceInput } from '../place/place.type.js';
import { ChildSeatsInput } from '../platform/graphql/child-seats.type.js';
import { MoneyInput } from '../platform/graphql/money.type.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { AccessFeature, Mode, Skill } from '../platform/graphql/words.type.js';
import { Refill } from './offer-time.type.js';

/** Far above what the domain takes, so that it is the domain that says why. */
const MOST_ITEMS = 100;

@InputType({ description: 'Windows that come back by a rule.' })
class OfferRecurrenceInput {
  @Field(() => String, {
    description:
      'An RRULE of RFC 5545 with FREQ DAILY, WEEKLY or MONTHLY: "FREQ=WEEKLY;BYDAY=TU,TH". It may go on for ever. Days only: clock changes do not move it.',
  })
  @MaxLength(500)
  rule: string;

  @Field(() => LocalDateScalar, {
    description:
      'The date that anchors the rule (weekday, interval, count): today or later, at most 60 days ahead. An occurrence of it only when the rule says so.',
  })
  from: string;

  @Field(() => [HalfDay], { description: 'The halves of each of its days: one, or both.' })
  @ArrayMaxSize(MOST_ITEMS)
  halves: Half[];

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last date, for a rule that has neither COUNT nor UNTIL; left out: it goes on until withdrawn.',
  })
  @IsOptional()
  until?: string | null;

  @Field(() => String, { nullable: true, description: 'IANA name of the time zone; left out: that of the place.' })
  @IsOptional()
  @MaxLength(60)
  timeZone?: string | null;
}

@InputType({ isAbstract: true })
abstract class PostOfferInput {
  @Field(() => PlaceInput, {
    description: 'Where the home is. A cell of resolution 6 is kept of it, of a coarser cell the one in its middle.',
  })
  @ValidateNested()
  @Type(() => PlaceInput)
  place: PlaceInput;

  @Field(() => [HalfDayWindowInput], {
    defaultValue: [],
    description:
      'When, window by window: at most 31, in one time zone, none overlapping another. The offer expires with the last. Either these or `recurrence`.',
  })
  @ArrayMaxSize(MOST_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => HalfDayWindowInput)
  windows: HalfDayWindowInput[];

  @Field(() => OfferRecurrenceInput, { nullable: true, description: 'When, by a rule. Either this or `windows`.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => OfferRecurrenceInput)
  recurrence?: OfferRecurrenceInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What else there is to say, in one line of at most 200 characters. Seen by whoever sees the offer: nothing that tells who you are.',
  })
  @IsOptional()
  @MaxLength(2_000)
  note?: string | null;
}

@InputType({ isAbstract: true })
abstract class PostOfferInPersonInput extends PostOfferInput {
  @Field(() => [String], {
    defaultValue: [],
    description:
      'Languages that are spoken with this offer, as BCP 47 tags, at most 12. They become languages of the home.',
  })
  @ArrayMaxSize(MOST_ITEMS)
  @MaxLength(35, { each: true })
  languages: string[];

  @Field(() => [AccessFeature], {
    defaultValue: [],
    description: 'What the home can do for access with this offer. They become features of the home.',
  })
  @ArrayMaxSize(MOST_ITEMS)
  features: AccessFeature[];
}

@InputType({ description: 'Shopping for families, and bringing it.' })
export class PostGroceryOfferInput extends PostOfferInPersonInput {
  @Field(() => Int, { description: 'How far, in kilometres from the area of the place: 0 (within it) to 100.' })
  reachKm: number;

  @Field(() => Int, { description: 'Families that can be shopped for, one run each, in each period: 1 to 50.' })
  runs: number;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'What the home spends on one run at most, when it pays: up to 10,000 major units. Left out: it does not say.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyInput)
  costCap?: MoneyInput | null;

  @Field(() => Refill, { defaultValue: 'ONCE', description: 'How often the runs are there anew. Not PER_OCCURRENCE.' })
  refill: Refill;
}

@InputType({ description: 'Seats in a vehicle.' })
export class PostRideOfferInput extends PostOfferInPersonInput {
  @Field(() => Int, { description: 'How far, in kilometres from the area of the place: 0 (within it) to 100.' })
  reachKm: number;

  @Field(() => Int, { description: 'Seats beside the driver, in each period: 1 to 8.' })
  seats: number;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the same seats are there for the way back.' })
  returnTrip: boolean;

  @Field(() => ChildSeatsInput, { nullable: true, description: 'Seats for children that the home has.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ChildSeatsInput)
  childSeats?: ChildSeatsInput | null;

  @Field(() => Refill, { defaultValue: 'PER_OCCURRENCE', description: 'How often the seats are free anew.' })
  refill: Refill;
}

@InputType({ description: 'Money, from which a partner may take for requests that it looks after.' })
export class PostMoneyOfferInput extends PostOfferInput {
  @Field(() => Int, {
    nullable: true,
    description: 'How far from the area of the place a family may be, in kilometres, 0 to 100; left out: 100.',
  })
  @IsOptional()
  reachKm?: number | null;

  @Field(() => MoneyInput, { description: 'How much, in each period: 1 to 100,000 major units.' })
  @ValidateNested()
  @Type(() => MoneyInput)
  amount: MoneyInput;

  @Field(() => Refill, { defaultValue: 'ONCE', description: 'How often the amount is there anew. Not PER_OCCURRENCE.' })
  refill: Refill;
}

@InputType({ description: 'Time, with something that somebody can do.' })
export class PostTimeOfferInput extends PostOfferInPersonInput {
  @Field(() => Int, {
    nullable: true,
    description:
      'How far, in kilometres from the area of the place: 0 (within it) to 100. Required in person; left out when it is remote only.',
  })
  @IsOptional()
  reachKm?: number | null;

  @Field(() => Int, { description: 'In each period: 15 to 6,000 minutes, in steps of 5.' })
  minutes: number;

  @Field(() => [Skill], { description: 'What with: at least one.' })
  @ArrayMaxSize(MOST_ITEMS)
  skills: Skill[];

  @Field(() => [Mode], { description: 'By phone or over the network, in person, or either: at least one.' })
  @ArrayMaxSize(MOST_ITEMS)
  modes: Mode[];

  @Field(() => Refill, {
    defaultValue: 'ONCE',
    description: 'How often the minutes are there anew. Not PER_OCCURRENCE.',
  })
  refill: Refill;
}
