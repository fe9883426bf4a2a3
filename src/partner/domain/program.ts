/** A program is what a partner offers: help of some kinds, in some places and languages, and somebody whom a family can phone. */
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { HelpKind } from '../../kernel/help.js';
import { decideLanguages } from '../../kernel/languages.js';
import { decideRequiredText } from '../../kernel/plain-text.js';
import { decideAreas, decideContact } from './partner-details.js';

export interface ProgramInput {
  readonly name: string;
  readonly kinds: readonly HelpKind[];
  /** BCP 47. */
  readonly languages: readonly string[];
  /** H3 cells of resolution 2 to 4. */
  readonly areas: readonly string[];
  readonly contactForFamilies: string | null;
  readonly contactForFamiliesEs: string | null;
}

export function decideProgram(input: ProgramInput): Decision<ProgramInput> {
  return allAccepted({
    name: decideRequiredText(input.name, { max: 120, lines: 'ONE' }, ['name']),
    kinds: decideKinds(input.kinds),
    languages: decideLanguages(input.languages, ['languages']),
    areas: decideAreas(input.areas),
    contactForFamilies: decideContact(input.contactForFamilies, ['contactForFamilies', 'en']),
    contactForFamiliesEs: decideContact(input.contactForFamiliesEs, ['contactForFamilies', 'es']),
  });
}

function decideKinds(kinds: readonly HelpKind[]): Decision<readonly HelpKind[]> {
  const distinct = Object.values(HelpKind).filter((kind) => kinds.includes(kind));
  return distinct.length === 0 ? refuse('INVALID_INPUT', ['kinds']) : accept(distinct);
}

/** Of programs of one partner, the one whose area around the place is the finest; by name where two are alike. Null when none covers it. */
export function programFor<P extends { name: string; kinds: readonly HelpKind[]; areas: readonly string[] }>(
  programs: readonly P[],
  kind: HelpKind,
  areasAround: readonly string[],
): P | null {
  const covering = programs
    .filter((its) => its.kinds.includes(kind))
    .map((its) => ({ its, finest: Math.max(...its.areas.map((cell) => areasAround.indexOf(cell)), -1) }))
    .filter(({ finest }) => finest >= 0)
    .sort((a, b) => b.finest - a.finest || (a.its.name < b.its.name ? -1 : 1));
  return covering[0]?.its ?? null;
}
