/** A family that a coordinator took in is spoken for by that one alone: a colleague takes it over when nobody does any more. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

export interface IntakeFacts {
  /** A coordinator took it in; false for what a family posted itself. */
  readonly isIntake: boolean;
  /** Whoever took it in has left, or takes nobody in any more. */
  readonly isAlone: boolean;
  readonly hasEnded: boolean;
}

export function decideTakeOver({ isIntake, isAlone, hasEnded }: IntakeFacts): Decision<'TAKEN_OVER'> {
  return isIntake && isAlone && !hasEnded ? accept('TAKEN_OVER') : refuse('WRONG_STATE');
}
