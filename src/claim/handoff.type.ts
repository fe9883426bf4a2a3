/** The opened handoff, and the record of its openings. */
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { HalfDayOfType } from '../calendar/window.type.js';
import type { HelpKind as HelpKindWord } from '../kernel/help.js';
import type { Language } from '../kernel/refusals.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar, TimeZoneScalar } from '../platform/graphql/scalars.js';
import { HelpKind } from '../platform/graphql/words.type.js';
import { ContactMethod, DietaryRule } from '../request/request-words.type.js';
import { disclosureText } from './disclosure-text.js';
import type { DisclosureRead } from './read-disclosures.js';

@ObjectType({ description: 'Exactly when. Part of the handoff.' })
export class ExactWindow {
  @Field(() => DateTimeScalar, { description: 'The beginning.' })
  from: Date;

  @Field(() => DateTimeScalar, { description: 'The end.' })
  until: Date;
}

@ObjectType({
  description:
    'The sealed part of a request, for the home whose claim was accepted, until its lease ends. Write down as little of it as you can.',
})
export class Handoff {
  @Field(() => ContactMethod, {
    description: 'How the family wants to be reached. IN_APP: by the messages of the claim.',
  })
  contactMethod: keyof typeof ContactMethod;

  @Field(() => String, { nullable: true, description: 'The number, name or address for that way.' })
  contact: string | null;

  @Field(() => String, { nullable: true, description: 'The exact place: where to bring it, or where the ride begins.' })
  place: string | null;

  @Field(() => ExactWindow, { nullable: true, description: 'Exactly when, or when the ride begins.' })
  exactWindow: ExactWindow | null;

  @Field(() => String, { nullable: true, description: 'Where the ride goes.' })
  destination: string | null;

  @Field(() => ExactWindow, { nullable: true, description: 'When the ride back begins.' })
  returnWindow: ExactWindow | null;

  @Field(() => [DietaryRule], { description: 'What the food has to be, or be free of. Of groceries alone.' })
  dietaryRules: (keyof typeof DietaryRule)[];

  @Field(() => String, { nullable: true, description: 'What else to know.' })
  instructions: string | null;

  @Field(() => DateTimeScalar, { description: 'Until when it may be opened again, if nothing ends the claim before.' })
  availableUntil: Date;
}

@ObjectType({ description: 'The handoff is open, and the family will read that it was.' })
export class HandoffOpened {
  @Field(() => Handoff, { description: 'What it says.' })
  handoff: Handoff;
}

@ObjectType({
  description:
    'One opening of a handoff. Seen by the family, and by the coordinator who took the request in. Never changed, and chained to the one before.',
})
export class Disclosure {
  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => ID, { description: 'For which claim it was opened.' })
  claimId: string;

  @Field(() => HelpKind, { description: 'For what.' })
  kind: HelpKindWord;

  @Field(() => String, { description: 'The circle of the home that opened it.' })
  circle: string;

  @Field(() => HalfDayOfType, { description: 'When, in its time zone.' })
  openedOn: HalfDayOfType;

  @Field(() => TimeZoneScalar, { description: 'The time zone of the place.' })
  timeZone: string;

  @Field(() => String, { description: 'The same in words, in the language of Accept-Language.' })
  text: string;

  static from(read: DisclosureRead, language: Language): Disclosure {
    return {
      id: read.id,
      claimId: read.claimId,
      kind: read.kind,
      circle: read.circleName,
      openedOn: HalfDayOfType.from(read.openedHalf),
      timeZone: read.timeZone,
      text: disclosureText(read, language),
    };
  }
}

export const HandoffResult = resultUnion('HandoffResult', HandoffOpened, 'What was sealed, or why it stays shut.');
