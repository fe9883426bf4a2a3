/** Vouches, the tree of them, and what a home has earned, as the API shows and takes them. */
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { HomeTierEnum } from '../access/viewer.type.js';
import type { HomeTier } from '../kernel/viewer.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';

@InputType({ description: 'The code that a home showed you.' })
export class VouchByCodeInput {
  @Field(() => String, { description: 'As createVouchCode gave it: good for seven days, within your own partner.' })
  @MaxLength(200)
  code: string;
}

@InputType({ description: 'Which vouch.' })
export class TakeBackVouchInput {
  @Field(() => ID, { description: 'Out of myVouches, or as a coordinator out of vouchingTree.' })
  vouchId: string;
}

@InputType({ description: 'Which home is not vouched for any more.' })
export class WithdrawVouchInput {
  @Field(() => ID, { description: 'A home of your own partner.' })
  homeId: string;
}

/** A home that a coordinator decides on. */
@InputType({ isAbstract: true })
abstract class HomeOfPartnerInput {
  @Field(() => ID, { description: 'A home of your own partner.' })
  homeId: string;
}

@InputType({ description: 'Which home is trusted from now on.' })
export class TrustHomeInput extends HomeOfPartnerInput {}

@InputType({ description: 'Which home is not trusted any more.' })
export class WithdrawTrustInput extends HomeOfPartnerInput {}

@InputType({ description: 'Which home was looked at, and stays as it is.' })
export class LeaveUnvouchedInput extends HomeOfPartnerInput {}

@InputType({ description: 'Which home is paused, with all that hangs on it.' })
export class PauseBranchInput extends HomeOfPartnerInput {}

@InputType({ description: 'Whose branch goes on.' })
export class UnpauseBranchInput extends HomeOfPartnerInput {}

@ObjectType({ description: 'A code to show to homes that know yours. Shown this once; the one before is dead.' })
export class VouchCodeCreated {
  @Field(() => String, { description: 'For vouchByCode.' })
  vouchCode: string;

  @Field(() => DateTimeScalar, { description: 'Until when it is good.' })
  endsAt: Date;
}

@ObjectType({ description: 'A vouch that your home gave and that stands. Only your home sees it here.' })
export class GivenVouch {
  @Field(() => ID, { description: 'For takeBackVouch.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'The short name of the home. Null when it cannot be opened any more.',
  })
  shortName: string | null;

  @Field(() => LocalDateScalar, { description: 'The day on which you gave it, in UTC.' })
  givenOn: string;
}

@ObjectType({
  description: 'Your home vouches for another one. With a second home, or a coordinator, it sees requests.',
})
export class VouchGiven {
  @Field(() => GivenVouch, { description: 'The vouch.' })
  vouch: GivenVouch;
}

@ObjectType({
  description: 'The vouch is taken back; whoever has not enough of them left sees nothing of requests any more.',
})
export class VouchTakenBack {
  @Field(() => ID, { description: 'The vouch that it was.' })
  vouchId: string;
}

@ObjectType({ description: 'Homes were paused, or are not any more.' })
export class BranchChanged {
  @Field(() => Int, { description: 'How many of them.' })
  homes: number;
}

@ObjectType({ description: 'The word of one home for another. Only coordinators of the partner see it.' })
export class VouchInTree {
  @Field(() => ID, { description: 'For takeBackVouch.' })
  id: string;

  @Field(() => ID, { nullable: true, description: 'The home that gave it; null for a home of another partner.' })
  homeId: string | null;

  @Field(() => String, { nullable: true, description: 'Its short name; null for a home of another partner.' })
  shortName: string | null;

  @Field(() => LocalDateScalar, { description: 'The day on which it was given, in UTC.' })
  givenOn: string;
}

@ObjectType({ description: 'A home in the tree of who vouched for whom. Only coordinators of the partner see it.' })
export class VouchedHome {
  @Field(() => ID, {
    nullable: true,
    description: 'The home; null for one of another partner, of which nothing else is told either.',
  })
  id: string | null;

  @Field(() => String, { nullable: true, description: 'Its short name.' })
  shortName: string | null;

  @Field(() => HomeTierEnum, { nullable: true, description: 'How far it is trusted.' })
  tier: HomeTier | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is paused.' })
  paused: boolean | null;

  @Field(() => Int, { description: 'How many steps below the home that was asked for, by the shortest way.' })
  level: number;

  @Field(() => Boolean, { description: 'Whether a coordinator vouches for it.' })
  byCoordinator: boolean;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Since when it is vouched for, in UTC.' })
  vouchedOn: string | null;

  @Field(() => [VouchInTree], { description: 'What other homes say for it.' })
  vouches: VouchInTree[];
}

@ObjectType({ description: 'What a home has earned. Only coordinators of its partner see it.' })
export class HomeTrust {
  @Field(() => Int, {
    description: 'Requests that coordinators took in, and whose family itself confirmed the delivery.',
  })
  confirmedIntakes: number;

  @Field(() => Int, { description: 'Days between the first of them and the last.' })
  days: number;

  @Field(() => Int, { description: 'Reports about the home that were upheld, as long as they are kept.' })
  upheldReports: number;

  @Field(() => Boolean, {
    description: 'Whether trustHome is possible: three intakes over fourteen days, and no upheld report.',
  })
  eligible: boolean;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Since when it waits for somebody to look at it again, in UTC.',
  })
  reexamineSince: string | null;
}

export const VouchingTreeConnection = connectionOf('VouchingTree', () => VouchedHome);
export const CreateVouchCodeResult = resultUnion('CreateVouchCodeResult', VouchCodeCreated, 'A code, or why not.');
export const VouchByCodeResult = resultUnion('VouchByCodeResult', VouchGiven, 'The vouch, or why nothing changed.');
export const TakeBackVouchResult = resultUnion('TakeBackVouchResult', VouchTakenBack, 'Taken back, or why not.');
export const BranchResult = resultUnion('BranchResult', BranchChanged, 'What changed, or why nothing did.');
