/** What coordinators say of a circle: read by its homes and, its name, by the families that these help. */
import { allAccepted, eachAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideLanguages } from '../../kernel/languages.js';
import { decideRequiredText } from '../../kernel/plain-text.js';
import type { TrainingTopic } from '../../kernel/training-topic.js';
import { decideCell, resolutionOf } from '../../place/cell.js';

export const COARSEST_AREA = 2;
/** Resolution: about 36 km², the finest that is published of a request. */
export const FINEST_AREA = 6;
const MOST_AREAS = 50;

export interface CircleInput {
  readonly name: string;
  /** BCP 47. */
  readonly languages: readonly string[];
  /** H3 cells of resolution 2 to 6. */
  readonly areas: readonly string[];
  /** A home needs a good certificate of it to join; null: none. */
  readonly requiredTraining: TrainingTopic | null;
  /** Whether its homes may invite others, or coordinators alone. */
  readonly membersInvite: boolean;
}

export type CircleDetails = CircleInput;

/** `isOwn`: the partner's own circle, in which whoever leaves another is, so that it can demand nothing. */
export function decideCircle(input: CircleInput, isOwn: boolean): Decision<CircleDetails> {
  if (isOwn && input.requiredTraining !== null) return refuse('WRONG_STATE', ['requiredTraining']);
  if (input.areas.length > MOST_AREAS) return refuse('INVALID_INPUT', ['areas']);
  return allAccepted({
    name: decideRequiredText(input.name, { max: 80, lines: 'ONE' }, ['name']),
    languages: decideLanguages(input.languages, ['languages']),
    areas: decideAreas(input.areas),
    requiredTraining: accept(input.requiredTraining),
    membersInvite: accept(input.membersInvite),
  });
}

function decideAreas(areas: readonly string[]): Decision<readonly string[]> {
  const each = eachAccepted(areas.map((text, at) => decideArea(text, ['areas', String(at)])));
  return each.accepted ? accept([...new Set(each.value)]) : each;
}

function decideArea(text: string, path: readonly string[]): Decision<string> {
  const cell = decideCell(text, path);
  if (!cell.accepted) return cell;
  const resolution = resolutionOf(cell.value);
  if (resolution > FINEST_AREA) return refuse('CELL_TOO_FINE', path);
  return resolution < COARSEST_AREA ? refuse('CELL_INVALID', path) : cell;
}
