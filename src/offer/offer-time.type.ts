/** When an offer stands and how often it refills, as the API shows it: half-days, a rule in its own text, and never a time stamp. */
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Half } from '../calendar/half-day.js';
import { HalfDay } from '../calendar/window.type.js';
import { LocalDateScalar, TimeZoneScalar } from '../platform/graphql/scalars.js';
import { Refill } from './domain/offer.js';

registerEnumType(Refill, {
  name: 'Refill',
  description: 'How often the quantities of an offer are there anew.',
  valuesMap: {
    ONCE: { description: 'Never: what is taken is taken.' },
    WEEKLY: { description: "Every Monday, in the offer's time zone." },
    MONTHLY: { description: "On the first of every month, in the offer's time zone." },
    PER_OCCURRENCE: { description: 'In each of its windows: the seats of every trip, say.' },
  },
});

@ObjectType({ description: 'The rule by which the windows of an offer come back. Seen by whoever sees the offer.' })
export class OfferRecurrence {
  @Field(() => String, { description: 'An RRULE of RFC 5545, in its canonical text: "FREQ=WEEKLY;BYDAY=TU".' })
  rule: string;

  @Field(() => LocalDateScalar, { description: 'The date that anchors the rule.' })
  from: string;

  @Field(() => [HalfDay], { description: 'The halves of each of its days in which the offer stands.' })
  halves: Half[];

  @Field(() => TimeZoneScalar, { description: "The offer's time zone (IANA): the dates are dates there." })
  timeZone: string;
}

@ObjectType({ description: 'What is left of a line of an offer in one of its periods. Seen by its own home alone.' })
export class OfferPeriodLine {
  @Field(() => ID, { description: 'The line of the offer.' })
  lineId: string;

  @Field(() => Int, { description: "All of it, in the line's unit." })
  quantity: number;

  @Field(() => Int, { description: 'Kept for claims that are under way.' })
  held: number;

  @Field(() => Int, { description: 'Given: confirmed claims.' })
  used: number;

  @Field(() => Int, { description: 'Still free.' })
  remaining: number;
}

@ObjectType({
  description: 'A stretch of time for which the quantities of an offer are there once. Seen by its own home alone.',
})
export class OfferPeriod {
  @Field(() => LocalDateScalar, { description: "Its first date, in the offer's time zone." })
  from: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Its last date; null when it has no end, as for an offer of money that stands until it is used up.',
  })
  until: string | null;

  @Field(() => [OfferPeriodLine], { description: "The offer's lines in this period." })
  lines: OfferPeriodLine[];
}

export { Refill };
