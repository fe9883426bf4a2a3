/** Coordinators add steps for the homes of their own partner, and review each other's words. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import {
  AddStepInput,
  PartnerStep,
  type PartnerStepChanged,
  PartnerStepResult,
  RetireStepInput,
  ReviewStepInput,
  ReviseStepInput,
} from './partner-step.type.js';
import { ReadPartnerSteps } from './read-partner-steps.js';
import { WritePartnerStep } from './write-partner-step.js';

type Answer = Promise<PartnerStepChanged | Refused>;

@Resolver(() => PartnerStep)
export class PartnerStepResolver {
  constructor(
    private readonly writing: WritePartnerStep,
    private readonly steps: ReadPartnerSteps,
  ) {}

  @Query(() => [PartnerStep], {
    description:
      'Coordinators: all steps that your partner has added, in the order in which it did, with what waits for a review.',
  })
  @Allow('COORDINATOR')
  partnerSteps(@CurrentViewer() viewer: CoordinatorViewer): Promise<PartnerStep[]> {
    return this.steps.execute(viewer, null);
  }

  @Mutation(() => PartnerStepResult, {
    description:
      'Coordinators: adds a step for the homes of your partner. They see it once another coordinator has reviewed it. At most 60 stand at once.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'REVIEWER')
  async addStep(@Args('input') input: AddStepInput, @CurrentViewer() viewer: CoordinatorViewer): Answer {
    return this.answer(viewer, await this.writing.add(viewer, input));
  }

  @Mutation(() => PartnerStepResult, {
    description:
      'Coordinators: writes the words of a step of your partner anew. Until another coordinator has reviewed them, homes see the version before.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'REVIEWER')
  async reviseStep(
    @Args('input') { stepId, version, en, es }: ReviseStepInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Answer {
    return this.answer(viewer, await this.writing.revise(viewer, stepId, version, { en: en ?? null, es: es ?? null }));
  }

  @Mutation(() => PartnerStepResult, {
    description:
      'Coordinators: shows the newest version of a step to the homes of your partner. Not for words of your own; what is not right yet, revise.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'REVIEWER')
  async reviewStep(
    @Args('input') { stepId, version }: ReviewStepInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Answer {
    return this.answer(viewer, await this.writing.review(viewer, stepId, version));
  }

  @Mutation(() => PartnerStepResult, {
    description:
      'Coordinators: takes a step of your partner out of the catalogue for good. Homes that have marked it keep their mark.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'REVIEWER')
  async retireStep(@Args('input') { stepId }: RetireStepInput, @CurrentViewer() viewer: CoordinatorViewer): Answer {
    return this.answer(viewer, await this.writing.retire(viewer, stepId));
  }

  private async answer(viewer: CoordinatorViewer, changed: { stepId: string } | Refused): Answer {
    if (isRefused(changed)) return changed;
    const [step] = await this.steps.execute(viewer, changed.stepId);
    return step ? { step } : refuse('NOT_FOUND', ['stepId']);
  }
}
