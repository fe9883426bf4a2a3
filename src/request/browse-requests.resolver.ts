/** The list that homes browse, and partners work through. */
import { Args, Info, Int, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Allow } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import { Unconfirmed, type Viewer } from '../kernel/viewer.js';
import { PageMeters } from '../metering/page-meters.js';
import { asksOnlyFor } from '../platform/graphql/asked-fields.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import type { BelievingResolver } from '../platform/graphql/known-queries.js';
import { BRIEFLY, BrowseRequests, type PageOfRequestsAsked } from './browse-requests.js';
import type { RequestFilterInput } from './domain/request-filter.js';
import { HelpRequest, HelpRequestConnection } from './request.type.js';
import { RequestFilter } from './request-filter.type.js';

const isBrief = asksOnlyFor(BRIEFLY);

@Resolver(() => HelpRequest)
export class BrowseRequestsResolver {
  constructor(
    private readonly browse: BrowseRequests,
    private readonly meters: PageMeters,
  ) {}

  // The arguments are typed by interfaces on purpose: the pipe then leaves them alone, and the use case decides about each.
  @Query(() => HelpRequestConnection, {
    description:
      'Requests, the most urgent first, then those that wait longest. Homes: what they may claim now, never money; empty until somebody vouched for them (see viewer.waitingFor). Coordinators, and secret keys with the scope READ_REQUESTS: all that their partner looks after and that has not ended.',
  })
  @Allow('HOME', 'COORDINATOR', 'PARTNER')
  requests(
    @CurrentViewer() viewer: Viewer,
    @CurrentLanguage() language: Language,
    @Args('filter', { type: () => RequestFilter, nullable: true, description: 'Left out: all of them.' })
    filter: RequestFilterInput | null,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many rows, 1 to 50.' })
    first: number,
    @Args('after', {
      type: () => String,
      nullable: true,
      description: 'The `endCursor` of the page before; left out for the first page. It serves only the same filter.',
    })
    after: string | null,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<HelpRequest> | Refused> | Refused {
    const usedUp = this.meters.page(viewer);
    if (usedUp) return usedUp;
    return this.browse.execute(viewer, askedBy({ filter, first, after }, info), language);
  }

  /**
   * The same for a home that is believed, without guards, pipes and interceptors: homes may ask for it, and what names an id in its arguments, such as a
   * canary's, is refused. No refusal is said here.
   */
  readonly believing: BelievingResolver = async (_, args, { viewer, language, takeBack }, info) => {
    if (this.meters.page(viewer)) throw new Unconfirmed();
    takeBack.push(() => this.meters.uncount(viewer));
    const answer = await this.browse.execute(viewer, askedBy(args, info), language);
    if (isRefused(answer)) throw new Unconfirmed();
    return answer;
  };
}

type Arguments = Pick<PageOfRequestsAsked, 'filter' | 'first' | 'after'>;

function askedBy({ filter, first, after }: Arguments, info: GraphQLResolveInfo): PageOfRequestsAsked {
  return { filter: filter ?? null, first, after: after ?? null, briefly: isBrief(info) };
}
