/** The map of homes: everybody reads counts, and a home says whether it is among them. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowAnyone } from '../../access/allow.guard.js';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { CurrentViewer } from '../../platform/graphql/call-context.js';
import { GraphQLStreetCell } from '../../platform/graphql/scalars.js';
import { type MapPlaceChanged, MapPlaceResult, MyMapPlace, ShowOnMapInput, VisibleHomes } from './map.type.js';
import { ReadMap } from './read-map.js';
import { ShowHome } from './show-home.js';

@Resolver(() => VisibleHomes)
export class MapResolver {
  constructor(
    private readonly reading: ReadMap,
    private readonly showing: ShowHome,
  ) {}

  @Query(() => [VisibleHomes], {
    description:
      'Homes that let themselves be counted, by cell, the coarser cells first. Public, counted once a night. A cell with too few is left out: its homes are among those of the next larger one.',
  })
  @AllowAnyone()
  async visibleHomes(
    @Args('within', {
      type: () => GraphQLStreetCell,
      nullable: true,
      description:
        'A cell: itself, and the cells inside it that are up to three steps finer. Left out: the cells of resolution 2 (about 87,000 km² each).',
    })
    within: string | null,
  ): Promise<VisibleHomes[] | Refused> {
    const counts = await this.reading.counts(within ?? null);
    return isRefused(counts) ? counts : counts.map((its) => Object.assign(new VisibleHomes(), its));
  }

  @Query(() => MyMapPlace, {
    nullable: true,
    description:
      'Homes: where yours is counted on the map; null when it never was, or hid more than 30 days ago. Nobody else can read it.',
  })
  @Allow('HOME')
  myMapPlace(@CurrentViewer() viewer: HomeViewer): Promise<MyMapPlace | null> {
    return this.reading.own(viewer);
  }

  @Mutation(() => MapPlaceResult, {
    description:
      'Homes, any member: your home is counted as visible from the next night on, never by name, and only with at least 4 others in the same cell; with fewer, in a larger one. It has to be vouched for and not paused. Another place can be named on the same day, or 30 days later.',
  })
  @Allow('HOME')
  showOnMap(
    @Args('input') { place }: ShowOnMapInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<MapPlaceChanged | Refused> {
    return this.answer(viewer, this.showing.show(viewer, place));
  }

  @Mutation(() => MapPlaceResult, {
    description:
      'Homes, any member: your home is on the map no more. The place is forgotten at once, and counts that would stand for too few without you vanish at once.',
  })
  @Allow('HOME')
  hideFromMap(@CurrentViewer() viewer: HomeViewer): Promise<MapPlaceChanged | Refused> {
    return this.answer(viewer, this.showing.hide(viewer));
  }

  private async answer(viewer: HomeViewer, change: Promise<true | Refused>): Promise<MapPlaceChanged | Refused> {
    const changed = await change;
    if (isRefused(changed)) return changed;
    const place = await this.reading.own(viewer);
    return place ? { place } : refuse('NOT_FOUND');
  }
}
