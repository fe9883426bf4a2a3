/** The host's admins settle where other partners look after requests. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import { AreasOfPartner, type AreasSettled, SettleAreasInput, SettleAreasResult } from './areas.type.js';
import { SettleAreas } from './settle-areas.js';

@Resolver()
export class AreasResolver {
  constructor(private readonly settling: SettleAreas) {}

  @Query(() => [AreasOfPartner], {
    description:
      'Of every other partner, those that ask for some first, at most 500; for coordinators of the host partner with the role ADMIN. Empty for those of other partners.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  areasOfPartners(@CurrentViewer() viewer: CoordinatorViewer): Promise<AreasOfPartner[]> {
    return this.settling.all(viewer);
  }

  @Mutation(() => SettleAreasResult, {
    description:
      'Coordinators of the host partner with the role ADMIN: says where another partner looks after requests that no people of any partner posted, and where it does not. Its admins are told (AREAS_SETTLED); requests that it has stay with it. NOT_FOUND for your own partner, and for everybody else.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async settleAreas(
    @Args('input') input: SettleAreasInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<AreasSettled | Refused> {
    const areas = await this.settling.execute(viewer, input);
    return isRefused(areas) ? areas : { areas };
  }
}
