/** What a family sends for each of the four kinds. */
import { Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ChildSeatsInput } from '../platform/graphql/child-seats.type.js';
import { MoneyInput } from '../platform/graphql/money.type.js';
import { Mode, Skill } from '../platform/graphql/words.type.js';
import { PostRequestInput } from './post-request.type.js';
import {
  DietaryRule,
  DropOff,
  GroceryUnit,
  HouseholdSize,
  Luggage,
  MoneyPurpose,
  PayableAs,
  Payer,
  Substitutions,
  WheelchairNeed,
} from './request-words.type.js';

@InputType({ description: 'One item of a shopping list.' })
export class GroceryItemInput {
  @Field(() => String, { description: 'What it is, at most 80 characters.' })
  @MaxLength(400)
  name: string;

  @Field(() => Int, { description: 'How many of the unit, 1 to 999.' })
  quantity: number;

  @Field(() => GroceryUnit, { description: 'What is counted.' })
  unit: keyof typeof GroceryUnit;

  @Field(() => String, { nullable: true, description: 'A note, at most 120 characters.' })
  @IsOptional()
  @MaxLength(600)
  note?: string | null;
}

@InputType({ description: 'Asks for groceries. Any item may be brought by several homes.' })
export class PostGroceryRequestInput extends PostRequestInput {
  @Field(() => [GroceryItemInput], { description: 'The shopping list, 1 to 40 items.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => GroceryItemInput)
  items: GroceryItemInput[];

  @Field(() => HouseholdSize, { description: 'How many people eat, as a band.' })
  householdSize: keyof typeof HouseholdSize;

  @Field(() => [DietaryRule], { defaultValue: [], description: 'Sealed with the handoff, unless showDietaryRules.' })
  dietaryRules: (keyof typeof DietaryRule)[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Lets vouched homes see the dietary rules before any of them is accepted.',
  })
  showDietaryRules: boolean;

  @Field(() => Substitutions, { description: 'What to do when an item is not to be had.' })
  substitutions: keyof typeof Substitutions;

  @Field(() => Payer, { description: 'Who pays.' })
  payer: keyof typeof Payer;

  @Field(() => MoneyInput, { nullable: true, description: 'The most that it should cost.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyInput)
  budgetCeiling?: MoneyInput | null;

  @Field(() => DropOff, { description: 'How they change hands.' })
  dropOff: keyof typeof DropOff;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether another household's shopping may be done on the same trip.",
  })
  sharesTrip: boolean;
}

@InputType({ description: 'Asks for a ride from the area. Destination and exact times belong in the handoff.' })
export class PostRideRequestInput extends PostRequestInput {
  @Field(() => Int, { description: 'How many travel, 1 to 8.' })
  passengers: number;

  @Field(() => ChildSeatsInput, { nullable: true, description: 'Seats for children among them; left out: none.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ChildSeatsInput)
  childSeats?: ChildSeatsInput | null;

  @Field(() => WheelchairNeed, { defaultValue: 'NONE', description: 'What a wheelchair needs.' })
  wheelchair: keyof typeof WheelchairNeed;

  @Field(() => Boolean, { description: 'Whether there is a way back.' })
  returnLeg: boolean;

  @Field(() => Luggage, { defaultValue: 'NONE', description: 'What else comes along.' })
  luggage: keyof typeof Luggage;

  @Field(() => Boolean, { description: 'Whether others may ride along.' })
  sharesTrip: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the passengers of a leg may go in several vehicles.',
  })
  maySplit: boolean;
}

@InputType({ description: 'Asks for money, through the partner that looks after the request. Never listed to homes.' })
export class PostMoneyRequestInput extends PostRequestInput {
  @Field(() => MoneyInput, { description: 'How much, to 10,000 of the currency.' })
  @ValidateNested()
  @Type(() => MoneyInput)
  amount: MoneyInput;

  @Field(() => MoneyPurpose, { description: 'What for. Sealed.' })
  purpose: keyof typeof MoneyPurpose;

  @Field(() => [PayableAs], { description: 'Every way of paying that would do, at least one.' })
  payableAs: (keyof typeof PayableAs)[];
}

@InputType({ description: "Asks for somebody's time." })
export class PostTimeRequestInput extends PostRequestInput {
  @Field(() => Skill, { description: 'What for.' })
  skill: keyof typeof Skill;

  @Field(() => Int, { description: 'How long: 15 to 1440 minutes, in steps of 5.' })
  minutes: number;

  @Field(() => String, {
    nullable: true,
    description: 'The language that the helper has to speak (BCP 47). Required for INTERPRETATION.',
  })
  @IsOptional()
  @MaxLength(60)
  language?: string | null;

  @Field(() => Mode, { description: 'Whether people have to meet.' })
  mode: keyof typeof Mode;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether several homes may share the time; left out: yes, but not for childcare.',
  })
  @IsOptional()
  maySplit?: boolean | null;
}
