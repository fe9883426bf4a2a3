/** Tells a caller who it is taken for. */
import { Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import { AllowAnyone } from './allow.guard.js';
import { ViewerType, viewerTypeOf } from './viewer.type.js';

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who you are, as this call came in.' })
  @AllowAnyone()
  viewer(@CurrentViewer() viewer: Viewer): ViewerType {
    return viewerTypeOf(viewer);
  }
}
