/** Money as the API speaks of it: an integer of minor units with its currency. Nothing is ever converted. */
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { CurrencyScalar, MinorUnitsScalar } from './scalars.js';

@ObjectType('Money', { description: 'An amount of money. Whoever sees the field that holds it sees both parts.' })
export class MoneyType {
  @Field(() => MinorUnitsScalar, { description: 'In minor units: cents of a dollar, yen, fils of a dinar.' })
  minor: number;

  @Field(() => CurrencyScalar, { description: 'ISO 4217.' })
  currency: string;
}

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => MinorUnitsScalar, {
    description: 'In minor units: cents of a dollar, yen, fils of a dinar. At least one.',
  })
  minor: number;

  // Text, and not the scalar: an unknown currency is refused with a code that a frontend can show.
  @Field(() => String, { description: 'ISO 4217, such as USD.' })
  @MaxLength(10)
  currency: string;
}
