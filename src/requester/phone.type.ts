/** Staying signed in on one's own phone, as the API speaks of it. */
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { SessionOpened } from './return.type.js';

const PIN =
  'Six to twelve digits; spaces do not matter. Sent with this call only: a frontend keeps it nowhere, on the phone least of all.';
const PHONE_TOKEN = 'The token that staySignedIn handed out. Alone it opens nothing.';

@InputType({ description: 'A PIN that the family chooses for this phone.' })
export class StaySignedInInput {
  @Field(() => String, { description: PIN })
  @MaxLength(100)
  pin: string;
}

@InputType({ description: 'What the phone keeps, and what the family knows.' })
export class ReturnWithPinInput {
  @Field(() => String, { description: PHONE_TOKEN })
  @MaxLength(100)
  phoneToken: string;

  @Field(() => String, { description: PIN })
  @MaxLength(100)
  pin: string;
}

@InputType({ description: 'The phone that is to be signed out.' })
export class ForgetPhoneInput {
  @Field(() => String, { description: PHONE_TOKEN })
  @MaxLength(100)
  phoneToken: string;
}

@ObjectType({ description: 'The phone stays signed in behind the PIN.' })
export class StayingSignedIn {
  @Field(() => String, {
    description:
      'The only thing that a frontend keeps on the phone, with the day on which it ends. It opens nothing without the PIN. Only you see it, and only now.',
  })
  phoneToken: string;

  @Field(() => DateTimeScalar, {
    description:
      'When the PIN opens nothing more: 7 days from now, however often it is used. A session that is open then goes on as sessions do.',
  })
  expiresAt: Date;
}

@ObjectType({ description: 'The phone is signed out.' })
export class PhoneForgotten {
  @Field(() => Boolean, { description: 'Always true, also for a token that was over or never was.' })
  forgotten: boolean;
}

export const StaySignedInResult = resultUnion(
  'StaySignedInResult',
  StayingSignedIn,
  'What the phone keeps, or why not.',
);
export const ReturnWithPinResult = resultUnion('ReturnWithPinResult', SessionOpened, 'A session, or why not.');
export const ForgetPhoneResult = resultUnion('ForgetPhoneResult', PhoneForgotten, 'Signed out, or why not.');
