/** How one signs in, as the API lets a person change it. */
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { resultUnion } from '../../platform/graphql/result-union.js';

@InputType({ description: 'That it is you: your password, or a passkey. One of the two.' })
export class ConfirmationInput {
  @Field(() => String, { nullable: true, description: 'Your password. Wrong ones count as if you signed in.' })
  @IsOptional()
  @MaxLength(800)
  password?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the authenticator answered to startPasskeyConfirmation, as JSON (`credential.toJSON()`).',
  })
  @IsOptional()
  @MaxLength(20_000)
  passkey?: string | null;
}

@InputType({ description: 'The e-mail address to sign in with from now on.' })
export class ChangeEmailInput {
  @Field(() => String, {
    description: 'Sealed, like the one before; the key of that is destroyed. What was hidden from your home stays so.',
  })
  @MaxLength(320)
  email: string;

  @Field(() => ConfirmationInput, { description: 'That it is you.' })
  @ValidateNested()
  @Type(() => ConfirmationInput)
  confirmation: ConfirmationInput;
}

@InputType({ description: 'The phone number by which your coordinators reach you.' })
export class ChangePhoneInput {
  @Field(() => String, {
    nullable: true,
    description: 'With country code, unless it is of the United States. Null takes it away.',
  })
  @IsOptional()
  @MaxLength(80)
  phone?: string | null;
}

@InputType({ description: 'The password to sign in with from now on.' })
export class ChangePasswordInput {
  @Field(() => String, { description: '10 to 200 characters.' })
  @MaxLength(800)
  newPassword: string;

  @Field(() => ConfirmationInput, {
    description: 'That it is you. Whoever has passkeys only chooses a password with one.',
  })
  @ValidateNested()
  @Type(() => ConfirmationInput)
  confirmation: ConfirmationInput;
}

@ObjectType({ description: 'It is changed.' })
export class AccountChanged {
  @Field(() => Boolean, { description: 'Always true.' })
  changed: boolean;
}

export const ChangeEmailResult = resultUnion('ChangeEmailResult', AccountChanged, 'Changed, or why not.');
export const ChangePhoneResult = resultUnion('ChangePhoneResult', AccountChanged, 'Changed, or why not.');
export const ChangePasswordResult = resultUnion('ChangePasswordResult', AccountChanged, 'Changed, or why not.');
