/** What a list of gatherings is narrowed to: decided before it is read, so that a slip is told and not an empty page. */
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { baseLanguage, decideLanguage } from '../kernel/languages.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import { resolutionOf } from '../place/cell.js';
import { decidePlace, type PlaceInput } from '../place/place.js';
import { publishedNear } from '../place/published-near.js';
import { decideReach, REACH_RESOLUTION, reachCellOf } from '../place/reach.js';
import type { GatheringKind } from './domain/gathering.js';
import type { GatheringQuery } from './read-gatherings.store.js';

export interface GatheringFilter {
  readonly topic?: TrainingTopic | null;
  readonly language?: string | null;
  readonly near?: { readonly place: PlaceInput; readonly withinKm: number } | null;
  readonly from?: string | null;
  readonly until?: string | null;
}

export function decideGatheringFilter(kind: GatheringKind, filter: GatheringFilter): Decision<GatheringQuery> {
  const { topic = null, from = null, until = null } = filter;
  if (from !== null && until !== null && until < from) return refuse('WINDOW_REVERSED', ['filter', 'until']);
  const language = filter.language ? decideLanguage(filter.language, ['filter', 'language']) : accept(null);
  if (!language.accepted) return language;
  const cells = decideCells(filter.near ?? null);
  if (!cells.accepted) return cells;
  return accept({
    ...{ kind, topic, from, until, cells: cells.value },
    language: language.value && baseLanguage(language.value),
  });
}

/** Those in which something is near, at least in part. */
function decideCells(near: GatheringFilter['near'] | null): Decision<readonly string[] | null> {
  if (!near) return accept(null);
  const place = decidePlace(near.place, ['filter', 'near', 'place']);
  if (!place.accepted) return place;
  const rings = decideReach(near.withinKm, ['filter', 'near', 'withinKm']);
  if (!rings.accepted) return rings;
  const { cell } = place.value;
  const asked = resolutionOf(cell) > REACH_RESOLUTION ? reachCellOf(cell) : cell;
  return accept(publishedNear(asked, rings.value).cells);
}
