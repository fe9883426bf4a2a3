/** A program is what a partner offers: help of some kinds, in some places and languages, and somebody whom a family can phone. */
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { HelpKind } from '../../kernel/help.js';
import { decideLanguages } from '../../kernel/languages.js';
import { decideRequiredText } from '../../kernel/plain-text.js';
import { parentAt, resolutionOf } from '../../place/cell.js';
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

/**
 * Of programs of one partner, the one whose area around the place is the finest; where the place is known more coarsely than that, one
 * that lies in it. By name where two are alike. Null when none serves it. `areasAround`: the cells of resolution 2 to 4 around `cell`.
 */
export function programFor<P extends { name: string; kinds: readonly HelpKind[]; areas: readonly string[] }>(
  programs: readonly P[],
  kind: HelpKind,
  cell: string,
  areasAround: readonly string[],
): P | null {
  const covering = programs
    .filter((its) => its.kinds.includes(kind))
    .map((its) => ({ its, finest: Math.max(...its.areas.map((area) => closeness(area, cell, areasAround)), -1) }))
    .filter(({ finest }) => finest >= 0)
    .sort((a, b) => b.finest - a.finest || (a.its.name < b.its.name ? -1 : 1));
  return covering[0]?.its ?? null;
}

/** 0: within; from 1 on: around, the finer the more. */
function closeness(area: string, cell: string, areasAround: readonly string[]): number {
  const around = areasAround.indexOf(area);
  if (around >= 0) return around + 1;
  return resolutionOf(area) > resolutionOf(cell) && parentAt(area, resolutionOf(cell)) === cell ? 0 : -1;
}
