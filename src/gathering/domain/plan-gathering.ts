/** What a gathering is made of: a time that there is, a place that anybody may know only coarsely, and where exactly for those who have a place. */
import { decideLocalTime, type LocalTimeInput } from '../../calendar/local-time.js';
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';
import type { Mode } from '../../kernel/help.js';
import { decideLanguages } from '../../kernel/languages.js';
import { decideOptionalText } from '../../kernel/plain-text.js';
import { parentAt, resolutionOf } from '../../place/cell.js';
import { decidePlace, type PlaceInput } from '../../place/place.js';

/** About 250 km²: the finest that anybody knows who has no place. */
export const SHOWN_RESOLUTION = 5;
const MOST_DAYS_AHEAD = 366;
const MINUTE = 60_000;
const [SHORTEST_MINUTES, LONGEST_MINUTES] = [15, 3 * 24 * 60];
export const MOST_PLACES = 5_000;

export interface ExactPlace {
  readonly address: string | null;
  readonly howToJoin: string | null;
}

export interface ExactPlaceInput {
  readonly address?: string | null;
  readonly howToJoin?: string | null;
}

export interface GatheringInput {
  readonly starts: LocalTimeInput;
  readonly minutes: number;
  readonly mode: Mode;
  readonly place?: PlaceInput | null;
  readonly exactPlace: ExactPlaceInput;
  readonly capacity?: number | null;
  readonly signUpClosesAt?: Date | null;
  /** Left out: those of the training or the campaign. */
  readonly languages?: readonly string[] | null;
}

export interface GatheringPlan {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly mode: Mode;
  readonly cell: string | null;
  readonly exactPlace: ExactPlace;
  readonly capacity: number | null;
  readonly signUpClosesAt: Date;
  readonly languages: readonly string[] | null;
}

export function decidePlan(input: GatheringInput, now: Date): Decision<GatheringPlan> {
  const time = decideTime(input, now);
  if (!time.accepted) return time;
  const signUpClosesAt = input.signUpClosesAt ?? time.value.startsAt;
  if (signUpClosesAt > time.value.startsAt) return refuse('WINDOW_REVERSED', ['signUpClosesAt']);
  if (signUpClosesAt <= now) return refuse('WINDOW_PAST', ['signUpClosesAt']);
  const parts = allAccepted({
    cell: decideShownCell(input),
    exactPlace: decideExactPlace(input.mode, input.exactPlace),
    capacity: decideCapacity(input.capacity ?? null),
    languages: input.languages ? decideLanguages(input.languages, ['languages']) : accept(null),
  });
  if (!parts.accepted) return parts;
  return accept({ ...time.value, mode: input.mode, signUpClosesAt, ...parts.value });
}

function decideTime({ starts, minutes }: GatheringInput, now: Date) {
  const begins = decideLocalTime(starts, ['starts']);
  if (!begins.accepted) return begins;
  if (minutes < SHORTEST_MINUTES || minutes > LONGEST_MINUTES) return refuse('QUANTITY_OUT_OF_RANGE', ['minutes']);
  const { at: startsAt, timeZone } = begins.value;
  if (startsAt <= now) return refuse('WINDOW_PAST', ['starts']);
  if (startsAt > later(now, days(MOST_DAYS_AHEAD))) return refuse('WINDOW_TOO_FAR', ['starts']);
  return accept({ startsAt, endsAt: later(startsAt, minutes * MINUTE), timeZone });
}

/** What is finer is made coarser before it is kept. */
function decideShownCell({ mode, place }: GatheringInput): Decision<string | null> {
  if ((mode === 'IN_PERSON') !== Boolean(place)) return refuse('INVALID_INPUT', ['place']);
  if (!place) return accept(null);
  const decided = decidePlace(place, ['place']);
  if (!decided.accepted) return decided;
  const { cell } = decided.value;
  return accept(resolutionOf(cell) > SHOWN_RESOLUTION ? parentAt(cell, SHOWN_RESOLUTION) : cell);
}

/** In person it needs an address; what is remote has none, and needs a way to join. */
export function decideExactPlace(mode: Mode, input: ExactPlaceInput): Decision<ExactPlace> {
  const said = allAccepted({
    address: decideOptionalText(input.address, { max: 300, lines: 'MANY' }, ['exactPlace', 'address']),
    howToJoin: decideOptionalText(input.howToJoin, { max: 1_000, lines: 'MANY' }, ['exactPlace', 'howToJoin']),
  });
  if (!said.accepted) return said;
  const { address, howToJoin } = said.value;
  if ((mode === 'IN_PERSON') !== (address !== null)) return refuse('INVALID_INPUT', ['exactPlace', 'address']);
  if (mode === 'REMOTE' && howToJoin === null) return refuse('INVALID_INPUT', ['exactPlace', 'howToJoin']);
  return said;
}

export function decideCapacity(capacity: number | null): Decision<number | null> {
  const fits = capacity === null || (capacity >= 1 && capacity <= MOST_PLACES);
  return fits ? accept(capacity) : refuse('QUANTITY_OUT_OF_RANGE', ['capacity']);
}
