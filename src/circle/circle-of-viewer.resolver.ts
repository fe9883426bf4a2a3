/** The name of the circle that a viewer's home belongs to. */
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ViewerType } from '../access/viewer.type.js';
import { type CallContext, CurrentContext, loaderOf } from '../platform/graphql/call-context.js';
import { ReadCircles } from './read-circles.js';

@Resolver(() => ViewerType)
export class CircleOfViewerResolver {
  constructor(private readonly circles: ReadCircles) {}

  @ResolveField(() => String, {
    nullable: true,
    description: "The name of your home's circle; null for everybody else.",
  })
  async circle(@Parent() viewer: ViewerType, @CurrentContext() context: CallContext): Promise<string | null> {
    if (viewer.circleId === null) return null;
    return loaderOf(context, 'circle-names', (ids) => this.circles.names(ids)).load(viewer.circleId);
  }
}
