/** What is asked about offers, and what becomes of it. */
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { HalfDayWindowInput } from '../calendar/window.type.js';
import { PlaceInput } from '../place/place.type.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { AccessFeature, HelpKind, Skill } from '../platform/graphql/words.type.js';
import { Offer } from './offer.type.js';

@ObjectType({ description: 'The offer stands.' })
export class OfferPosted {
  @Field(() => Offer, {
    description: 'As its home sees it. Others find it once somebody has vouched for the home.',
  })
  offer: Offer;
}

@ObjectType({ description: 'The offer stands differently now.' })
export class OfferChanged {
  @Field(() => Offer, { description: 'As its home sees it.' })
  offer: Offer;
}

export const PostOfferResult = resultUnion('PostOfferResult', OfferPosted, 'Posted, or why not.');
export const ChangeOfferResult = resultUnion('ChangeOfferResult', OfferChanged, 'Done, or why not.');
export const OfferConnection = connectionOf<Offer>('Offer', () => Offer);

@InputType({ description: 'Which offer is set aside.' })
export class PauseOfferInput {
  @Field(() => ID, { description: 'An open offer of your own.' })
  @MaxLength(64)
  offerId: string;
}

@InputType({ description: 'Which offer is taken up again.' })
export class ResumeOfferInput {
  @Field(() => ID, { description: 'A paused offer of your own.' })
  @MaxLength(64)
  offerId: string;
}

@InputType({ description: 'Which offer is taken back for good.' })
export class WithdrawOfferInput {
  @Field(() => ID, { description: 'An open or paused offer of your own.' })
  @MaxLength(64)
  offerId: string;
}

@InputType({ description: 'Offers that come as far as a place.' })
export class OfferNearInput {
  @Field(() => PlaceInput, {
    description: 'Offers whose reach ends short of it are left out; what is given remotely reaches everywhere.',
  })
  @ValidateNested()
  @Type(() => PlaceInput)
  place: PlaceInput;

  @Field(() => Int, {
    nullable: true,
    description: 'Only from homes at most this far away, in kilometres, 0 to 100, to the nearest ring of cells.',
  })
  @IsOptional()
  withinKm?: number | null;
}

@InputType({ description: 'Every condition that is given has to be met.' })
export class OfferFilter {
  @Field(() => HelpKind, { nullable: true, description: 'Of this kind.' })
  @IsOptional()
  kind?: HelpKind | null;

  @Field(() => OfferNearInput, { nullable: true, description: 'That reach a place.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => OfferNearInput)
  near?: OfferNearInput | null;

  @Field(() => HalfDayWindowInput, {
    nullable: true,
    description: 'With a window that meets this one. Its time zone may be left out only when `near` says where.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => HalfDayWindowInput)
  window?: HalfDayWindowInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'With which this language is spoken (BCP 47); its regions are not told apart.',
  })
  @IsOptional()
  @MaxLength(35)
  language?: string | null;

  @Field(() => AccessFeature, { nullable: true, description: 'With this feature.' })
  @IsOptional()
  feature?: AccessFeature | null;

  @Field(() => Skill, { nullable: true, description: 'Of time with this skill.' })
  @IsOptional()
  skill?: Skill | null;
}
