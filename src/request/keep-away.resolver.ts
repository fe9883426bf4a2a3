/** Whom a family wants nothing to do with, and how it takes everything back. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { FamilyViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer } from '../platform/graphql/call-context.js';
import { BlockHome } from './block-home.js';
import { ChangedRequestAnswer } from './changed-request-answer.js';
import { EraseRequester } from './erase-requester.js';
import { HideFromHomes } from './hide-from-homes.js';
import {
  BlockHomeInput,
  BlockHomeResult,
  ChangeRequestResult,
  EraseRequesterInput,
  EraseRequesterResult,
  HideFromHomesInput,
  HomeBlocked,
  type RequestChanged,
  RequesterErased,
} from './own-request.type.js';

@Resolver()
export class KeepAwayResolver {
  constructor(
    private readonly blocking: BlockHome,
    private readonly hiding: HideFromHomes,
    private readonly erasing: EraseRequester,
    private readonly answer: ChangedRequestAnswer,
  ) {}

  @Mutation(() => BlockHomeResult, {
    description:
      'Keeps a home away from all requests of the family, those to come included, and ends what it has going on them. For the family; a coordinator does it for the one request that it took in. The home is told that its claim ended, and not why.',
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async blockHome(
    @Args('input') input: BlockHomeInput,
    @CurrentContext() { viewer }: CallContext,
  ): Promise<HomeBlocked | Refused> {
    const blocked = await this.blocking.execute(viewer, input);
    return isRefused(blocked) ? blocked : Object.assign(new HomeBlocked(), blocked);
  }

  @Mutation(() => ChangeRequestResult, {
    description:
      'Hides a request from more households. A claim that one of them has goes on: blockHome ends it. For the family, and for a coordinator of a request that it took in; NOT_FOUND for everybody else.',
  })
  @Allow('FAMILY', 'COORDINATOR')
  @AllowRoles('INTAKE')
  async hideFromHomes(
    @Args('input') { requestId, homes }: HideFromHomesInput,
    @CurrentContext() context: CallContext,
  ): Promise<RequestChanged | Refused> {
    return this.answer.of(await this.hiding.execute(context.viewer, requestId, homes), context);
  }

  @Mutation(() => EraseRequesterResult, {
    description:
      'Erases all that the family asked for: what is sealed, words, return code and sessions, at once; live claims are cancelled. It cannot be undone. For the family alone, by its own session.',
  })
  @Allow('FAMILY')
  async eraseRequester(
    @Args('input') input: EraseRequesterInput,
    @CurrentViewer() viewer: FamilyViewer,
  ): Promise<RequesterErased | Refused> {
    const erased = await this.erasing.execute(viewer, input);
    return isRefused(erased) ? erased : Object.assign(new RequesterErased(), erased);
  }
}
