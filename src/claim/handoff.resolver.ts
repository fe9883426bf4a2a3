/** The handoff is opened by the home of an accepted claim, and the family reads that it was. */
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { OpenHandoffInput } from './claim.input.js';
import { Disclosure, type HandoffOpened, HandoffResult } from './handoff.type.js';
import { OpenHandoff } from './open-handoff.js';
import { ReadDisclosures } from './read-disclosures.js';

@Resolver()
export class HandoffResolver {
  constructor(
    private readonly opening: OpenHandoff,
    private readonly reading: ReadDisclosures,
  ) {}

  @Mutation(() => HandoffResult, {
    description:
      'Opens the sealed part of a request; for the home of an accepted claim, until its lease ends, at most 20 times. That it was opened is written down before it is read, and the family sees it.',
  })
  @Allow('HOME')
  async openHandoff(
    @Args('input') { claimId }: OpenHandoffInput,
    @CurrentContext() { viewer }: CallContext,
  ): Promise<HandoffOpened | Refused> {
    // The guard lets no other viewers through.
    const opened = await this.opening.execute(viewer as HomeViewer, claimId);
    if (isRefused(opened)) return opened;
    return { handoff: { ...opened, dietaryRules: [...opened.dietaryRules] } };
  }

  @Query(() => [Disclosure], {
    description:
      'Who opened the details of a request, the latest first, at most 200. For its family, and for the coordinator who took it in; empty for everybody else.',
  })
  @Allow('FAMILY', 'COORDINATOR')
  async disclosures(
    @Args('requestId', { type: () => ID, description: 'The request.' }) requestId: string,
    @CurrentContext() { viewer, language }: CallContext,
  ): Promise<Disclosure[]> {
    // The guard lets no other viewers through.
    const read = await this.reading.execute(viewer as FamilyViewer | CoordinatorViewer, requestId);
    return read.map((disclosure) => Disclosure.from(disclosure, language));
  }
}
