/** Agreements as the API shows and takes them. */
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';

@ObjectType({ description: 'The words of an agreement in one language.' })
export class AgreementText {
  @Field(() => String, { description: 'As a BCP 47 tag.' })
  language: string;

  @Field(() => String, { description: 'The words, in lines.' })
  text: string;
}

@ObjectType({ description: 'What the homes of a partner agree to. Its homes and its coordinators see it.' })
export class Agreement {
  @Field(() => Int, { description: 'Its version: a new one is to be accepted again.' })
  version: number;

  @Field(() => LocalDateScalar, { description: 'The day on which the partner adopted it, in UTC.' })
  adoptedOn: string;

  @Field(() => Boolean, {
    description: 'Whether these are words of the partner itself, not those that ship with the service.',
  })
  isOwn: boolean;

  @Field(() => [AgreementText], { description: 'The words, in every language in which there are some.' })
  texts: AgreementText[];

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which your home accepted it, in UTC; null before.',
  })
  acceptedOn: string | null;
}

@InputType({ description: 'Which agreement your home accepts.' })
export class AcceptAgreementInput {
  @Field(() => Int, {
    description: 'The version that you have read. Another one than the newest is refused (AGREEMENT_CHANGED).',
  })
  version: number;
}

@InputType({ description: 'Words of an agreement in one language.' })
export class AgreementTextInput {
  @Field(() => String, { description: 'As a BCP 47 tag.' })
  @MaxLength(35)
  language: string;

  @Field(() => String, { description: 'At most 8,000 characters, in lines.' })
  @MaxLength(16_000)
  text: string;
}

@InputType({ description: 'A new version of what the homes of your partner agree to.' })
export class AdoptAgreementInput {
  @Field(() => [AgreementTextInput], {
    nullable: true,
    description:
      'Words of your own, one text for each language. Left out: those that ship with the service, in English and Spanish.',
  })
  @IsOptional()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AgreementTextInput)
  texts?: AgreementTextInput[] | null;
}

@ObjectType({ description: 'The agreement as it stands now.' })
export class AgreementStands {
  @Field(() => Agreement, { description: 'The newest version.' })
  agreement: Agreement;
}

export const AgreementResult = resultUnion(
  'AgreementResult',
  AgreementStands,
  'The agreement as it stands now, or why nothing changed.',
);
