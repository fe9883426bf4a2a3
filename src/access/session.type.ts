/** A session as the API hands it out: the token, once, and how long it lasts. */
import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsOptional, MaxLength } from 'class-validator';
import { words } from '../kernel/words.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { ViewerType } from './viewer.type.js';

const PersonKindEnum = words('HOME', 'COORDINATOR');
registerEnumType(PersonKindEnum, {
  name: 'PersonKind',
  description: 'Which kind of person signs in.',
  valuesMap: {
    HOME: { description: 'A member of a home.' },
    COORDINATOR: { description: 'A coordinator of a partner.' },
  },
});

@ObjectType({
  description: 'You are signed in with its token. Only you see it, and only now: it is not kept in the clear.',
})
export class Session {
  @Field(() => String, {
    description: 'To be sent as `Authorization: Bearer <token>`. Whoever has it is you.',
  })
  token: string;

  @Field(() => DateTimeScalar, {
    description:
      'When it ends by itself: 30 days for homes and coordinators (refreshSession begins anew), 15 idle minutes for families (each use moves it on).',
  })
  expiresAt: Date;
}

@ObjectType({ description: 'You are signed in.' })
export class SignedIn {
  @Field(() => Session, { description: 'Your session.' })
  session: Session;

  @Field(() => ViewerType, { description: 'You.' })
  viewer: ViewerType;
}

@ObjectType({ description: 'The session is over; its token opens nothing any more.' })
export class SignedOut {
  @Field(() => Boolean, { description: 'Always true.' })
  signedOut: boolean;
}

@InputType({ description: 'For homes and coordinators. Families come back with their return code (returnWithCode).' })
export class SignInInput {
  @Field(() => String, { description: 'The e-mail address that you registered, or were invited, with.' })
  @MaxLength(320)
  email: string;

  @Field(() => String, { description: 'Your password.' })
  @MaxLength(800)
  password: string;

  @Field(() => PersonKindEnum, {
    nullable: true,
    description: 'For whoever is both under one e-mail. Left out, a coordinator comes before a home.',
  })
  @IsOptional()
  @IsEnum(PersonKindEnum)
  as?: 'HOME' | 'COORDINATOR' | null;
}

@InputType({ description: 'Ends sessions.' })
export class SignOutInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'For homes and coordinators: ends all of your sessions, on every device. For a family only this one ends: nobody can tell which are of one family.',
  })
  everywhere: boolean;
}

@InputType({ description: 'Replaces the token that the call is sent with.' })
export class RefreshSessionInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Ends all of your other sessions as well, such as that of a lost phone.',
  })
  endOthers: boolean;
}

export const SignInResult = resultUnion('SignInResult', SignedIn, 'Signed in, or why not.');
export const SignOutResult = resultUnion('SignOutResult', SignedOut, 'Signed out, or why not.');
export const RefreshSessionResult = resultUnion('RefreshSessionResult', SignedIn, 'A new token, or why not.');
