/** Members make links for their calendars, and take them back. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../access/allow.guard.js';
import { isRefused, type Refused } from '../../kernel/decision.js';
import type { Language } from '../../kernel/refusals.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../../platform/graphql/call-context.js';
import {
  CalendarLink,
  type CalendarLinkCreated,
  type CalendarLinkRevoked,
  CreateCalendarLinkInput,
  CreateCalendarLinkResult,
  RevokeCalendarLinkInput,
  RevokeCalendarLinkResult,
} from './calendar-link.type.js';
import { CalendarLinks } from './calendar-links.js';

@Resolver()
export class CalendarLinkResolver {
  constructor(private readonly links: CalendarLinks) {}

  @Query(() => [CalendarLink], { description: 'Homes: your own links for calendars, the oldest first.' })
  @Allow('HOME')
  myCalendarLinks(@CurrentViewer() viewer: HomeViewer): Promise<CalendarLink[]> {
    return this.links.own(viewer);
  }

  @Mutation(() => CreateCalendarLinkResult, {
    description:
      'Homes: a secret address for a calendar program (iCalendar), which reads there what you signed up for. At most 5.',
  })
  @Allow('HOME')
  async createCalendarLink(
    @Args('input') { showsPlace }: CreateCalendarLinkInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Promise<CalendarLinkCreated | Refused> {
    const made = await this.links.create(viewer, showsPlace);
    return isRefused(made) ? made : { link: made.link, url: language === 'es' ? `${made.path}?lang=es` : made.path };
  }

  @Mutation(() => RevokeCalendarLinkResult, { description: 'Homes: a link of your own reads nothing any more.' })
  @Allow('HOME')
  async revokeCalendarLink(
    @Args('input') { calendarLinkId }: RevokeCalendarLinkInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<CalendarLinkRevoked | Refused> {
    const links = await this.links.revoke(viewer, calendarLinkId);
    return isRefused(links) ? links : { links };
  }
}
