/** Links of calendars as the API shows and takes them. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { resultUnion } from '../../platform/graphql/result-union.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';

@ObjectType({
  description: 'A link under which a calendar reads what you signed up for. Only you see that there is one.',
})
export class CalendarLink {
  @Field(() => ID, { description: 'For revokeCalendarLink.' })
  id: string;

  @Field(() => Boolean, { description: 'Whether exact places stand in that calendar.' })
  showsPlace: boolean;

  @Field(() => LocalDateScalar, { description: 'The day on which it was made, in UTC.' })
  createdOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which it was last read, in UTC; null before. A link that nobody reads for 180 days ends.',
  })
  lastUsedOn: string | null;
}

@InputType({ description: 'A new link for a calendar.' })
export class CreateCalendarLinkInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether exact places stand in it. Calendars are copied to whoever runs them: left out, only coarse places do.',
  })
  showsPlace: boolean;
}

@InputType({ description: 'Which link is taken back.' })
export class RevokeCalendarLinkInput {
  @Field(() => ID, { description: 'A link of your own.' })
  @MaxLength(64)
  calendarLinkId: string;
}

@ObjectType({ description: 'The link, and its address, which is shown this once.' })
export class CalendarLinkCreated {
  @Field(() => CalendarLink, { description: 'The link.' })
  link: CalendarLink;

  @Field(() => String, {
    description:
      'The path of its address at this service: "/calendar/….ics", with "?lang=es" for a calendar in Spanish. Whoever knows it reads your calendar; nobody can show it again.',
  })
  url: string;
}

@ObjectType({ description: 'The link is dead: calendars that have it read nothing any more.' })
export class CalendarLinkRevoked {
  @Field(() => [CalendarLink], { description: 'The links that are left.' })
  links: CalendarLink[];
}

export const CreateCalendarLinkResult = resultUnion(
  'CreateCalendarLinkResult',
  CalendarLinkCreated,
  'Made, or why not.',
);
export const RevokeCalendarLinkResult = resultUnion(
  'RevokeCalendarLinkResult',
  CalendarLinkRevoked,
  'Taken back, or why not.',
);
