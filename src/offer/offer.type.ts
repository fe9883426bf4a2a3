/** Offers as the API shows them: what a home gives, where and when. Who the home is, its card alone tells. */
import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Area } from '../place/place.type.js';
import { ChildSeatsType } from '../platform/graphql/child-seats.type.js';
import { MoneyType } from '../platform/graphql/money.type.js';
import { CurrencyScalar, LocalDateScalar, LocaleScalar } from '../platform/graphql/scalars.js';
import { AccessFeature, HelpKind, Mode, Skill } from '../platform/graphql/words.type.js';
import { TextReview } from '../screening/text-review.type.js';
import { OfferStatus, Refill } from './domain/offer.js';
import { OfferRecurrence } from './offer-time.type.js';

registerEnumType(OfferStatus, {
  name: 'OfferStatus',
  description: 'Where an offer stands.',
  valuesMap: {
    OPEN: { description: 'It can be claimed.' },
    PAUSED: { description: 'Its home has set it aside for now: nobody else finds it, and its claims go on.' },
    WITHDRAWN: { description: 'Its home has taken it back for good; claims that were made before go on.' },
    EXPIRED: { description: 'Its last window is over.' },
  },
});

@ObjectType({ description: 'One quantity that an offer gives. Seen by whoever sees the offer.' })
export class OfferLine {
  @Field(() => ID, { description: 'For the lines of a claim.' })
  id: string;

  @Field(() => String, {
    description:
      'RUN (groceries for one family), OUTBOUND_SEAT or RETURN_SEAT (rides), MINUTE (time), or the ISO 4217 code of a currency, whose minor units are counted.',
  })
  unit: string;

  @Field(() => Int, { description: 'How much there is in each period.' })
  quantity: number;

  @Field(() => Int, { description: 'How much of it is free: in the period of its next window.' })
  remaining: number;
}

@InterfaceType('Offer', {
  description:
    "What a home gives. Seen by its home; by coordinators, of a home that nobody vouched for only by those of its own partner; by a family while it has an open request, if the home is vouched for, not paused, and the family has neither blocked nor hidden itself from it. Money is not shown to families, and other homes' offers not to homes. An offer made for one claim is seen inside that claim only.",
  resolveType: (offer: { kind: HelpKind }) => TYPE_OF_KIND[offer.kind],
})
export abstract class Offer {
  /** Not in the schema: whose it is, for the fields that other reads fill in. */
  homeId: string;
  isOwn: boolean;

  @Field(() => ID, { description: 'Random, and the same for good.' })
  id: string;

  @Field(() => HelpKind, { description: 'Which of the four.' })
  kind: HelpKind;

  @Field(() => OfferStatus, { description: 'Where it stands. Others than its home find open ones only.' })
  status: OfferStatus;

  @Field(() => Area, { description: 'Where the home is, as exactly as anybody may know: a cell of resolution 6.' })
  area: Area;

  @Field(() => Int, {
    nullable: true,
    description:
      'How far the home goes from its area, in kilometres, to the nearest ring of cells (about 6.5 km). For its own home; null for everybody else.',
  })
  reachKm: number | null;

  @Field(() => [OfferLine], { description: 'What there is to take.' })
  lines: OfferLine[];

  @Field(() => Refill, { description: 'How often the quantities are there anew.' })
  refill: Refill;

  @Field(() => OfferRecurrence, { nullable: true, description: 'How its windows come back; null when they do not.' })
  recurrence: OfferRecurrence | null;

  @Field(() => [LocaleScalar], { description: 'Languages that are spoken with this offer (BCP 47).' })
  languages: string[];

  @Field(() => [AccessFeature], { description: 'What the home can do for access with this offer.' })
  features: AccessFeature[];

  @Field(() => String, {
    nullable: true,
    description: 'What else the home says of it, at most 200 characters; null for others while it is held.',
  })
  note: string | null;

  @Field(() => TextReview, {
    nullable: true,
    description:
      'Whether others read its note, and why not. For its home, and for coordinators of the partner of its home; null for everybody else.',
  })
  review: TextReview | null;

  @Field(() => LocalDateScalar, { description: 'The date of posting, in UTC.' })
  postedOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "The date on which it ends by itself, in the offer's time zone; null when it goes on until withdrawn.",
  })
  endsOn: string | null;
}

@ObjectType({
  implements: () => Offer,
  description: 'Somebody shops and brings it: each claim takes one run, however long its list.',
})
export class GroceryOffer extends Offer {
  @Field(() => MoneyType, {
    nullable: true,
    description: 'What the home spends on one run at most; null when it did not say.',
  })
  costCap: MoneyType | null;
}

@ObjectType({ implements: () => Offer, description: 'Seats in a vehicle, there and back counted apart.' })
export class RideOffer extends Offer {
  @Field(() => ChildSeatsType, { description: 'The seats for children that the home has.' })
  childSeats: ChildSeatsType;
}

@ObjectType({
  implements: () => Offer,
  description: 'Money that a partner may take from, for requests it looks after. Giver and family never meet.',
})
export class MoneyOffer extends Offer {
  @Field(() => CurrencyScalar, { description: 'ISO 4217. Nothing is converted.' })
  currency: string;
}

@ObjectType({ implements: () => Offer, description: 'Minutes of somebody who can do something.' })
export class TimeOffer extends Offer {
  @Field(() => [Skill], { description: 'What with.' })
  skills: Skill[];

  @Field(() => [Mode], { description: 'By phone or over the network, in person, or either.' })
  modes: Mode[];
}

const TYPE_OF_KIND = { GROCERY: GroceryOffer, RIDE: RideOffer, MONEY: MoneyOffer, TIME: TimeOffer } as const;
