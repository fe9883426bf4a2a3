/** A home's own commitment: read by the home, changed by the home, and by nobody else. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { ChangeCommitment } from './change-commitment.js';
import {
  type CommitmentChanged,
  CommitmentResult,
  MarkStepInput,
  MyCommitment,
  RemindMeInput,
  SetEmploysDomesticWorkersInput,
  StopReminderInput,
} from './my-commitment.type.js';
import { ReadMyCommitment } from './read-my-commitment.js';

type Answer = Promise<CommitmentChanged | Refused>;

@Resolver(() => MyCommitment)
export class MyCommitmentResolver {
  constructor(
    private readonly changes: ChangeCommitment,
    private readonly reading: ReadMyCommitment,
  ) {}

  @Query(() => MyCommitment, {
    description:
      'Homes: your declaration, and the steps of the catalogue with how far you are. Nobody else can read it.',
  })
  @Allow('HOME')
  myCommitment(@CurrentViewer() viewer: HomeViewer, @CurrentLanguage() language: Language): Promise<MyCommitment> {
    return this.reading.execute(viewer, language);
  }

  @Mutation(() => CommitmentResult, {
    description:
      'Homes: declares your home a sanctuary home from today on. Others see no more than counts of many homes.',
  })
  @Allow('HOME')
  declareSanctuaryHome(@CurrentViewer() viewer: HomeViewer, @CurrentLanguage() language: Language): Answer {
    return this.answer(viewer, language, this.changes.declare(viewer));
  }

  @Mutation(() => CommitmentResult, {
    description: 'Homes: takes the declaration back. You may declare again whenever you like; your marks stay.',
  })
  @Allow('HOME')
  withdrawDeclaration(@CurrentViewer() viewer: HomeViewer, @CurrentLanguage() language: Language): Answer {
    return this.answer(viewer, language, this.changes.withdraw(viewer));
  }

  @Mutation(() => CommitmentResult, {
    description:
      'Homes: says whether you employ domestic workers, which selects the steps that you see. Nobody else learns it.',
  })
  @Allow('HOME')
  setEmploysDomesticWorkers(
    @Args('input') { employs }: SetEmploysDomesticWorkersInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, language, this.changes.setEmploys(viewer, employs));
  }

  @Mutation(() => CommitmentResult, {
    description: 'Homes: marks a step as started, done or set aside, or takes the mark off. Nobody else sees it.',
  })
  @Allow('HOME')
  markStep(
    @Args('input') { stepId, mark, version }: MarkStepInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    const asked = { stepId, mark: mark ?? null, version: version ?? null };
    return this.answer(viewer, language, this.changes.mark(viewer, asked));
  }

  @Mutation(() => CommitmentResult, {
    description:
      'Homes: a notice reminds you of a step, once or again and again; the mail about it says no more than that there is news. At most 20 steps.',
  })
  @Allow('HOME')
  remindMe(
    @Args('input') { stepId, on, rhythm }: RemindMeInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, language, this.changes.remind(viewer, { stepId, on, rhythm: rhythm ?? null }));
  }

  @Mutation(() => CommitmentResult, { description: 'Homes: no reminder of that step comes any more.' })
  @Allow('HOME')
  stopReminder(
    @Args('input') { stepId }: StopReminderInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return this.answer(viewer, language, this.changes.stopReminding(viewer, stepId));
  }

  private async answer(viewer: HomeViewer, language: Language, change: Promise<true | Refused>): Answer {
    const changed = await change;
    return isRefused(changed) ? changed : { commitment: await this.reading.execute(viewer, language) };
  }
}
