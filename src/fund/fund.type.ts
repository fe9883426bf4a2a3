/** Funds as the API shows and takes them. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { HelpKind } from '../kernel/help.js';
import type { Money } from '../kernel/money.js';
import { Area } from '../place/place.type.js';
import { MoneyInput, MoneyType } from '../platform/graphql/money.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { CurrencyScalar, GraphQLH3Cell, LocalDateScalar, MinorUnitsScalar } from '../platform/graphql/scalars.js';
import '../platform/graphql/words.type.js';
import { MoneyPurpose } from '../request/request-words.type.js';
import { FundKind, FundState } from './domain/fund.js';

registerEnumType(FundKind, {
  name: 'FundKind',
  description: 'How a fund came about.',
  valuesMap: {
    FUND: { description: 'The partner made it.' },
    DRIVE: { description: 'A home began it among friends and neighbours, and the partner holds it.' },
    NEED: { description: 'What homes pledged to a kind of need in an area.' },
  },
});
registerEnumType(FundState, {
  name: 'FundState',
  description: 'Where a fund stands.',
  valuesMap: {
    PROPOSED: { description: 'A drive that waits for the partner to agree.' },
    OPEN: { description: 'Homes pledge to it, until its end, and families are helped out of it.' },
    CLOSED: { description: 'It is over; what was left is with the partner.' },
    DECLINED: { description: 'A drive that the partner does not hold.' },
  },
});

@ObjectType({
  description:
    'What the money of a fund did in a month that is over: told where it stands for enough families, by purpose and area as far as that goes. Homes of the partner see it, and its coordinators.',
})
export class FundOutcome {
  @Field(() => LocalDateScalar, { description: 'The first of the month.' })
  month: string;

  @Field(() => MoneyPurpose, { nullable: true, description: 'What it was for; null for several purposes together.' })
  purpose: keyof typeof MoneyPurpose | null;

  @Field(() => Area, { nullable: true, description: 'Around where; null for several areas together.' })
  area: Area | null;

  @Field(() => Int, {
    description:
      'How many families were helped: each request once in a month of the fund, where its first payment counts.',
  })
  families: number;

  @Field(() => MoneyType, { description: 'With how much altogether.' })
  amount: Money;
}

@ObjectType({
  description:
    'Money that a partner holds for a purpose. Homes of the partner see those that are open and what became of them; its coordinators all.',
})
export class Fund {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => FundKind, { description: 'How it came about.' })
  kind: FundKind;

  @Field(() => FundState, { description: 'Where it stands.' })
  state: FundState;

  @Field(() => String, { nullable: true, description: 'Its title; null for a kind of need in an area.' })
  title: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for, in the words of whoever began it.' })
  purpose: string | null;

  @Field(() => CurrencyScalar, { description: 'The one currency of the fund, ISO 4217.' })
  currency: string;

  @Field(() => [HelpKind], { description: 'Which kinds of need it carries.' })
  needs: HelpKind[];

  @Field(() => [Area], { description: 'Where; none is everywhere.' })
  areas: Area[];

  @Field(() => LocalDateScalar, { description: 'The day on which it began, in UTC.' })
  begunOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day on which one can pledge, in UTC. Monthly pledges are over with it.',
  })
  endsOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which it was closed, in UTC.' })
  closedOn: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'What it hopes for.' })
  goal: Money | null;

  @Field(() => MoneyType, {
    nullable: true,
    description:
      'What came in so far. Homes read a round number below it, and nothing before there are enough different givers; coordinators of the partner read all of it.',
  })
  raised: Money | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What is there and not set aside for a request. For coordinators of the partner, else null.',
  })
  available: Money | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'The most that a request gets from it. For coordinators of the partner, else null.',
  })
  mostPerRequest: Money | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What stays in it. For coordinators of the partner, else null.',
  })
  reserve: Money | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it serves requests by these rules, by itself. For coordinators of the partner, else null.',
  })
  byRules: boolean | null;

  @Field(() => [FundOutcome], { description: 'What its money did, newest month first.' })
  outcomes: FundOutcome[];

  @Field(() => Boolean, { description: 'Whether your home began it.' })
  isYours: boolean;
}

@ObjectType({
  description: 'An amount above which a second coordinator is needed. Seen by coordinators of the partner.',
})
export class SecondAbove {
  @Field(() => MoneyType, { description: 'More than this takes two.' })
  above: Money;
}

@InputType({ isAbstract: true })
abstract class FundTermsInput {
  @Field(() => String, {
    nullable: true,
    description: 'What it is for, at most 2000 characters. No address, number or link.',
  })
  @IsOptional()
  @MaxLength(8_000)
  purpose?: string | null;

  @Field(() => [HelpKind], { nullable: true, description: 'Which kinds of need it carries; money when left out.' })
  @IsOptional()
  @ArrayMaxSize(4)
  needs?: HelpKind[] | null;

  @Field(() => [GraphQLH3Cell], { nullable: true, description: 'Where, at most 50 cells; none is everywhere.' })
  @IsOptional()
  @ArrayMaxSize(50)
  areas?: string[] | null;

  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: "The most that a request gets, in the fund's currency.",
  })
  @IsOptional()
  mostPerRequest?: number | null;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "What stays in it, in the fund's currency." })
  @IsOptional()
  reserve?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it sets money aside by itself for requests that a coordinator took in, within these rules. Paying is always done by a person.',
  })
  @IsOptional()
  byRules?: boolean | null;

  @Field(() => MinorUnitsScalar, { nullable: true, description: "What it hopes for, in the fund's currency." })
  @IsOptional()
  goal?: number | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day on which one can pledge, in UTC.' })
  @IsOptional()
  endsOn?: string | null;
}

@InputType({ description: 'A fund of your partner.' })
export class CreateFundInput extends FundTermsInput {
  @Field(() => String, { description: 'Its title, at most 120 characters. No address, number or link.' })
  @MaxLength(480)
  title: string;

  // Text, and not the scalar: an unknown currency is refused with a code that a frontend can show.
  @Field(() => String, { description: 'Its one currency, ISO 4217.' })
  @MaxLength(10)
  currency: string;
}

@InputType({ description: 'What changes of a fund; what is left out stays, and null is none.' })
export class ChangeFundInput extends FundTermsInput {
  @Field(() => ID, { description: 'A fund of your partner.' })
  @MaxLength(60)
  fundId: string;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  @IsOptional()
  @MaxLength(480)
  title?: string | null;
}

@InputType({ description: 'A drive among friends and neighbours, for your partner to hold.' })
export class StartDriveInput {
  @Field(() => String, { description: 'Its title, at most 120 characters. No address, number or link.' })
  @MaxLength(480)
  title: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it is for, at most 2000 characters. No address, number or link.',
  })
  @IsOptional()
  @MaxLength(8_000)
  purpose?: string | null;

  @Field(() => MoneyInput, { description: 'What it hopes for, in its one currency.' })
  @ValidateNested()
  @Type(() => MoneyInput)
  goal: MoneyInput;

  @Field(() => LocalDateScalar, { description: 'The last day on which one can pledge, in UTC.' })
  endsOn: string;
}

@InputType({ description: 'Whether your partner holds a drive.' })
export class AnswerDriveInput {
  @Field(() => ID, { description: 'A drive that a home proposed.' })
  @MaxLength(60)
  fundId: string;

  @Field(() => Boolean, { description: 'True: it is open from now on.' })
  accept: boolean;
}

@InputType({ description: 'Which fund.' })
export class CloseFundInput {
  @Field(() => ID, { description: 'A fund of your partner.' })
  @MaxLength(60)
  fundId: string;
}

@InputType({ description: 'Above which amount two coordinators are needed.' })
export class SetSecondAboveInput {
  @Field(() => MoneyInput, { description: 'More than this in its currency takes two; 0 for every amount.' })
  @ValidateNested()
  @Type(() => MoneyInput)
  above: MoneyInput;
}

@ObjectType({ description: 'The fund as it stands now.' })
export class FundChanged {
  @Field(() => Fund, { description: 'The fund.' })
  fund: Fund;
}

@ObjectType({ description: 'The amounts as they are set now.' })
export class SecondAboveSet {
  @Field(() => [SecondAbove], { description: 'One for each currency in which one is set.' })
  amounts: SecondAbove[];
}

export const FundResult = resultUnion('FundResult', FundChanged, 'The fund as it stands now, or why nothing changed.');
export const SecondAboveResult = resultUnion(
  'SecondAboveResult',
  SecondAboveSet,
  'The amounts, or why nothing changed.',
);
