/** What a partner says of itself is public and plain; it looks after areas that are coarse enough to single nobody out. */
import { allAccepted, eachAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideLanguages } from '../../kernel/languages.js';
import type { PartnerLevel } from '../../kernel/partner-level.js';
import { decideOptionalText, decideRequiredText } from '../../kernel/plain-text.js';
import { decideCell, resolutionOf } from '../../place/cell.js';
import { decideOrigin } from './web-origin.js';

/** Resolution: about 1,770 km². */
export const FINEST_AREA = 4;

/** A state has a few dozen of the finest. */
const MOST_AREAS = 500;

export interface PartnerInput {
  readonly name: string;
  /** Makes it the host partner, of which there is one. */
  readonly host?: boolean;
  /** BCP 47. */
  readonly languages?: readonly string[];
  /** How a family reaches it outside this service; the second in Spanish. */
  readonly contactForFamilies?: string | null;
  readonly contactForFamiliesEs?: string | null;
  /** Where it stands among others; LOCAL when left out. */
  readonly level?: PartnerLevel;
  /** Of the partner that it belongs to, which stands higher. */
  readonly parentId?: string | null;
  /** H3 cells of resolution 2 to 4 in which it looks after what nobody else does. */
  readonly areas?: readonly string[];
  /** Web origins of its frontend; with any, a publishable key is made. */
  readonly origins?: readonly string[];
  /** Whether all of its requests wait for a coordinator before they open. */
  readonly reviewsRequests?: boolean;
}

export interface PartnerDetails {
  readonly name: string;
  readonly host: boolean;
  readonly languages: readonly string[];
  readonly contactForFamilies: string | null;
  readonly contactForFamiliesEs: string | null;
  readonly level: PartnerLevel;
  readonly parentId: string | null;
  readonly areas: readonly string[];
  readonly origins: readonly string[];
  readonly reviewsRequests: boolean;
}

export function decidePartner(input: PartnerInput): Decision<PartnerDetails> {
  return allAccepted({
    name: decideRequiredText(input.name, { max: 120, lines: 'ONE' }, ['name']),
    host: accept(input.host ?? false),
    languages: decideLanguages(input.languages ?? [], ['languages']),
    contactForFamilies: decideContact(input.contactForFamilies, ['contactForFamilies']),
    contactForFamiliesEs: decideContact(input.contactForFamiliesEs, ['contactForFamiliesEs']),
    level: accept(input.level ?? 'LOCAL'),
    parentId: accept(input.parentId ?? null),
    areas: decideAreas(input.areas ?? []),
    origins: distinct((input.origins ?? []).map((origin) => decideOrigin(origin))),
    reviewsRequests: accept(input.reviewsRequests ?? false),
  });
}

/** A key's label is for the partner's people, to tell their keys apart. */
export function decideKeyLabel(label: string): Decision<string> {
  return decideRequiredText(label, { max: 80, lines: 'ONE' }, ['label']);
}

/** A key that names no origin would work nowhere. */
export function decideOrigins(origins: readonly string[]): Decision<readonly string[]> {
  const each = distinct(origins.map((origin) => decideOrigin(origin)));
  return each.accepted && each.value.length === 0 ? refuse('ORIGIN_INVALID', ['origins']) : each;
}

/** A phone number, hours, a street corner: one line, which anybody may read. */
export function decideContact(text: string | null | undefined, path: readonly string[]): Decision<string | null> {
  return decideOptionalText(text, { max: 200, lines: 'ONE' }, path);
}

export function decideAreas(cells: readonly string[], path = ['areas']): Decision<readonly string[]> {
  if (cells.length > MOST_AREAS) return refuse('INVALID_INPUT', path);
  return distinct(cells.map((cell) => decideArea(cell, path)));
}

function decideArea(text: string, path: readonly string[]): Decision<string> {
  const cell = decideCell(text, path);
  if (!cell.accepted) return cell;
  return resolutionOf(cell.value) > FINEST_AREA ? refuse('CELL_TOO_FINE', path) : cell;
}

function distinct(decisions: readonly Decision<string>[]): Decision<readonly string[]> {
  const each = eachAccepted(decisions);
  return each.accepted ? accept([...new Set(each.value)]) : each;
}
