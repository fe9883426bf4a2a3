/** Amending replaces all that is sealed of a request: what is left out is gone. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HelpKind } from '../../kernel/help.js';
import { DietaryRule } from './grocery.js';
import { decideHandoff, type Handoff, type HandoffInput, type OpenBetween } from './handoff.js';
import type { MoneyPurpose } from './money.js';
import { inOrder } from './posting.js';
import { decideStillLive, type RequestFacts } from './request.js';

export interface AmendInput {
  readonly handoff: HandoffInput;
  readonly dietaryRules: readonly DietaryRule[];
  readonly purpose: MoneyPurpose | null;
}

export interface Amendable extends RequestFacts {
  readonly kind: HelpKind;
  /** Of its only, or next, occurrence. */
  readonly next: OpenBetween | null;
}

export interface Amended extends Handoff {
  readonly dietaryRules: readonly DietaryRule[];
  readonly purpose: MoneyPurpose | null;
}

export function decideAmend(input: AmendInput, request: Amendable, now: Date): Decision<Amended> {
  const live = decideStillLive(request, now);
  if (!live.accepted) return live;
  const { kind } = request;
  if (kind !== 'GROCERY' && input.dietaryRules.length > 0) return refuse('INVALID_INPUT', ['dietaryRules']);
  if ((kind === 'MONEY') !== (input.purpose !== null)) return refuse('INVALID_INPUT', ['purpose']);
  const handoff = decideHandoff(input.handoff, request.next, now);
  if (!handoff.accepted) return handoff;
  return accept({
    ...handoff.value,
    dietaryRules: inOrder(input.dietaryRules, DietaryRule),
    purpose: input.purpose,
  });
}
