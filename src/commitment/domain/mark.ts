/** How far a home is with a step: a matter of its own, with the version that it read. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { words } from '../../kernel/words.js';
import type { Step } from './step.js';

export const StepMark = words('STARTED', 'DONE', 'SET_ASIDE');
export type StepMark = keyof typeof StepMark;

export interface MarkedStep {
  readonly stepId: string;
  readonly mark: StepMark;
  readonly version: number;
  /** YYYY-MM-DD, in UTC. */
  readonly markedOn: string;
}

/** `read`: the version that the home has before it; null for the newest. What is retired is begun no more. */
export function decideMark(
  step: Pick<Step, 'id' | 'version' | 'retired'>,
  mark: StepMark,
  read: number | null,
  today: string,
): Decision<MarkedStep> {
  if (step.retired) return refuse('WRONG_STATE');
  if (read !== null && (read < 1 || read > step.version)) return refuse('INVALID_INPUT', ['version']);
  return accept({ stepId: step.id, mark, version: read ?? step.version, markedOn: today });
}
