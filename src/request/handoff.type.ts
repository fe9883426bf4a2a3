/** The sealed part of a request as a family writes it; what a home reads of it is the claim's to say. */
import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { ContactMethod } from './request-words.type.js';

@InputType({ description: 'Exactly when. Sealed: it is never listed.' })
export class ExactWindowInput {
  @Field(() => DateTimeScalar, { description: 'The beginning, inside the half-days of the request.' })
  from: Date;

  @Field(() => DateTimeScalar, { description: 'The end, within a day of the beginning.' })
  until: Date;
}

@InputType({
  description:
    'The sealed part of a request: read by the one home that was accepted, for the time of its claim, and by nobody else. Only contactMethod is required.',
})
export class HandoffInput {
  @Field(() => ContactMethod, { description: 'How the family wants to be reached. IN_APP reveals no contact at all.' })
  contactMethod: keyof typeof ContactMethod;

  @Field(() => String, {
    nullable: true,
    description: 'A number, name or address for that way. At most 254 characters.',
  })
  @IsOptional()
  @MaxLength(1_000)
  contact?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The exact place: where to bring it, or where the ride begins. At most 300 characters.',
  })
  @IsOptional()
  @MaxLength(1_000)
  place?: string | null;

  @Field(() => ExactWindowInput, { nullable: true, description: 'Exactly when, or when the ride begins.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ExactWindowInput)
  exactWindow?: ExactWindowInput | null;

  @Field(() => String, { nullable: true, description: 'Where the ride goes. At most 300 characters.' })
  @IsOptional()
  @MaxLength(1_000)
  destination?: string | null;

  @Field(() => ExactWindowInput, { nullable: true, description: 'When the ride back begins.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ExactWindowInput)
  returnWindow?: ExactWindowInput | null;

  @Field(() => String, { nullable: true, description: 'What else to know. At most 1000 characters.' })
  @IsOptional()
  @MaxLength(2_000)
  instructions?: string | null;
}
