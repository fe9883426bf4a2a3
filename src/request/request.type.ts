/** Requests as the API shows them. What of a request a viewer sees was decided before one of these was made. */
import { Field, ID, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { HomeTierEnum } from '../access/viewer.type.js';
import { HalfDayWindowType } from '../calendar/window.type.js';
import type { HelpKind as HelpKindWord, Urgency as UrgencyWord } from '../kernel/help.js';
import type { HomeTier } from '../kernel/viewer.js';
import { Area } from '../place/place.type.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { LocalDateScalar, LocaleScalar } from '../platform/graphql/scalars.js';
import {
  Acceptance,
  AccessNeed,
  HelpKind,
  RequestReach,
  TrainingTopic,
  Urgency,
} from '../platform/graphql/words.type.js';
import { TextReview } from '../screening/text-review.type.js';
import type { DietaryRule as DietaryRuleWord } from './domain/grocery.js';
import type { GroceryDetails, MoneyDetails, RideDetails, TimeDetails } from './request-details.type.js';
import { RequestStatus } from './request-words.type.js';

@ObjectType({ description: 'One quantity of what is asked for. Seen by whoever sees the request.' })
export class RequestLine {
  @Field(() => ID, { description: 'For the lines of a claim.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What it is, where unit and quantity do not say it all: the name of an item. Null for homes while it is held: show its place in the list.',
  })
  label: string | null;

  @Field(() => String, { nullable: true, description: 'A note on an item. Null for homes while it is held.' })
  note: string | null;

  @Field(() => String, {
    description:
      'A unit of groceries (PIECE, BAG, POUND…), OUTBOUND_SEAT or RETURN_SEAT, MINUTE, or the ISO 4217 code of a currency, whose minor units are counted.',
  })
  unit: string;

  @Field(() => Int, { description: 'How much is asked for; of a series, for each of its occurrences.' })
  quantity: number;

  @Field(() => Int, {
    description:
      'How much of it nobody has claimed; of a series, in the next occurrence that has something left (see `occurrences` for each).',
  })
  remaining: number;

  @Field(() => Boolean, { description: 'Whether several homes may share it. If not, it is claimed as a whole.' })
  divisible: boolean;
}

@ObjectType({
  description:
    'One time at which a request is to be served. A plain request has one; a series one for each date, made 14 days ahead, each claimed by itself.',
})
export class Occurrence {
  @Field(() => ID, { description: 'For claiming exactly this one.' })
  id: string;

  @Field(() => HalfDayWindowType, { nullable: true, description: 'When; null for whenever.' })
  window: HalfDayWindowType | null;

  @Field(() => [RequestLine], { description: "The request's lines, with what remains of each in this occurrence." })
  lines: RequestLine[];
}

@ObjectType({ description: 'How a request repeats. Seen by whoever sees the request.' })
export class RequestSeries {
  @Field(() => String, { description: 'An RRULE of RFC 5545 in its canonical text: "FREQ=WEEKLY;COUNT=6;BYDAY=TU".' })
  rule: string;

  @Field(() => LocalDateScalar, { description: "Its last date, in the request's time zone." })
  until: string;
}

const NAME_OF_KIND = {
  GROCERY: 'GroceryRequest',
  RIDE: 'RideRequest',
  MONEY: 'MoneyRequest',
  TIME: 'TimeRequest',
} as const;

/** What a viewer sees of a request, worked out when a field asks for it. */
export interface Seen {
  readonly partnerId: string;
  readonly timeZone: string;
  readonly area: Area;
  readonly window: HalfDayWindowType | null;
  readonly series: RequestSeries | null;
  readonly languages: readonly string[];
  readonly otherLanguages: boolean;
  readonly accessNeeds: readonly (keyof typeof AccessNeed)[];
  readonly otherNeeds: boolean;
  readonly dietaryRules: DietaryRuleWord[];
  readonly acceptance: keyof typeof Acceptance | null;
  readonly tookIn: boolean;
  readonly renewalsLeft: number | null;
  readonly expiresOn: string;
  readonly reach: keyof typeof RequestReach | null;
  readonly widensTo: keyof typeof RequestReach | null;
  readonly widensOn: string | null;
}

/** What is read only when a field asks for it: once for all requests of a page. */
export interface ReadOnAsking {
  summary(id: string): Promise<string | null>;
  review(id: string): Promise<TextReview | null>;
  lines(id: string): Promise<RequestLine[]>;
  occurrences(id: string): Promise<Occurrence[]>;
  grocery(id: string): Promise<GroceryDetails>;
  ride(id: string): Promise<RideDetails>;
  money(id: string): Promise<MoneyDetails>;
  time(id: string): Promise<TimeDetails>;
}

@InterfaceType('HelpRequest', {
  description:
    'What a family asks for. Seen by the family itself; by homes that somebody vouched for while something of it is free, unless it is money, asks for a higher tier, or is hidden from them; by a home with a claim on it; by coordinators of the partner that looks after it, and by its servers with the scope READ_REQUESTS. For everybody else it does not exist.',
  resolveType: (request: { kind: HelpKindWord }) => NAME_OF_KIND[request.kind],
})
export abstract class HelpRequest {
  seen: Seen;
  onAsking: ReadOnAsking;

  /** Neither is in the schema: for the fields that other folders fill in. */
  get partnerId(): string {
    return this.seen.partnerId;
  }

  get timeZone(): string {
    return this.seen.timeZone;
  }

  @Field(() => ID, { description: 'Random: it tells nothing.' })
  id: string;

  @Field(() => String, { description: 'What people call it: two words and two digits, new for each request.' })
  alias: string;

  @Field(() => HelpKind, { description: 'Which of the four.' })
  kind: HelpKindWord;

  @Field(() => RequestStatus, { description: 'Where it stands now.' })
  status: keyof typeof RequestStatus;

  @Field(() => Urgency, { description: 'How soon help is needed.' })
  urgency: UrgencyWord;

  @Field(() => Area, {
    description: 'The published area, the same for good. The place itself is in the handoff, or nowhere.',
  })
  get area(): Area {
    return this.seen.area;
  }

  @Field(() => HalfDayWindowType, {
    nullable: true,
    description: 'When, in half-days; null for whenever. Of a series, from its first to its last date.',
  })
  get window(): HalfDayWindowType | null {
    return this.seen.window;
  }

  @Field(() => RequestSeries, { nullable: true, description: 'How it repeats; null when it does not.' })
  get series(): RequestSeries | null {
    return this.seen.series;
  }

  @Field(() => String, {
    nullable: true,
    description:
      'A sentence of the family, at most 200 characters; null when there is none, for homes while it is held (see `review`), and while it cannot be opened.',
  })
  get summary(): Promise<string | null> {
    return this.onAsking.summary(this.id);
  }

  @Field(() => TextReview, {
    nullable: true,
    description:
      'Whether homes read its words, and why not. For the family and the coordinators of its partner; null for everybody else.',
  })
  get review(): Promise<TextReview | null> {
    return this.onAsking.review(this.id);
  }

  @Field(() => [LocaleScalar], {
    description:
      'Languages that would help (BCP 47). The family, the accepted home and, of what their partner took in, coordinators see all; a home sees those that it speaks itself.',
  })
  get languages(): readonly string[] {
    return this.seen.languages;
  }

  @Field(() => Boolean, { description: 'Whether there are languages that you do not see.' })
  get otherLanguages(): boolean {
    return this.seen.otherLanguages;
  }

  @Field(() => [AccessNeed], {
    description:
      'What has to be so that the family can take the help. Seen like the languages: a home sees those that it meets.',
  })
  get accessNeeds(): readonly (keyof typeof AccessNeed)[] {
    return this.seen.accessNeeds;
  }

  @Field(() => Boolean, { description: 'Whether there are needs that you do not see.' })
  get otherNeeds(): boolean {
    return this.seen.otherNeeds;
  }

  @Field(() => Acceptance, {
    nullable: true,
    description: 'Who says yes for the family. For the family and coordinators; null for homes.',
  })
  get acceptance(): keyof typeof Acceptance | null {
    return this.seen.acceptance;
  }

  @Field(() => HomeTierEnum, { description: 'The lowest tier that may claim it.' })
  minimumTier: HomeTier;

  @Field(() => TrainingTopic, {
    nullable: true,
    description: 'The training whose certificate a home needs to see and claim it; null when it asks for none.',
  })
  requiredTraining: keyof typeof TrainingTopic | null;

  @Field(() => RequestReach, {
    nullable: true,
    description:
      'How far it is known by now. For the family and the coordinators of its partner; null for everybody else, and of money.',
  })
  get reach(): keyof typeof RequestReach | null {
    return this.seen.reach;
  }

  @Field(() => RequestReach, {
    nullable: true,
    description: 'How far it may ever be known. Seen like `reach`.',
  })
  get widensTo(): keyof typeof RequestReach | null {
    return this.seen.widensTo;
  }

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'The date, in its time zone, on which it widens by one step; null when it does not, or has not begun to. Seen like `reach`.',
  })
  get widensOn(): string | null {
    return this.seen.widensOn;
  }

  @Field(() => Boolean, {
    description: 'Whether you took it in as a coordinator: then you may act for the family. False for everybody else.',
  })
  get tookIn(): boolean {
    return this.seen.tookIn;
  }

  @Field(() => Int, {
    nullable: true,
    description: 'How often it can still be renewed; 0 with a date. For the family and coordinators; null for homes.',
  })
  get renewalsLeft(): number | null {
    return this.seen.renewalsLeft;
  }

  @Field(() => LocalDateScalar, { description: 'The date of posting, in its time zone.' })
  postedOn: string;

  @Field(() => LocalDateScalar, {
    description: 'The date on which it ends by itself, in its time zone, unless a claim on it lives.',
  })
  get expiresOn(): string {
    return this.seen.expiresOn;
  }

  @Field(() => [RequestLine], { description: 'What is asked for.' })
  get lines(): Promise<RequestLine[]> {
    return this.onAsking.lines(this.id);
  }

  @Field(() => [Occurrence], {
    description:
      'The times at which it is to be served, the next one first. A home sees those that it may claim or has claimed.',
  })
  get occurrences(): Promise<Occurrence[]> {
    return this.onAsking.occurrences(this.id);
  }
}

export const HelpRequestConnection = connectionOf<HelpRequest>('HelpRequest', () => HelpRequest);
