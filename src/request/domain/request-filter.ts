/** What a page of requests is narrowed by: each filter is decided before anything is read, and nobody filters by what it may not see. */
import { decideWindow, type Span, type WindowInput } from '../../calendar/window.js';
import { AccessNeed, featureFor } from '../../kernel/access-needs.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { HelpKind, Skill, Urgency } from '../../kernel/help.js';
import { baseLanguage, decideLanguages } from '../../kernel/languages.js';
import type { Viewer } from '../../kernel/viewer.js';
import { cellsWithin, decideCell, parentAt, resolutionOf, timeZoneOf } from '../../place/cell.js';
import { decidePlace, type PlaceInput } from '../../place/place.js';
import { publishedNear } from '../../place/published-near.js';
import { decideReach, REACH_RESOLUTION, ringsFromKm } from '../../place/reach.js';

export interface RequestFilterInput {
  readonly kinds?: readonly HelpKind[] | null;
  readonly near?: { readonly place: PlaceInput; readonly withinKm: number } | null;
  readonly within?: string | null;
  readonly window?: (Omit<WindowInput, 'timeZone'> & { readonly timeZone?: string | null }) | null;
  readonly urgency?: readonly Urgency[] | null;
  readonly languages?: readonly string[] | null;
  readonly needs?: readonly AccessNeed[] | null;
  readonly skills?: readonly Skill[] | null;
}

/** Null: not asked for. Of a list, any one will do. */
export interface RequestFilter {
  readonly kinds: readonly HelpKind[] | null;
  /** Published cells, of every resolution. */
  readonly cells: readonly string[] | null;
  readonly window: Span | null;
  readonly urgency: readonly Urgency[] | null;
  /** Without script and region. */
  readonly languages: readonly string[] | null;
  readonly needs: readonly AccessNeed[] | null;
  readonly skills: readonly Skill[] | null;
  /** The same for the same filter: a cursor of one filter is none of another. */
  readonly name: string;
}

export const NO_FILTER: RequestFilter = {
  kinds: null,
  cells: null,
  window: null,
  urgency: null,
  languages: null,
  needs: null,
  skills: null,
  name: '',
};

/** Where, in cells; `name` says it in short, and `timeZone` is the one that people there go by. */
interface Where {
  readonly cells: readonly string[];
  readonly name: string;
  readonly timeZone: string;
}

const PATH = ['filter'];

export function decideRequestFilter(input: RequestFilterInput, viewer: Viewer, now: Date): Decision<RequestFilter> {
  const near = input.near ? decideNear(input.near) : accept(null);
  if (!near.accepted) return near;
  const within = input.within ? decideWithin(input.within) : accept(null);
  if (!within.accepted) return within;
  const timeZone = input.window?.timeZone ?? near.value?.timeZone ?? within.value?.timeZone;
  if (input.window && !timeZone) return refuse('TIME_ZONE_UNKNOWN', [...PATH, 'window', 'timeZone']);
  const window = input.window
    ? decideWindow({ ...input.window, timeZone: timeZone ?? '' }, now, [...PATH, 'window'])
    : accept(null);
  if (!window.accepted) return window;
  const languages = decideLanguages(input.languages ?? [], [...PATH, 'languages']);
  if (!languages.accepted) return languages;

  const asked = {
    kinds: chosen(input.kinds, HelpKind),
    urgency: chosen(input.urgency, Urgency),
    languages: input.languages?.length ? languagesSeen(languages.value.map(baseLanguage), viewer) : null,
    needs: needsSeen(chosen(input.needs, AccessNeed), viewer),
    skills: chosen(input.skills, Skill),
    window: window.value && { opensAt: window.value.opensAt, closesAt: window.value.closesAt },
  };
  const name = JSON.stringify([asked, near.value?.name, within.value?.name]);
  return accept({ ...asked, cells: inBoth(near.value, within.value), name });
}

function decideNear({ place, withinKm }: NonNullable<RequestFilterInput['near']>): Decision<Where> {
  const found = decidePlace(place, [...PATH, 'near', 'place']);
  if (!found.accepted) return found;
  const reach = decideReach(withinKm, [...PATH, 'near', 'withinKm']);
  if (!reach.accepted) return reach;
  const { cell, timeZone } = found.value;
  const from = resolutionOf(cell) > REACH_RESOLUTION ? parentAt(cell, REACH_RESOLUTION) : cell;
  const rings = ringsFromKm(withinKm);
  return accept({ cells: publishedNear(from, rings).cells, name: `${from} ${rings}`, timeZone });
}

/** Nothing is published in cells finer than resolution 6. */
function decideWithin(text: string): Decision<Where> {
  const path = [...PATH, 'within'];
  const cell = decideCell(text, path);
  if (!cell.accepted) return cell;
  const resolution = resolutionOf(cell.value);
  if (resolution > REACH_RESOLUTION) return refuse('CELL_TOO_FINE', path);
  const resolutions = Array.from({ length: REACH_RESOLUTION - resolution + 1 }, (_, finer) => resolution + finer);
  const cells = resolutions.flatMap((its) => cellsWithin(cell.value, its));
  return accept({ cells, name: cell.value, timeZone: timeZoneOf(cell.value) });
}

function inBoth(near: Where | null, within: Where | null): readonly string[] | null {
  if (!near || !within) return near?.cells ?? within?.cells ?? null;
  const inside = new Set(within.cells);
  return near.cells.filter((cell) => inside.has(cell));
}

/** Each once, in the order of the list. An empty list asks for nothing. */
function chosen<T extends string>(words: readonly T[] | null | undefined, list: Readonly<Record<T, T>>) {
  if (!words?.length) return null;
  const set: ReadonlySet<string> = new Set(words);
  return Object.values<T>(list).filter((word) => set.has(word));
}

/** Whoever could filter by a language that it is not shown would be shown it. */
function languagesSeen(bases: readonly string[], viewer: Viewer): readonly string[] {
  if (viewer.kind === 'COORDINATOR') return bases;
  const own = viewer.kind === 'HOME' ? new Set(viewer.languages.map(baseLanguage)) : new Set<string>();
  return [...new Set(bases)].filter((base) => own.has(base)).sort();
}

function needsSeen(needs: readonly AccessNeed[] | null, viewer: Viewer): readonly AccessNeed[] | null {
  if (!needs || viewer.kind === 'COORDINATOR') return needs;
  return needs.filter((need) => viewer.kind === 'HOME' && viewer.features.includes(featureFor[need]));
}
