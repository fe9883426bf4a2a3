/** A home in the hands of its own members, over GraphQL. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../access/allow.guard.js';
import { callingClient } from '../../access/calling-client.js';
import { isRefused, type Refused } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer } from '../../platform/graphql/call-context.js';
import { ChangeHome } from './change-home.js';
import { CloseHome } from './close-home.js';
import { EraseHome } from './erase-home.js';
import { ExportHome } from './export-home.js';
import {
  ChangeHomeInput,
  ChangeHomeResult,
  CloseHomeInput,
  CloseHomeResult,
  EraseHomeInput,
  EraseHomeResult,
  ExportHomeResult,
  type HomeChanged,
  type HomeClosed,
  type HomeErased,
  type HomeExported,
  OwnHome,
} from './own-home.type.js';
import { ReadOwnHome } from './read-own-home.js';

@Resolver()
export class OwnHomeResolver {
  constructor(
    private readonly reading: ReadOwnHome,
    private readonly changes: ChangeHome,
    private readonly closing: CloseHome,
    private readonly erasing: EraseHome,
    private readonly exports: ExportHome,
  ) {}

  @Query(() => OwnHome, { description: 'Members of homes: your own home.' })
  @Allow('HOME')
  async myHome(@CurrentViewer() viewer: HomeViewer): Promise<OwnHome | Refused> {
    return this.reading.of(viewer);
  }

  @Mutation(() => ChangeHomeResult, { description: 'Keepers: what your home is called, is, speaks and can do.' })
  @Allow('HOME')
  async changeHome(
    @Args('input') input: ChangeHomeInput,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<HomeChanged | Refused> {
    const home = await this.changes.execute(viewer, input);
    return isRefused(home) ? home : { home };
  }

  @Mutation(() => CloseHomeResult, { description: 'Keepers: ends your home here. Its data is erased after 30 days.' })
  @Allow('HOME')
  async closeHome(
    @Args('input') { confirmation }: CloseHomeInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentContext() context: CallContext,
  ): Promise<HomeClosed | Refused> {
    return this.closing.execute(viewer, confirmation, callingClient(context));
  }

  @Mutation(() => EraseHomeResult, { description: 'Keepers: ends your home here and erases its data at once.' })
  @Allow('HOME')
  async eraseHome(
    @Args('input') { confirmation }: EraseHomeInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentContext() context: CallContext,
  ): Promise<HomeErased | Refused> {
    return this.erasing.execute(viewer, confirmation, callingClient(context));
  }

  @Mutation(() => ExportHomeResult, {
    description: 'Members of homes: all that is held of your home and of you. Five times a day.',
  })
  @Allow('HOME')
  async exportHome(@CurrentViewer() viewer: HomeViewer): Promise<HomeExported | Refused> {
    const exported = await this.exports.execute(viewer);
    return isRefused(exported) ? exported : { format: exported.format, data: exported.sections };
  }
}
