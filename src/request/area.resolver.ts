/** `area`: what would be published of a place, before anybody posts from it. */
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AllowAnyone } from '../access/allow.guard.js';
import { isRefused } from '../kernel/decision.js';
import { PageMeters } from '../metering/page-meters.js';
import { Area, PlaceInput } from '../place/place.type.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { PublishedArea } from './published-area.js';

@Resolver(() => Area)
export class AreaResolver {
  constructor(
    private readonly areas: PublishedArea,
    private readonly meters: PageMeters,
  ) {}

  @Query(() => Area, {
    description:
      'What would be published of a place, from the weekly snapshot: the finest area in which enough families asked. A family that is signed in sees what its next post from there would show. For anybody; the place is not kept.',
  })
  @AllowAnyone()
  async area(
    @Args('place', { description: 'A postal code of the United States, or a cell.' }) place: PlaceInput,
    @CurrentContext() context: CallContext,
  ) {
    const usedUp = this.meters.area(context.clientDigest);
    if (usedUp) return usedUp;
    const { viewer, language } = context;
    const cell = await this.areas.execute(viewer, place);
    return isRefused(cell) ? cell : Area.from(cell, language);
  }
}
