/** `Claim.coordinatorOnDuty`: whether a claim that waits for a coordinator waits for somebody who is there. */
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Clock } from '../kernel/clock.js';
import { WhoIsOnDuty } from '../partner/who-is-on-duty.js';
import { type CallContext, CurrentContext, loaderOf } from '../platform/graphql/call-context.js';
import { Claim } from './claim.type.js';

@Resolver(() => Claim)
export class DutyOfClaimResolver {
  constructor(
    private readonly duty: WhoIsOnDuty,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => Boolean, {
    nullable: true,
    description:
      'Whether a coordinator is on duty who could say the yes that it waits for; nobody learns who. Null when it waits for none.',
  })
  async coordinatorOnDuty(
    @Parent() { record, waitingFor }: Claim,
    @CurrentContext() context: CallContext,
  ): Promise<boolean | null> {
    if (!waitingFor.includes('COORDINATOR')) return null;
    return loaderOf(context, 'partners-on-duty', (ids) => this.duty.among(ids, this.clock.now())).load(
      record.partnerId,
    );
  }
}
