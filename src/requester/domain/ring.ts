/** A ring is what a family keeps here: its requests, what it needs to act on them, and where it was last shown to be. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HelpKind } from '../../kernel/help.js';

export interface RingRequest {
  readonly id: string;
  readonly kind: HelpKind;
  /** 32 bytes, base64: seals the request's handoff until somebody was accepted. */
  readonly familyKey: string;
  /** A date, YYYY-MM-DD. */
  readonly postedOn: string;
  /** The earlier request for the same need: this link is kept nowhere else. */
  readonly repeats?: string;
  /** Raised when a coordinator gives out a new code for the request; left out: the first. */
  readonly generation?: number;
}

/** The cell that was published for a family in one area of resolution 4. */
interface RingPlace {
  readonly parent4: string;
  readonly cell: string;
  /** The last date, YYYY-MM-DD, on which it is shown again. */
  readonly until: string;
}

export interface Ring {
  /** In the order in which they were added. */
  readonly requests: readonly RingRequest[];
  readonly places: readonly RingPlace[];
  /** Homes that the family wants nothing to do with: each new request keeps them away too. Left out: none. */
  readonly blockedHomes?: readonly string[];
  /** The family is erasing everything: nothing is added any more, also by a call that began before. */
  readonly closing?: true;
}

export const MOST_REQUESTS = 200;
const MOST_PLACES = 50;
const MOST_BLOCKED = 200;
const PLACE_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

export const emptyRing: Ring = { requests: [], places: [] };

/** Adding the same request again changes nothing, so that a post may be tried twice. */
export function addRequest(ring: Ring, request: RingRequest): Decision<Ring> {
  if (ring.requests.some(({ id }) => id === request.id)) return accept(ring);
  if (ring.closing) return refuse('WRONG_STATE');
  if (ring.requests.length >= MOST_REQUESTS) return refuse('RETURN_CODE_FULL');
  return accept({ ...ring, requests: [...ring.requests, request] });
}

export function closeRing(ring: Ring): Ring {
  return { ...ring, closing: true };
}

export function forgetRequest(ring: Ring, id: string): Ring {
  return { ...ring, requests: ring.requests.filter((request) => request.id !== id) };
}

/** Drops the entries for which a new code was given out since, and so belong to another ring. */
export function withoutReissued(ring: Ring, generations: ReadonlyMap<string, number>): Ring {
  const acts = ({ id, generation = 0 }: RingRequest) => generation >= (generations.get(id) ?? 0);
  return ring.requests.every(acts) ? ring : { ...ring, requests: ring.requests.filter(acts) };
}

export function blockInRing(ring: Ring, homeId: string): Ring {
  const { blockedHomes = [] } = ring;
  if (blockedHomes.includes(homeId)) return ring;
  return { ...ring, blockedHomes: [...blockedHomes, homeId].slice(-MOST_BLOCKED) };
}

/** What was published for the family in this area within 90 days: asking again there must show no second cell. */
export function cellShownIn(ring: Ring, parent4: string, today: string): string | null {
  return ring.places.find((place) => place.parent4 === parent4 && place.until >= today)?.cell ?? null;
}

/** Remembers a published cell for 90 days from today; what is over is dropped, and of too many the one that ends first. */
export function rememberPlace(ring: Ring, shown: { parent4: string; cell: string }, today: string): Ring {
  const others = ring.places.filter((place) => place.parent4 !== shown.parent4 && place.until >= today);
  const places = [...others, { ...shown, until: daysAfter(today, PLACE_DAYS) }];
  return { ...ring, places: places.toSorted((a, b) => a.until.localeCompare(b.until)).slice(-MOST_PLACES) };
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
