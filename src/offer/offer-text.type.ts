/** What is asked about the notes of offers. */
import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { ReturnInput, ReviewInput } from '../screening/text-review.type.js';

@InputType({ description: 'Another note for an offer.' })
export class RewordOfferTextInput {
  @Field(() => ID, { description: 'An open or paused offer of your own.' })
  @MaxLength(64)
  offerId: string;

  @Field(() => String, { nullable: true, description: 'At most 200 characters; left out: none.' })
  @IsOptional()
  @MaxLength(1_000)
  note?: string | null;
}

@InputType({ description: 'Shows the note of an offer that waits.' })
export class ApproveOfferTextInput extends ReviewInput {
  @Field(() => ID, { description: 'The offer.' })
  @MaxLength(64)
  offerId: string;
}

@InputType({ description: 'Asks for another note in an offer.' })
export class ReturnOfferTextInput extends ReturnInput {
  @Field(() => ID, { description: 'The offer.' })
  @MaxLength(64)
  offerId: string;
}
