/** Corrections of what was said of money, as the API takes and answers them. */
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, MaxLength } from 'class-validator';
import { ReversalReason } from '../kernel/transfer.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { Pledge } from './pledge.type.js';

registerEnumType(ReversalReason, {
  name: 'ReversalReason',
  description: 'Why a transfer is undone.',
  valuesMap: {
    WRONG_AMOUNT: { description: 'It was another amount.' },
    WRONG_PLEDGE: { description: 'It was of another pledge.' },
    ENTERED_TWICE: { description: 'It was entered before.' },
    NEVER_CAME: { description: 'It did not come, or did not go, after all: a cheque that was not honoured.' },
  },
});

@InputType({ description: 'What is undone, and why.' })
export class ReverseTransferInput {
  @Field(() => ID, {
    description:
      "A transfer of your partner, by its id in exportJournal: of the kind RECEIVED or GIVEN_BACK, of a home's pledge.",
  })
  @MaxLength(60)
  transferId: string;

  @Field(() => ReversalReason, { description: 'Why. It stands in the books; the home does not read it.' })
  @IsEnum(ReversalReason)
  reason: ReversalReason;
}

@ObjectType({ description: 'What was undone. The admins of the partner see it.' })
export class TransferReversed {
  @Field(() => ID, { description: 'The transfer that undoes it, of today, of the kind REVERSED.' })
  reversalId: string;

  @Field(() => Pledge, { description: 'The pledge as it stands now.' })
  pledge: Pledge;
}

export const TransferReversedResult = resultUnion(
  'TransferReversedResult',
  TransferReversed,
  'What was undone, or why nothing changed.',
);
