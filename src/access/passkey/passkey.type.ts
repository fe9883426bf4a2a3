/** Passkeys as the API hands out what to sign and takes what was signed. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { MaxLength, ValidateNested } from 'class-validator';
import { resultUnion } from '../../platform/graphql/result-union.js';
import { JsonObjectScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { ConfirmationInput } from '../account/account.type.js';
import { SignedIn } from '../session.type.js';

const CREDENTIAL = 'What the authenticator answered, as JSON (`JSON.stringify(credential.toJSON())`).';

@ObjectType({ description: 'A passkey of yours. Only you see it.' })
export class Passkey {
  @Field(() => ID, { description: 'For removePasskey.' })
  id: string;

  @Field(() => LocalDateScalar, { description: 'The day on which you added it, in UTC.' })
  addedOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which it was last used, in UTC.' })
  lastUsedOn: string | null;

  @Field(() => [String], {
    description: 'How its authenticator is reached, as it said itself: "internal", "hybrid", "usb".',
  })
  transports: readonly string[];
}

@ObjectType({ description: 'What to hand to the authenticator: once, within five minutes.' })
export class PasskeyCeremony {
  @Field(() => JsonObjectScalar, {
    description:
      'For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` and `navigator.credentials`.',
  })
  options: Readonly<Record<string, unknown>>;
}

@InputType({ description: 'A new passkey for whoever is signed in.' })
export class StartPasskeyRegistrationInput {
  @Field(() => ConfirmationInput, { description: 'That it is you: an open session is not enough.' })
  @ValidateNested()
  @Type(() => ConfirmationInput)
  confirmation: ConfirmationInput;
}

@InputType({ description: 'The new passkey.' })
export class FinishPasskeyRegistrationInput {
  @Field(() => String, { description: CREDENTIAL })
  @MaxLength(20_000)
  credential: string;
}

@InputType({ description: 'A passkey, in the place of e-mail and password.' })
export class FinishPasskeySignInInput {
  @Field(() => String, { description: CREDENTIAL })
  @MaxLength(20_000)
  credential: string;
}

@InputType({ description: 'A passkey to take away.' })
export class RemovePasskeyInput {
  @Field(() => ID, { description: 'One of yours (myPasskeys).' })
  @MaxLength(36)
  passkeyId: string;
}

@ObjectType({ description: 'Your passkeys as they are now.' })
export class PasskeysChanged {
  @Field(() => [Passkey], { description: 'All of them, the oldest first.' })
  passkeys: Passkey[];
}

export const StartPasskeyRegistrationResult = resultUnion(
  'StartPasskeyRegistrationResult',
  PasskeyCeremony,
  'What to sign, or why there is nothing.',
);
export const StartPasskeySignInResult = resultUnion(
  'StartPasskeySignInResult',
  PasskeyCeremony,
  'What to sign, or why there is nothing.',
);
export const StartPasskeyConfirmationResult = resultUnion(
  'StartPasskeyConfirmationResult',
  PasskeyCeremony,
  'What to sign, or why there is nothing.',
);
export const FinishPasskeyRegistrationResult = resultUnion(
  'FinishPasskeyRegistrationResult',
  PasskeysChanged,
  'Added, or why not.',
);
export const RemovePasskeyResult = resultUnion('RemovePasskeyResult', PasskeysChanged, 'Removed, or why not.');
export const FinishPasskeySignInResult = resultUnion('FinishPasskeySignInResult', SignedIn, 'Signed in, or why not.');
