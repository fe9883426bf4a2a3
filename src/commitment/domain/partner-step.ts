/** A partner's own step: homes see a version of it once a coordinator other than its author has reviewed that. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

/** A catalogue that somebody still reads through, and more revisions than any text needs. */
export const MOST_STEPS = 60;
export const MOST_VERSIONS = 200;

export interface PartnerStepState {
  readonly id: string;
  readonly retired: boolean;
  /** The newest version there is. */
  readonly version: number;
  /** Who wrote that one. */
  readonly writtenBy: string;
  readonly reviewed: boolean;
}

export function decideAnotherStep(standing: number): Decision<{ version: 1 }> {
  return standing >= MOST_STEPS ? refuse('TOO_MANY_STEPS') : accept({ version: 1 });
}

/** `read`: the version that whoever revises, or reviews, has before them. */
export function decideRevision(step: PartnerStepState, read: number): Decision<{ stepId: string; version: number }> {
  if (step.retired) return refuse('WRONG_STATE');
  if (step.version !== read) return refuse('TEXT_CHANGED');
  if (step.version >= MOST_VERSIONS) return refuse('TOO_MANY_STEPS');
  return accept({ stepId: step.id, version: step.version + 1 });
}

export function decideReview(
  step: PartnerStepState,
  read: number,
  reviewer: string,
): Decision<{ stepId: string; version: number }> {
  if (step.retired) return refuse('WRONG_STATE');
  if (step.version !== read) return refuse('TEXT_CHANGED');
  if (step.reviewed) return refuse('WRONG_STATE');
  return step.writtenBy === reviewer ? refuse('NOT_ALLOWED') : accept({ stepId: step.id, version: step.version });
}

export function decideRetirement(step: PartnerStepState): Decision<{ stepId: string }> {
  return step.retired ? refuse('WRONG_STATE') : accept({ stepId: step.id });
}
