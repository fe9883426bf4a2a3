/** Funds: homes read them and begin drives, admins of the partner make, change, answer and close them. */
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { AnswerDrive } from './answer-drive.js';
import {
  AnswerDriveInput,
  ChangeFundInput,
  CloseFundInput,
  CreateFundInput,
  Fund,
  type FundChanged,
  FundResult,
  SecondAbove,
  SecondAboveResult,
  type SecondAboveSet,
  SetSecondAboveInput,
  StartDriveInput,
} from './fund.type.js';
import { ManageFunds } from './manage-funds.js';
import { ReadFunds } from './read-funds.js';
import { StartDrive } from './start-drive.js';

type Answer = Promise<FundChanged | Refused>;

@Resolver(() => Fund)
export class FundResolver {
  constructor(
    private readonly reading: ReadFunds,
    private readonly managing: ManageFunds,
    private readonly starting: StartDrive,
    private readonly answering: AnswerDrive,
  ) {}

  @Query(() => [Fund], {
    description:
      'The funds of your partner, newest first: for homes those that are open, or were, and your own drives.',
  })
  @Allow('HOME', 'COORDINATOR')
  funds(
    @CurrentViewer() viewer: HomeViewer | CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<Fund[]> {
    return this.reading.all(viewer, language);
  }

  @Query(() => Fund, { nullable: true, description: 'One fund of your partner; null where there is none for you.' })
  @Allow('HOME', 'COORDINATOR')
  fund(
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
    @CurrentViewer() viewer: HomeViewer | CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Promise<Fund | null> {
    return this.reading.one(viewer, id, language);
  }

  @Query(() => [SecondAbove], {
    description: 'Coordinators: above which amounts your partner wants a second coordinator, one for each currency.',
  })
  @Allow('COORDINATOR')
  async secondAbove(@CurrentViewer() viewer: CoordinatorViewer): Promise<SecondAbove[]> {
    return (await this.reading.secondAbove(viewer)).map((above) => ({ above }));
  }

  @Mutation(() => FundResult, {
    description:
      'Homes: begins a drive among friends and neighbours. It opens once a coordinator of your partner agrees.',
  })
  @Allow('HOME')
  async startDrive(
    @Args('input') { title, purpose = null, goal, endsOn }: StartDriveInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, await this.starting.execute(viewer, { title, purpose, goal, endsOn }), language);
  }

  @Mutation(() => FundResult, { description: 'Coordinators: makes a fund of your partner, open at once.' })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async createFund(
    @Args('input') { currency, title, ...input }: CreateFundInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    const made = await this.managing.create(viewer, currency, {
      ...{ title, purpose: input.purpose ?? null, needs: input.needs ?? ['MONEY'], cells: input.areas ?? [] },
      ...{ mostPerRequest: input.mostPerRequest ?? null, reserve: input.reserve ?? 0, byRules: input.byRules ?? false },
      ...{ goal: input.goal ?? null, endsOn: input.endsOn ?? null },
    });
    return this.answer(viewer, made, language);
  }

  @Mutation(() => FundResult, { description: 'Coordinators: changes what a fund of your partner says, or its rules.' })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async changeFund(
    @Args('input') { fundId, ...input }: ChangeFundInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    const changed = await this.managing.change(viewer, fundId, {
      ...(input.title && { title: input.title }),
      ...(input.purpose !== undefined && { purpose: input.purpose }),
      ...(input.needs && { needs: input.needs }),
      ...(input.areas !== undefined && { cells: input.areas ?? [] }),
      ...(input.mostPerRequest !== undefined && { mostPerRequest: input.mostPerRequest }),
      ...(input.reserve !== undefined && { reserve: input.reserve ?? 0 }),
      ...(input.byRules !== undefined && { byRules: input.byRules ?? false }),
      ...(input.goal !== undefined && { goal: input.goal }),
      ...(input.endsOn !== undefined && { endsOn: input.endsOn }),
    });
    return this.answer(viewer, changed, language);
  }

  @Mutation(() => FundResult, {
    description:
      'Coordinators: agrees to hold a drive that a home of your partner proposed, or does not. The home is told.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async answerDrive(
    @Args('input') { fundId, accept }: AnswerDriveInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, await this.answering.execute(viewer, fundId, accept), language);
  }

  @Mutation(() => FundResult, {
    description:
      "Coordinators: closes a fund for good. Pledges that were not received end, and what is left goes to your partner's holding; again, when something came back into it since.",
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async closeFund(
    @Args('input') { fundId }: CloseFundInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, await this.managing.close(viewer, fundId), language);
  }

  @Mutation(() => SecondAboveResult, {
    description:
      'Coordinators: sets above which amount money takes two of you: whoever allocates it for a request does not pay it, whoever receives a pledge does not give it back, whoever entered it does not undo it, and a reimbursement takes a second yes. For requests it holds for what is allocated from now on, for everything else at once. Every admin is told (SECOND_ABOVE_CHANGED).',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async setSecondAbove(
    @Args('input') { above }: SetSecondAboveInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<SecondAboveSet | Refused> {
    const set = await this.managing.setSecondAbove(viewer, above);
    return isRefused(set) ? set : { amounts: await this.secondAbove(viewer) };
  }

  private async answer(
    viewer: HomeViewer | CoordinatorViewer,
    changed: { readonly fundId: string } | Refused,
    language: Language,
  ): Answer {
    if (isRefused(changed)) return changed;
    const fund = await this.reading.one(viewer, changed.fundId, language);
    return fund ? { fund } : refuse('NOT_FOUND', ['fundId']);
  }
}
