/** Reimbursements as the API shows and takes them. */
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { MaxLength, ValidateNested } from 'class-validator';
import type { Money } from '../kernel/money.js';
import { MoneyInput, MoneyType } from '../platform/graphql/money.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { ReimbursementState } from './domain/reimbursement.js';

registerEnumType(ReimbursementState, {
  name: 'ReimbursementState',
  description: 'Where a reimbursement stands.',
  valuesMap: {
    ASKED: { description: 'It waits for a coordinator.' },
    ACCEPTED: { description: 'A coordinator agreed; the amount takes a second.' },
    PAID: { description: 'It left the fund, and the partner pays the home.' },
    DECLINED: { description: 'A coordinator declined it. Nothing was paid.' },
    WITHDRAWN: { description: 'The home took it back, or closed.' },
    LAPSED: { description: 'Nobody answered within 30 days, or before the request was forgotten.' },
  },
});

@ObjectType({
  description:
    'What a home asks back for groceries or a ride, out of a fund. The home reads it, and the coordinators of the partner that looks after the request; the family does not.',
})
export class Reimbursement {
  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => ID, { nullable: true, description: 'The claim that it is for; null once its request was forgotten.' })
  claimId: string | null;

  @Field(() => ID, { nullable: true, description: 'The home that paid; null once it was erased.' })
  homeId: string | null;

  @Field(() => ID, { nullable: true, description: 'The fund that pays; null until a coordinator agreed.' })
  fundId: string | null;

  @Field(() => MoneyType, { description: 'What the receipt says.' })
  amount: Money;

  @Field(() => String, {
    nullable: true,
    description:
      'What the home says of its receipt. Sealed; null after 30 days, and once nothing is to be paid for it.',
  })
  receipt: string | null;

  @Field(() => ReimbursementState, { description: 'Where it stands.' })
  state: ReimbursementState;

  @Field(() => LocalDateScalar, { description: 'The day on which it was asked for, in UTC.' })
  askedOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which it was settled, in UTC.' })
  settledOn: string | null;
}

@InputType({ description: 'What your home paid, and by which receipt.' })
export class AskReimbursementInput {
  @Field(() => ID, { description: 'A claim of your home that was delivered.' })
  @MaxLength(60)
  claimId: string;

  @Field(() => MoneyInput, {
    description:
      'What the receipt says: no more than the ceiling of the request, with what other homes ask back for it, nor than what your offer said.',
  })
  @ValidateNested()
  @Type(() => MoneyInput)
  amount: MoneyInput;

  @Field(() => String, {
    description:
      'Shop, day and number as on the receipt, or what you call a sealed photograph of it; at most 140 characters. Sealed, for coordinators of the partner. The same receipt is taken once (RECEIPT_USED).',
  })
  @MaxLength(560)
  receipt: string;
}

@InputType({ isAbstract: true })
abstract class OneReimbursementInput {
  @Field(() => ID, { description: 'The reimbursement.' })
  @MaxLength(60)
  reimbursementId: string;
}

@InputType({ description: 'What your home no longer asks back.' })
export class WithdrawReimbursementInput extends OneReimbursementInput {}

@InputType({ description: 'What is paid back, and out of which fund.' })
export class AcceptReimbursementInput extends OneReimbursementInput {
  @Field(() => ID, { description: 'An open fund of your partner, for that kind of need.' })
  @MaxLength(60)
  fundId: string;
}

@InputType({ description: 'What is not paid back.' })
export class DeclineReimbursementInput extends OneReimbursementInput {}

@ObjectType({ description: 'The reimbursement as it stands now.' })
export class ReimbursementChanged {
  @Field(() => Reimbursement, { description: 'The reimbursement.' })
  reimbursement: Reimbursement;
}

export const ReimbursementResult = resultUnion(
  'ReimbursementResult',
  ReimbursementChanged,
  'The reimbursement as it stands now, or why nothing changed.',
);
