/** Pledges as the API shows and takes them. */
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { FundOutcome } from '../fund/fund.type.js';
import { HelpKind } from '../kernel/help.js';
import type { Money } from '../kernel/money.js';
import { Area } from '../place/place.type.js';
import { MoneyInput, MoneyType } from '../platform/graphql/money.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { GraphQLH3Cell, LocalDateScalar, MinorUnitsScalar } from '../platform/graphql/scalars.js';
import '../platform/graphql/words.type.js';
import { Cadence, PledgeState } from './domain/pledge.js';

registerEnumType(Cadence, {
  name: 'PledgeCadence',
  description: 'How often a pledge is made.',
  valuesMap: {
    ONCE: { description: 'Once.' },
    MONTHLY: {
      description: 'Each month, from the month of the pledge on, until its cap, its end or the last day of its fund.',
    },
  },
});
registerEnumType(PledgeState, {
  name: 'PledgeState',
  description: 'Where a pledge stands.',
  valuesMap: {
    ACTIVE: { description: 'It goes on, or its one amount has just been promised.' },
    PAUSED: { description: 'No month is made; those of the pause are not made up for.' },
    DONE: {
      description: 'All of it was promised, or its fund has had its last day. Something may still be on its way.',
    },
    CANCELLED: { description: 'It has ended, and what had not come is promised no more.' },
  },
});

@ObjectType({
  description:
    'What a home promises to give through its partner. The home sees it, and the coordinators of the partner; no family does.',
})
export class Pledge {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => ID, { nullable: true, description: 'The home; null once it was erased.' })
  homeId: string | null;

  @Field(() => ID, { description: 'The fund that it is for.' })
  fundId: string;

  @Field(() => String, { nullable: true, description: 'The title of that fund; null for a kind of need in an area.' })
  fundTitle: string | null;

  @Field(() => [HelpKind], { description: 'Which kinds of need it is for.' })
  needs: HelpKind[];

  @Field(() => [Area], { description: 'Where it is for; none is everywhere.' })
  areas: Area[];

  @Field(() => Cadence, { description: 'How often it is made.' })
  cadence: Cadence;

  @Field(() => PledgeState, { description: 'Where it stands.' })
  state: PledgeState;

  @Field(() => MoneyType, { description: 'How much, each time.' })
  amount: Money;

  @Field(() => MoneyType, { nullable: true, description: 'The most of all times together.' })
  cap: Money | null;

  @Field(() => MoneyType, { description: 'What was promised so far and has not come.' })
  outstanding: Money;

  @Field(() => MoneyType, { description: 'What came, without what was given back.' })
  given: Money;

  @Field(() => [FundOutcome], {
    description: 'What its fund did since, once something of it came: never for whom, and with the money of others.',
  })
  outcomes: FundOutcome[];

  @Field(() => LocalDateScalar, { description: 'The day on which it was made, in UTC.' })
  pledgedOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The first of the month that comes next; null when none does, as after the last day of its fund.',
  })
  nextMonth: string | null;
}

@InputType({ description: 'A kind of need in an area.' })
export class PledgedNeedInput {
  @Field(() => HelpKind, { description: 'Which kind of need.' })
  kind: HelpKind;

  @Field(() => GraphQLH3Cell, { description: 'Where.' })
  area: string;
}

@InputType({ description: 'What a pledge is for: exactly one of the two.', isOneOf: true })
export class PledgedToInput {
  @Field(() => ID, { nullable: true, description: 'An open fund of your partner.' })
  @IsOptional()
  @MaxLength(60)
  fundId?: string;

  @Field(() => PledgedNeedInput, { nullable: true, description: 'A kind of need in an area.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => PledgedNeedInput)
  need?: PledgedNeedInput;
}

@InputType({ description: 'What your home pledges.' })
export class MakePledgeInput {
  @Field(() => PledgedToInput, { description: 'What it is for.' })
  @ValidateNested()
  @Type(() => PledgedToInput)
  to: PledgedToInput;

  @Field(() => MoneyInput, { description: 'How much, each time, in the currency of the fund.' })
  @ValidateNested()
  @Type(() => MoneyInput)
  amount: MoneyInput;

  @Field(() => Cadence, { description: 'How often.' })
  cadence: Cadence;

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: 'For a monthly pledge, the most of all times together, in the same currency.',
  })
  @IsOptional()
  cap?: number | null;
}

@InputType({ isAbstract: true })
abstract class OnePledgeInput {
  @Field(() => ID, { description: 'The pledge.' })
  @MaxLength(60)
  pledgeId: string;
}

@InputType({ description: 'Which monthly pledge rests.' })
export class PausePledgeInput extends OnePledgeInput {}

@InputType({ description: 'Which pledge goes on.' })
export class ResumePledgeInput extends OnePledgeInput {}

@InputType({ description: 'Which pledge ends.' })
export class CancelPledgeInput extends OnePledgeInput {}

@InputType({ description: 'What came of a pledge.' })
export class ReceivePledgeInput extends OnePledgeInput {
  @Field(() => MoneyInput, { description: 'How much came: all of it, a part, or more than was promised.' })
  @ValidateNested()
  @Type(() => MoneyInput)
  amount: MoneyInput;

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: 'How much of it the bank or card kept; none when left out.',
  })
  @IsOptional()
  fee?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What your bank statement calls it, at most 140 characters. It is not kept, but for a digest by which the same one is refused a second time.',
  })
  @IsOptional()
  @MaxLength(560)
  reference?: string | null;
}

@InputType({ description: 'What goes back to the home that gave it.' })
export class GiveBackPledgeInput extends OnePledgeInput {
  @Field(() => MoneyInput, { description: 'How much of what came.' })
  @ValidateNested()
  @Type(() => MoneyInput)
  amount: MoneyInput;
}

@ObjectType({ description: 'The pledge as it stands now.' })
export class PledgeChanged {
  @Field(() => Pledge, { description: 'The pledge.' })
  pledge: Pledge;
}

export const PledgeResult = resultUnion(
  'PledgeResult',
  PledgeChanged,
  'The pledge as it stands now, or why nothing changed.',
);
