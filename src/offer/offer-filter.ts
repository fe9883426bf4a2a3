/** What a page of offers is narrowed to: decided before it is read, so that a slip is told and not an empty page. */
import { decideWindow, type Span, type WindowInput } from '../calendar/window.js';
import type { AccessFeature } from '../kernel/access-needs.js';
import { allAccepted } from '../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../kernel/decision.js';
import type { HelpKind, Skill } from '../kernel/help.js';
import { baseLanguage, decideLanguage } from '../kernel/languages.js';
import { resolutionOf } from '../place/cell.js';
import { decidePlace, type Place, type PlaceInput } from '../place/place.js';
import { decideReach, REACH_RESOLUTION, reachCellOf } from '../place/reach.js';

export interface OfferFilterInput {
  readonly kind?: HelpKind | null;
  readonly near?: { readonly place: PlaceInput; readonly withinKm?: number | null } | null;
  readonly window?: (Omit<WindowInput, 'timeZone'> & { readonly timeZone?: string | null }) | null;
  readonly language?: string | null;
  readonly feature?: AccessFeature | null;
  readonly skill?: Skill | null;
}

export interface OfferFilter {
  readonly kind: HelpKind | null;
  /** Offers that reach this cell (resolution 6 or coarser), from no farther than `rings`. */
  readonly near: { readonly cell: string; readonly rings: number | null } | null;
  readonly window: Span | null;
  /** The base language: whoever speaks it understands its regions. */
  readonly language: string | null;
  readonly feature: AccessFeature | null;
  readonly skill: Skill | null;
}

export function decideOfferFilter(input: OfferFilterInput, now: Date): Decision<OfferFilter> {
  const { kind = null, feature = null, skill = null } = input;
  const place = input.near ? decidePlace(input.near.place, ['filter', 'near', 'place']) : accept(null);
  if (!place.accepted) return place;
  const parts = allAccepted({
    rings: decideWithin(input.near?.withinKm ?? null),
    window: decideFilterWindow(input.window ?? null, place.value, now),
    language: input.language ? decideLanguage(input.language, ['filter', 'language']) : accept(null),
  });
  if (!parts.accepted) return parts;
  const { rings, window, language } = parts.value;
  return accept({
    kind,
    near: place.value && { cell: askedCell(place.value.cell), rings },
    window: window && { opensAt: window.opensAt, closesAt: window.closesAt },
    language: language && baseLanguage(language),
    feature,
    skill,
  });
}

function decideWithin(km: number | null): Decision<number | null> {
  return km === null ? accept(null) : decideReach(km, ['filter', 'near', 'withinKm']);
}

function decideFilterWindow(
  window: OfferFilterInput['window'] | null,
  place: Place | null,
  now: Date,
): Decision<Span | null> {
  if (!window) return accept(null);
  const timeZone = window.timeZone ?? place?.timeZone;
  // Half-days of nowhere in particular are no time.
  if (timeZone === undefined) return refuse('INVALID_INPUT', ['filter', 'window', 'timeZone']);
  return decideWindow({ ...window, timeZone }, now, ['filter', 'window']);
}

/** A postal code's own cell is finer than what reach is counted in. */
function askedCell(cell: string): string {
  return resolutionOf(cell) > REACH_RESOLUTION ? reachCellOf(cell) : cell;
}
