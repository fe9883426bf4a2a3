/** What coordinators send in about money, and what they read of it. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { MoneyInput } from '../platform/graphql/money.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { Claim } from './claim.type.js';

@InputType({ description: 'Takes from an offer of money for a request.' })
export class AllocateOfferInput {
  @Field(() => ID, { description: 'An open offer of money.' })
  @MaxLength(60)
  offerId: string;

  @Field(() => ID, { description: 'A request for money that your partner looks after.' })
  @MaxLength(60)
  requestId: string;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'How much, in the one currency of both; left out: all that remains, as far as the offer goes.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyInput)
  amount?: MoneyInput | null;
}

@ObjectType({
  description:
    'Both halves of an allocation. Only the coordinator who made it sees them side by side: nothing that is kept joins them.',
})
export class OfferAllocated {
  @Field(() => Claim, { description: "The home's half: it gives to the partner." })
  giving: Claim;

  @Field(() => Claim, { description: "The family's half: it receives from the partner." })
  receiving: Claim;
}

@InputType({ description: 'Sets money of a fund aside for a request.' })
export class AllocateFromFundInput {
  @Field(() => ID, { description: 'An open fund of your partner.' })
  @MaxLength(60)
  fundId: string;

  @Field(() => ID, { description: 'A request for money that your partner looks after.' })
  @MaxLength(60)
  requestId: string;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'How much, in the one currency of both; left out: all that remains of the request.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyInput)
  amount?: MoneyInput | null;
}

export const AllocateOfferResult = resultUnion(
  'AllocateOfferResult',
  OfferAllocated,
  'Both claims, or why there are none.',
);
