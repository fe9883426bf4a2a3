/** How many notices a viewer has not read yet. */
import { Int, ResolveField, Resolver } from '@nestjs/graphql';
import { ViewerType } from '../access/viewer.type.js';
import type { Viewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import { ReadNotices } from './read-notices.js';

@Resolver(() => ViewerType)
export class UnreadOfViewerResolver {
  constructor(private readonly notices: ReadNotices) {}

  @ResolveField(() => Int, { description: 'How many of your notices you have not marked as read.' })
  unreadNotices(@CurrentViewer() viewer: Viewer): Promise<number> {
    return this.notices.unread(viewer);
  }
}
