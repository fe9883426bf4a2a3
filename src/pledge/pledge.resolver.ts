/** Homes pledge, pause, go on and take back; coordinators say what came, and give back. */
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { ChangePledge } from './change-pledge.js';
import { MakePledge } from './make-pledge.js';
import {
  CancelPledgeInput,
  GiveBackPledgeInput,
  MakePledgeInput,
  PausePledgeInput,
  Pledge,
  type PledgeChanged,
  PledgeResult,
  ReceivePledgeInput,
  ResumePledgeInput,
} from './pledge.type.js';
import { ReadPledges } from './read-pledges.js';
import { ReceivePledge } from './receive-pledge.js';

type Answer = Promise<PledgeChanged | Refused>;

@Resolver(() => Pledge)
export class PledgeResolver {
  constructor(
    private readonly reading: ReadPledges,
    private readonly making: MakePledge,
    private readonly changing: ChangePledge,
    private readonly receiving: ReceivePledge,
  ) {}

  @Query(() => [Pledge], { description: 'Homes: what your home has pledged, newest first.' })
  @Allow('HOME')
  myPledges(@CurrentViewer() viewer: HomeViewer, @CurrentLanguage() language: Language): Promise<Pledge[]> {
    return this.reading.ofHome(viewer, language);
  }

  @Query(() => [Pledge], {
    description:
      'Coordinators: what homes have pledged to a fund of your partner, those first of which something has not come.',
  })
  @Allow('COORDINATOR')
  pledges(
    @Args('fundId', { type: () => ID, description: 'A fund of your partner.' }) fundId: string,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<Pledge[] | Refused> {
    return this.reading.ofFund(viewer, fundId, language);
  }

  @Mutation(() => PledgeResult, {
    description:
      'Homes: pledges to a fund of your partner, or to a kind of need in an area. It is a promise: you pay your partner, and it says here what came. At most 20 stand at once.',
  })
  @Allow('HOME')
  async makePledge(
    @Args('input') { to, amount, cadence, cap = null }: MakePledgeInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    const target = to.need ? { need: to.need.kind, cell: to.need.area } : { fundId: to.fundId ?? '' };
    return this.answer(viewer, await this.making.execute(viewer, { to: target, amount, cadence, cap }), language);
  }

  @Mutation(() => PledgeResult, { description: 'Homes: no month of a monthly pledge is made until you go on.' })
  @Allow('HOME')
  async pausePledge(
    @Args('input') { pledgeId }: PausePledgeInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, await this.changing.pause(viewer, pledgeId), language);
  }

  @Mutation(() => PledgeResult, { description: 'Homes: goes on with a pledge that was paused, from this month on.' })
  @Allow('HOME')
  async resumePledge(
    @Args('input') { pledgeId }: ResumePledgeInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, await this.changing.resume(viewer, pledgeId), language);
  }

  @Mutation(() => PledgeResult, {
    description: 'Homes: ends a pledge. What has not come is promised no more; what came stays given.',
  })
  @Allow('HOME')
  async cancelPledge(
    @Args('input') { pledgeId }: CancelPledgeInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, await this.changing.cancel(viewer, pledgeId), language);
  }

  @Mutation(() => PledgeResult, {
    description:
      'Coordinators: says what came of a pledge. It is in the fund from now on, more than was promised as well; what did not come stays promised. The home is told.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async receivePledge(
    @Args('input') { pledgeId, amount, fee = null, reference = null }: ReceivePledgeInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    const said = { amount, fee: fee ?? 0, reference };
    return this.answer(viewer, await this.receiving.receive(viewer, pledgeId, said), language);
  }

  @Mutation(() => PledgeResult, {
    description:
      'Coordinators: says that something of what came was given back to the home; never more than came, and only while the fund has it. Above what setSecondAbove says not for whoever received it (SECOND_NEEDED). The home is told.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('DISPATCHER')
  async giveBackPledge(
    @Args('input') { pledgeId, amount }: GiveBackPledgeInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, await this.receiving.giveBack(viewer, pledgeId, amount), language);
  }

  private async answer(
    viewer: HomeViewer | CoordinatorViewer,
    changed: { readonly pledgeId: string } | Refused,
    language: Language,
  ): Answer {
    if (isRefused(changed)) return changed;
    const pledge = await this.reading.one(viewer, changed.pledgeId, language);
    return pledge ? { pledge } : refuse('NOT_FOUND', ['pledgeId']);
  }
}
