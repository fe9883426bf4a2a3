/** What a family, or the coordinator who took a request in, may change about it. */
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { resultUnion } from '../platform/graphql/result-union.js';
import { RequestReach } from '../platform/graphql/words.type.js';
import { HandoffInput } from './handoff.type.js';
import { CodeLanguage, HiddenHomeInput } from './post-request.type.js';
import { HelpRequest } from './request.type.js';
import { DietaryRule, MoneyPurpose } from './request-words.type.js';

@InputType({ isAbstract: true })
abstract class OneRequestInput {
  @Field(() => ID, { description: 'The request.' })
  @MaxLength(60)
  requestId: string;
}

@InputType({ description: 'Prolongs a request without a date.' })
export class RenewRequestInput extends OneRequestInput {}

@InputType({ description: 'Takes a request back.' })
export class WithdrawRequestInput extends OneRequestInput {}

@InputType({ description: 'Says that no more of a request is wanted.' })
export class FinishRequestInput extends OneRequestInput {}

@InputType({ description: 'Says anew how far a request may be known.' })
export class ChangeWideningInput extends OneRequestInput {
  @Field(() => RequestReach, { description: 'How far at most.' })
  widensTo: keyof typeof RequestReach;
}

@InputType({ description: 'Speaks for a family from now on, for one request.' })
export class TakeOverRequestInput extends OneRequestInput {}

@InputType({ description: 'Opens a request that is held for review.' })
export class ApproveRequestInput extends OneRequestInput {}

@InputType({ description: 'Other words for an item.' })
export class ItemWordsInput {
  @Field(() => ID, { description: 'The line of the item.' })
  @MaxLength(60)
  lineId: string;

  @Field(() => String, { description: 'What it is, at most 80 characters.' })
  @MaxLength(400)
  name: string;

  @Field(() => String, { nullable: true, description: 'A note, at most 120 characters; left out: none.' })
  @IsOptional()
  @MaxLength(600)
  note?: string | null;
}

@InputType({ description: 'Other words for a request.' })
export class RewordTextInput extends OneRequestInput {
  @Field(() => String, {
    nullable: true,
    description: 'The summary, at most 200 characters; null takes it away, left out it stays.',
  })
  @IsOptional()
  @MaxLength(1_000)
  summary?: string | null;

  @Field(() => [ItemWordsInput], { defaultValue: [], description: 'Items that are to be called something else.' })
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => ItemWordsInput)
  items: ItemWordsInput[];
}

@InputType({ description: 'Replaces all that is sealed of a request: what is left out is gone.' })
export class AmendHandoffInput extends OneRequestInput {
  @Field(() => HandoffInput, { description: 'The sealed part, whole.' })
  @ValidateNested()
  @Type(() => HandoffInput)
  handoff: HandoffInput;

  @Field(() => [DietaryRule], { defaultValue: [], description: 'Of groceries alone.' })
  dietaryRules: (keyof typeof DietaryRule)[];

  @Field(() => MoneyPurpose, { nullable: true, description: 'Of money alone, and there required.' })
  @IsOptional()
  purpose?: keyof typeof MoneyPurpose | null;
}

@InputType({ description: 'Names households that must never see a request.' })
export class HideFromHomesInput extends OneRequestInput {
  @Field(() => [HiddenHomeInput], {
    description: 'By e-mail or phone, 10 at most in one call. Those that were named before stay hidden from.',
  })
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => HiddenHomeInput)
  homes: HiddenHomeInput[];
}

@InputType({ description: 'Gives a request a new return code.' })
export class ReissueReturnCodeInput extends OneRequestInput {
  @Field(() => CodeLanguage, {
    nullable: true,
    description: 'The language of the words; left out, the one of Accept-Language.',
  })
  @IsOptional()
  codeLanguage?: keyof typeof CodeLanguage | null;
}

@InputType({ description: 'Blocks the home that made, or was asked by, a claim.' })
export class BlockHomeInput {
  @Field(() => ID, { description: 'The claim, live or ended.' })
  @MaxLength(60)
  claimId: string;
}

@InputType({ description: 'Erases all that a family asked for.' })
export class EraseRequesterInput {
  @Field(() => Boolean, { description: 'Has to be true: it cannot be undone. INVALID_INPUT otherwise.' })
  confirm: boolean;
}

@ObjectType({ description: 'The request as it is now.' })
export class RequestChanged {
  @Field(() => HelpRequest, { description: 'As you see it.' })
  request: HelpRequest;
}

@ObjectType({ description: 'The home is kept away.' })
export class HomeBlocked {
  @Field(() => Int, { description: 'From how many of your requests. Those to come are kept from it too.' })
  requests: number;
}

@ObjectType({
  description: 'All that the family asked for is erased; its code and its sessions open nothing any more.',
})
export class RequesterErased {
  @Field(() => Int, { description: 'How many requests there were.' })
  requests: number;
}

@ObjectType({ description: 'The request has a new return code.' })
export class ReturnCodeReissued {
  @Field(() => HelpRequest, { description: 'The request.' })
  request: HelpRequest;

  @Field(() => String, {
    description:
      'Eight words, shown now and never again: read them out. They open this one request, and whatever code opened it before does not any more.',
  })
  returnCode: string;
}

export const ChangeRequestResult = resultUnion(
  'ChangeRequestResult',
  RequestChanged,
  'The request, or why nothing was changed.',
);
export const BlockHomeResult = resultUnion('BlockHomeResult', HomeBlocked, 'Blocked, or why not.');
export const EraseRequesterResult = resultUnion('EraseRequesterResult', RequesterErased, 'Erased, or why not.');
export const ReissueReturnCodeResult = resultUnion(
  'ReissueReturnCodeResult',
  ReturnCodeReissued,
  'The code, or why there is none.',
);
