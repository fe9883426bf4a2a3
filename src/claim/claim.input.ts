/** What is sent in about claims: a claim by its id, lines by theirs, and when. */
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { HalfDayOfInput } from '../calendar/window.type.js';
import { MinorUnitsScalar } from '../platform/graphql/scalars.js';
import { MoneyPurpose, PayableAs } from '../request/request-words.type.js';
import { DisputeOutcome, ReleaseReason } from './claim-words.type.js';

/** A shopping list has at most forty lines. */
const MOST_LINES = 40;

@InputType({ description: 'How much of a line of the request.' })
class ClaimLineInput {
  @Field(() => ID, { description: 'The line of the request.' })
  @MaxLength(60)
  requestLineId: string;

  @Field(() => Int, { nullable: true, description: "In the line's unit; left out: all that remains of it." })
  @IsOptional()
  quantity?: number | null;
}

@InputType({ isAbstract: true })
abstract class NewClaimInput {
  @Field(() => ID, { description: 'The request.' })
  @MaxLength(60)
  requestId: string;

  @Field(() => ID, { nullable: true, description: 'Which time of it: required of a series, left out otherwise.' })
  @IsOptional()
  @MaxLength(60)
  occurrenceId?: string | null;

  @Field(() => [ClaimLineInput], {
    nullable: true,
    description:
      'Which lines, and how much of each, exactly so or not at all. Left out: all that remains, as far as the offer goes.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => ClaimLineInput)
  lines?: ClaimLineInput[] | null;

  @Field(() => HalfDayOfInput, {
    description: "A half-day in the request's time zone, inside its window (or the next 14 days) and the offer's.",
  })
  @ValidateNested()
  @Type(() => HalfDayOfInput)
  plannedFor: HalfDayOfInput;
}

@InputType({ description: 'A home claims a request, or part of it.' })
export class ClaimRequestInput extends NewClaimInput {
  @Field(() => ID, {
    nullable: true,
    description: 'An offer of your own to take it from; left out: one is made for exactly what is claimed.',
  })
  @IsOptional()
  @MaxLength(60)
  offerId?: string | null;
}

@InputType({ description: 'A family claims an offer for its request; a coordinator proposes one for a family.' })
export class ClaimOfferInput extends NewClaimInput {
  @Field(() => ID, { description: 'The offer.' })
  @MaxLength(60)
  offerId: string;
}

@InputType({ isAbstract: true })
abstract class OneClaimInput {
  @Field(() => ID, { description: 'The claim.' })
  @MaxLength(60)
  claimId: string;
}

@InputType({ description: 'Says yes to a claim.' })
export class AcceptClaimInput extends OneClaimInput {}

@InputType({ description: "Gives a coordinator's yes to a claim." })
export class ApproveClaimInput extends OneClaimInput {}

@InputType({ description: 'Says no to a claim.' })
export class DeclineClaimInput extends OneClaimInput {}

@InputType({ description: 'Takes a proposal back.' })
export class RetractClaimInput extends OneClaimInput {}

@InputType({ description: 'Lets go of an accepted claim.' })
export class ReleaseClaimInput extends OneClaimInput {
  @Field(() => ReleaseReason, { description: 'Why.' })
  reason: keyof typeof ReleaseReason;
}

@InputType({ description: 'Ends a claim on your request.' })
export class CancelClaimInput extends OneClaimInput {}

@InputType({ description: 'Reports that nobody came.' })
export class ReportNoShowInput extends OneClaimInput {}

@InputType({ description: 'Shuts what a home may open, for good.' })
export class RevokeDisclosureInput extends OneClaimInput {}

@InputType({ description: 'Takes half a day more.' })
export class ExtendLeaseInput extends OneClaimInput {}

@InputType({ description: 'How much came of a line.' })
export class DeliveredLineInput {
  @Field(() => ID, { description: 'The line of the request.' })
  @MaxLength(60)
  requestLineId: string;

  @Field(() => Int, { description: 'What came of it: from nothing to what was claimed.' })
  quantity: number;
}

@InputType({ description: 'Tells of a delivery.' })
export class MarkDeliveredInput extends OneClaimInput {
  @Field(() => [DeliveredLineInput], {
    nullable: true,
    description: 'The lines of which less came; the others came whole. The rest is wanted again.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => DeliveredLineInput)
  lines?: DeliveredLineInput[] | null;
}

@InputType({ description: 'Confirms that the help came.' })
export class ConfirmReceiptInput extends OneClaimInput {}

@InputType({ description: 'Says that a delivery was not so.' })
export class DisputeClaimInput extends OneClaimInput {}

@InputType({ description: 'Settles a dispute.' })
export class SettleDisputeInput extends OneClaimInput {
  @Field(() => DisputeOutcome, { description: 'What it was.' })
  outcome: keyof typeof DisputeOutcome;
}

@InputType({ description: 'Confirms what you gave.' })
export class ConfirmGiftInput extends OneClaimInput {}

@InputType({ description: 'Opens the sealed part of a request.' })
export class OpenHandoffInput extends OneClaimInput {}

@InputType({ description: 'Writes to the other side of a claim.' })
export class SendMessageInput extends OneClaimInput {
  @Field(() => String, { description: 'At most 1000 characters. Sealed: only the two sides read it.' })
  @MaxLength(4_000)
  text: string;
}

@InputType({ isAbstract: true })
abstract class MoneyMovedInput extends OneClaimInput {
  @Field(() => MinorUnitsScalar, {
    nullable: true,
    description: "How much, in minor units of the claim's currency; left out: all of it.",
  })
  @IsOptional()
  amountMinor?: number | null;
}

@InputType({ description: 'Says that a gift of money arrived at the partner.' })
export class MarkReceivedInput extends MoneyMovedInput {}

@InputType({ description: 'Says that the partner paid a family.' })
export class MarkPaidInput extends MoneyMovedInput {
  @Field(() => PayableAs, { nullable: true, description: 'How it was paid, for the books.' })
  @IsOptional()
  method?: keyof typeof PayableAs | null;

  @Field(() => MoneyPurpose, {
    nullable: true,
    description:
      'What it was for, where it comes out of a fund: OTHER when left out. It is added up, sealed, with all that the fund pays in the month, and kept beside no request.',
  })
  @IsOptional()
  purpose?: keyof typeof MoneyPurpose | null;
}
