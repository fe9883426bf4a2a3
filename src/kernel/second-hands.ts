/** Above the amount that its partner has set, money goes through the hands of two coordinators: whoever began it does not finish it. */
import { accept, type Decision, refuse } from './decision.js';

/** `amount`: of all that belongs together, so that several small sums are one large one. `above`: null where none is set. Both in minor units. */
export function takesTwo(amount: number, above: number | null): boolean {
  return above !== null && amount > above;
}

/** `before`: who had a hand in it; nobody where a fund's rules did, which begin nothing that takes two. */
export function decideSecondHand(twoAreTaken: boolean, before: readonly string[], by: string): Decision<null> {
  return twoAreTaken && before.includes(by) ? refuse('SECOND_NEEDED') : accept(null);
}
