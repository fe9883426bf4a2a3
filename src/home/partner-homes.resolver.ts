/** The homes of a partner, for its coordinators, by the page. */
import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { type HomeStanding, type PartnerHome, PartnerHomeConnection, PartnerHomeFilter } from './partner-home.type.js';
import { type HomeOfPartner, ReadPartnerHomes } from './read-partner-homes.js';

@Resolver()
export class PartnerHomesResolver {
  constructor(
    private readonly homes: ReadPartnerHomes,
    private readonly cursors: Cursors,
  ) {}

  @Query(() => PartnerHomeConnection, {
    description:
      'Coordinators: the homes of your own partner that wait for somebody to vouch for them, longest waiting first.',
  })
  @Allow('COORDINATOR')
  async homesToVouch(
    @Args() page: PageArgs,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<Connection<PartnerHome> | Refused> {
    return this.page(viewer, 'WAITING', page);
  }

  @Query(() => PartnerHomeConnection, {
    description: 'Coordinators: the homes of your own partner, in the order in which they registered.',
  })
  @Allow('COORDINATOR')
  async partnerHomes(
    @Args() page: PageArgs,
    @Args('filter', { nullable: true, description: 'Which of them.' }) filter: PartnerHomeFilter,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<Connection<PartnerHome> | Refused> {
    return this.page(viewer, filter?.standing ?? null, page);
  }

  private async page(
    viewer: CoordinatorViewer,
    standing: HomeStanding | null,
    { first, after }: PageArgs,
  ): Promise<Connection<PartnerHome> | Refused> {
    const list = `homes/${viewer.partnerId}/${standing ?? ''}`;
    const position = after ? this.cursors.open(list, after) : null;
    if (position && !position.accepted) return position;
    const [registeredOn, id] = position?.value ?? [];
    const homes = await this.homes.page(viewer, {
      standing,
      first,
      after: typeof registeredOn === 'string' && typeof id === 'string' ? [registeredOn, id] : null,
    });
    if (isRefused(homes)) return homes;
    return pageOf(homes, first, shown, (home) => this.cursors.seal(list, [home.registeredOn, home.id]));
  }
}

function shown(home: HomeOfPartner): PartnerHome {
  return home;
}
