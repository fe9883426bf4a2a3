/** A home declares itself a sanctuary home, may take that back, and may declare again: one declaration stands at a time. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

export interface Declaration {
  /** YYYY-MM-DD, in UTC. */
  readonly declaredOn: string;
  readonly withdrawnOn: string | null;
}

export function standing(declarations: readonly Declaration[]): Declaration | null {
  return declarations.find(({ withdrawnOn }) => withdrawnOn === null) ?? null;
}

/** On the day of a withdrawal it takes that back: the history has a line a day at most. */
export function decideDeclaration(declarations: readonly Declaration[], today: string): Decision<Declaration> {
  return standing(declarations) ? refuse('WRONG_STATE') : accept({ declaredOn: today, withdrawnOn: null });
}

export function decideWithdrawal(declarations: readonly Declaration[], today: string): Decision<Declaration> {
  const its = standing(declarations);
  return its ? accept({ declaredOn: its.declaredOn, withdrawnOn: today }) : refuse('WRONG_STATE');
}
