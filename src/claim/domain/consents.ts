/** Who has to say yes to a claim, who has said it, and whom it waits for. */
import type { Acceptance, HelpKind, Mode, Skill } from '../../kernel/help.js';
import { reachesTier } from '../../kernel/tier.js';
import type { HomeTier } from '../../kernel/viewer.js';
import type { ClaimState, Party } from './claim.js';

export interface ProposalFacts {
  readonly kind: HelpKind;
  readonly proposedBy: Party;
  /** Who says yes for the family, as chosen when posting. */
  readonly acceptance: Acceptance;
  readonly homeTier: HomeTier;
  readonly childcareInPerson: boolean;
}

export interface Consents {
  readonly needed: readonly Party[];
  readonly given: readonly Party[];
}

/**
 * The home always says yes itself, and whoever proposes has said it. For the family:
 * - a family that proposes needs nobody to say it again;
 * - ME waits for it;
 * - ANY_TRUSTED_HOME was said beforehand, to homes that a coordinator conferred trust on; to any other the family says it itself, as
 *   with ME.
 * - MY_COORDINATOR waits for a coordinator.
 * A coordinator's yes is needed besides for a NEW home and for childcare in person.
 */
export function consentsNeeded(facts: ProposalFacts): Consents {
  const needed: Party[] = ['HOME'];
  const given: Party[] = facts.proposedBy === 'HOME' ? ['HOME'] : [];
  if (facts.proposedBy === 'FAMILY') {
    needed.push('FAMILY');
    given.push('FAMILY');
  } else if (waitsForFamily(facts)) {
    needed.push('FAMILY');
  }
  if (waitsForCoordinator(facts) || facts.proposedBy === 'COORDINATOR') needed.push('COORDINATOR');
  if (facts.proposedBy === 'COORDINATOR') given.push('COORDINATOR');
  return { needed, given };
}

function waitsForFamily({ acceptance, homeTier }: ProposalFacts): boolean {
  return acceptance === 'ME' || (acceptance === 'ANY_TRUSTED_HOME' && !reachesTier(homeTier, 'TRUSTED'));
}

function waitsForCoordinator({ acceptance, proposedBy, homeTier, childcareInPerson }: ProposalFacts): boolean {
  const speaksForFamily = acceptance === 'MY_COORDINATOR' && proposedBy !== 'FAMILY';
  return speaksForFamily || homeTier === 'NEW' || childcareInPerson;
}

export function isChildcareInPerson(skill: Skill | null, mode: Mode | null): boolean {
  return skill === 'CHILDCARE' && mode === 'IN_PERSON';
}

/** Whose yes is still missing. Nobody's once it is accepted, or over. */
export function waitingFor(claim: Pick<ClaimState, 'status' | 'consentsNeeded' | 'consentsGiven'>): readonly Party[] {
  if (claim.status !== 'PROPOSED') return [];
  return claim.consentsNeeded.filter((party) => !claim.consentsGiven.includes(party));
}
