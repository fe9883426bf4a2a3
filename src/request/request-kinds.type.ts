/** The four kinds of requests, each with the fields of its own. */
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ChildSeatsType } from '../platform/graphql/child-seats.type.js';
import { MoneyType } from '../platform/graphql/money.type.js';
import { LocaleScalar } from '../platform/graphql/scalars.js';
import { Mode, Skill } from '../platform/graphql/words.type.js';
import { HelpRequest } from './request.type.js';
import { type GroceryDetails, type MoneyDetails, type RideDetails, type TimeDetails } from './request-details.type.js';
import {
  DietaryRule,
  DropOff,
  HouseholdSize,
  Luggage,
  PayableAs,
  Payer,
  Substitutions,
  WheelchairNeed,
} from './request-words.type.js';

@ObjectType({ implements: () => HelpRequest, description: 'Groceries: a line for each item.' })
export class GroceryRequest extends HelpRequest {
  @Field(() => [DietaryRule], {
    description:
      'The dietary rules that the family shows before anybody is accepted: all or none. The handoff has them in any case.',
  })
  get dietaryRules(): (keyof typeof DietaryRule)[] {
    return this.seen.dietaryRules;
  }

  @Field(() => HouseholdSize, { description: 'For how many, as a band. Seen by whoever sees the request.' })
  get householdSize(): Promise<GroceryDetails['householdSize']> {
    return this.onAsking.grocery(this.id).then((details) => details.householdSize);
  }

  @Field(() => Substitutions, { description: 'What to do without an item. Seen by whoever sees the request.' })
  get substitutions(): Promise<GroceryDetails['substitutions']> {
    return this.onAsking.grocery(this.id).then((details) => details.substitutions);
  }

  @Field(() => Payer, { description: 'Who pays. Seen by whoever sees the request.' })
  get payer(): Promise<GroceryDetails['payer']> {
    return this.onAsking.grocery(this.id).then((details) => details.payer);
  }

  @Field(() => MoneyType, {
    nullable: true,
    description: 'The most that it should cost; null when nothing was said. Seen by whoever sees the request.',
  })
  get budgetCeiling(): Promise<MoneyType | null> {
    return this.onAsking.grocery(this.id).then((details) => details.budgetCeiling);
  }

  @Field(() => DropOff, { description: 'How they change hands. Seen by whoever sees the request.' })
  get dropOff(): Promise<GroceryDetails['dropOff']> {
    return this.onAsking.grocery(this.id).then((details) => details.dropOff);
  }

  @Field(() => Boolean, {
    description: "Whether another household's shopping may be done on the same trip. Seen by whoever sees the request.",
  })
  get sharesTrip(): Promise<boolean> {
    return this.onAsking.grocery(this.id).then((details) => details.sharesTrip);
  }
}

@ObjectType({
  implements: () => HelpRequest,
  description: 'A ride from the area: a line of seats for each leg. Destination and exact times are in the handoff.',
})
export class RideRequest extends HelpRequest {
  @Field(() => Int, { description: 'How many travel. Seen by whoever sees the request.' })
  get passengers(): Promise<number> {
    return this.onAsking.ride(this.id).then((details) => details.passengers);
  }

  @Field(() => ChildSeatsType, { description: 'Seats for children among them. Seen by whoever sees the request.' })
  get childSeats(): Promise<ChildSeatsType> {
    return this.onAsking.ride(this.id).then((details) => details.childSeats);
  }

  @Field(() => WheelchairNeed, {
    nullable: true,
    description: 'What a wheelchair needs. It is an access need as well: null for a home that does not meet it.',
  })
  get wheelchair(): Promise<RideDetails['wheelchair']> {
    return this.onAsking.ride(this.id).then((details) => details.wheelchair);
  }

  @Field(() => Boolean, { description: 'Whether there is a way back. Seen by whoever sees the request.' })
  get returnLeg(): Promise<boolean> {
    return this.onAsking.ride(this.id).then((details) => details.returnLeg);
  }

  @Field(() => Luggage, { description: 'What else comes along. Seen by whoever sees the request.' })
  get luggage(): Promise<RideDetails['luggage']> {
    return this.onAsking.ride(this.id).then((details) => details.luggage);
  }

  @Field(() => Boolean, { description: 'Whether others may ride along. Seen by whoever sees the request.' })
  get sharesTrip(): Promise<boolean> {
    return this.onAsking.ride(this.id).then((details) => details.sharesTrip);
  }
}

@ObjectType({
  implements: () => HelpRequest,
  description:
    'Money, through the partner that looks after it. Seen by the family and by coordinators of that partner: never listed to homes. What it is for is sealed.',
})
export class MoneyRequest extends HelpRequest {
  @Field(() => MoneyType, { description: 'How much. For the family and coordinators.' })
  get amount(): Promise<MoneyType> {
    return this.onAsking.money(this.id).then((details) => details.amount);
  }

  @Field(() => [PayableAs], { description: 'Every way of paying that would do. For the family and coordinators.' })
  get payableAs(): Promise<MoneyDetails['payableAs']> {
    return this.onAsking.money(this.id).then((details) => details.payableAs);
  }
}

@ObjectType({ implements: () => HelpRequest, description: "Somebody's time and skill: one line of minutes." })
export class TimeRequest extends HelpRequest {
  @Field(() => Skill, { description: 'What for. Seen by whoever sees the request.' })
  get skill(): Promise<TimeDetails['skill']> {
    return this.onAsking.time(this.id).then((details) => details.skill);
  }

  @Field(() => Int, { description: 'How long, in minutes. Seen by whoever sees the request.' })
  get minutes(): Promise<number> {
    return this.onAsking.time(this.id).then((details) => details.minutes);
  }

  @Field(() => LocaleScalar, {
    nullable: true,
    description: 'The language that the helper has to speak (BCP 47); null for any. Seen by whoever sees the request.',
  })
  get language(): Promise<string | null> {
    return this.onAsking.time(this.id).then((details) => details.language);
  }

  @Field(() => Mode, { description: 'Whether people have to meet. Seen by whoever sees the request.' })
  get mode(): Promise<TimeDetails['mode']> {
    return this.onAsking.time(this.id).then((details) => details.mode);
  }
}
