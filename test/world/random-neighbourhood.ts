/** A neighbourhood drawn at random, the same for the same seed, in which every hard condition of a match is met by some and not by others. */
import { cellToParent, gridDisk } from 'h3-js';
import { spanOf } from '../../src/calendar/window.js';
import {
  aWrittenHome,
  aWrittenOffer,
  aWrittenRequest,
  CELL_IN_BROOKLYN,
  type HomeFields,
  type OfferFields,
  type PeriodFields,
  type RequestFields,
  type WrittenHome,
  type WrittenRequest,
  type WrittenWindow,
} from './rows.js';
import type { World } from './world.js';

export type DrawnHome = WrittenHome & Required<HomeFields>;
export type DrawnOffer = Required<Omit<OfferFields, 'endsAt'>> & { readonly id: string; readonly endsAt: Date | null };
export type DrawnRequest = Required<Omit<RequestFields, 'partnerId' | 'intakeCoordinatorId' | 'bucket' | 'timeZone'>> &
  WrittenRequest;

export interface Neighbourhood {
  readonly homes: readonly DrawnHome[];
  readonly offers: readonly DrawnOffer[];
  readonly requests: readonly DrawnRequest[];
}

const ZONES = ['America/New_York', 'America/Los_Angeles', 'America/Denver'];
const NEEDS = ['STEP_FREE', 'QUIET', 'WHEELCHAIR_RAMP'];
const FEATURES = ['STEP_FREE', 'KEEPS_QUIET', 'VEHICLE_WITH_RAMP'];
const LANGUAGES = ['en', 'es', 'zh-Hant', 'es-MX', 'en-US'];
const DAY_MS = 86_400_000;

/** Mulberry32: small, and good enough to draw with. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Drawing {
  private readonly next: () => number;
  readonly today: number;

  constructor(
    seed: number,
    readonly now: Date,
  ) {
    this.next = numbersFrom(seed);
    this.today = Math.floor(now.getTime() / DAY_MS) * 2;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  of<T>(things: readonly T[]): T {
    const thing = things[this.below(things.length)];
    if (thing === undefined) throw new RangeError('there is nothing to draw from');
    return thing;
  }

  some<T>(things: readonly T[], share: number): T[] {
    return things.filter(() => this.chance(share));
  }

  window(): WrittenWindow {
    const fromHalf = this.today - 1 + this.below(16);
    return { fromHalf, untilHalf: fromHalf + this.below(4), timeZone: this.of(ZONES) };
  }

  cell(rings: number): string {
    return this.of(gridDisk(CELL_IN_BROOKLYN, rings));
  }
}

type Kind = 'GROCERY' | 'RIDE' | 'MONEY' | 'TIME';
const KINDS: readonly Kind[] = ['GROCERY', 'RIDE', 'TIME', 'TIME', 'RIDE', 'GROCERY', 'MONEY'];

export async function aRandomNeighbourhood(
  world: World,
  seed: number,
  sizes: { readonly homes: number; readonly offers: number; readonly requests: number },
): Promise<Neighbourhood> {
  const draw = new Drawing(seed, world.clock.now());
  const homes: DrawnHome[] = [];
  for (let at = 0; at < sizes.homes; at += 1) {
    const fields = drawHome(draw);
    homes.push({ ...fields, ...(await aWrittenHome(world, fields)) });
  }
  const offers: DrawnOffer[] = [];
  for (let at = 0; at < sizes.offers; at += 1) {
    const fields = drawOffer(draw, draw.of(homes).homeId);
    offers.push({ ...fields, id: await aWrittenOffer(world, fields) });
  }
  const requests: DrawnRequest[] = [];
  for (let at = 0; at < sizes.requests; at += 1) {
    const fields = drawRequest(draw, homes);
    requests.push({ ...fields, ...(await aWrittenRequest(world, fields)) });
  }
  return { homes, offers, requests };
}

function drawHome(draw: Drawing): Required<HomeFields> {
  const vouched = draw.chance(0.9);
  return {
    vouched,
    tier: vouched ? draw.of(['VOUCHED', 'VOUCHED', 'TRUSTED'] as const) : 'NEW',
    paused: draw.chance(0.1),
    agreed: draw.chance(0.9),
    languages: draw.some(LANGUAGES, 0.5),
    features: draw.some(FEATURES, 0.5),
    lastAskedHalf: draw.below(3),
  };
}

function drawOffer(draw: Drawing, homeId: string): Omit<DrawnOffer, 'id'> {
  const kind = draw.of(KINDS);
  const anytime = kind === 'MONEY' && draw.chance(0.7);
  const windows = anytime ? [] : drawWindows(draw);
  const lines = linesGiven(draw, kind);
  return {
    homeId,
    kind,
    status: draw.chance(0.9) ? 'OPEN' : draw.of(['PAUSED', 'WITHDRAWN', 'EXPIRED'] as const),
    madeForClaim: draw.chance(0.05),
    cell: draw.cell(5),
    reachRings: draw.below(7),
    windows,
    periods: drawPeriods(draw, windows, lines),
    lines,
    languages: draw.some(LANGUAGES, 0.5),
    features: draw.some(FEATURES, 0.7),
    skills: kind === 'TIME' ? ['REPAIR', ...draw.some(['PAPERWORK'], 0.6)] : [],
    modes: kind === 'TIME' ? draw.of([['REMOTE'], ['IN_PERSON'], ['REMOTE', 'IN_PERSON']]) : [],
    seats: kind === 'RIDE' ? [draw.below(2), draw.below(2), draw.below(2)] : [0, 0, 0],
    endsAt: draw.chance(0.05) ? draw.now : null,
  };
}

/** In order, without any overlap. */
function drawWindows(draw: Drawing) {
  const spans = Array.from({ length: 1 + draw.below(3) }, () => spanOf(draw.window()));
  const inOrder = spans.sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime());
  return inOrder.filter((span, at) => inOrder.slice(0, at).every((earlier) => earlier.closesAt <= span.opensAt));
}

/** One for all, one a window, or one a day. */
function drawPeriods(
  draw: Drawing,
  windows: readonly { readonly opensAt: Date; readonly closesAt: Date }[],
  lines: readonly { readonly quantity: number }[],
): PeriodFields[] {
  const held = () => lines.map(({ quantity }) => draw.below(quantity + 1));
  const first = windows[0]?.opensAt ?? new Date(draw.now.getTime() - DAY_MS);
  const last = windows.at(-1)?.closesAt ?? new Date('9999-12-31T00:00:00Z');
  if (windows.length === 0 || draw.chance(0.4)) return [{ startsAt: first, endsAt: last, held: held() }];
  if (draw.chance(0.5)) {
    return windows.map(({ opensAt, closesAt }) => ({ startsAt: opensAt, endsAt: closesAt, held: held() }));
  }
  const days = Math.ceil((last.getTime() - first.getTime()) / DAY_MS);
  return Array.from({ length: days }, (_, day) => ({
    startsAt: new Date(first.getTime() + day * DAY_MS),
    endsAt: new Date(first.getTime() + (day + 1) * DAY_MS),
    held: held(),
  }));
}

function linesGiven(draw: Drawing, kind: Kind) {
  const quantity = 1 + draw.below(4);
  if (kind === 'GROCERY') return [{ unit: 'RUN', quantity }];
  if (kind === 'MONEY') return [{ unit: draw.of(['USD', 'USD', 'EUR']), quantity: quantity * 100 }];
  if (kind === 'TIME') return [{ unit: 'MINUTE', quantity: quantity * 30 }];
  return [{ unit: 'OUTBOUND_SEAT', quantity }, ...(draw.chance(0.5) ? [{ unit: 'RETURN_SEAT', quantity }] : [])];
}

function linesAsked(draw: Drawing, kind: Kind) {
  const quantity = 1 + draw.below(4);
  const divisible = draw.chance(0.5);
  if (kind === 'GROCERY') return ['BAG', 'CAN'].map((unit) => ({ unit, quantity, divisible: true }));
  if (kind === 'MONEY') return [{ unit: 'USD', quantity: quantity * 100, divisible: true }];
  if (kind === 'TIME') return [{ unit: 'MINUTE', quantity: quantity * 30, divisible }];
  return [
    { unit: 'OUTBOUND_SEAT', quantity, divisible },
    ...(draw.chance(0.5) ? [{ unit: 'RETURN_SEAT', quantity, divisible }] : []),
  ];
}

function drawRequest(draw: Drawing, homes: readonly DrawnHome[]): Omit<DrawnRequest, keyof WrittenRequest> {
  const kind = draw.of(KINDS);
  const lines = linesAsked(draw, kind);
  const isSeries = draw.chance(0.2);
  // Half-days of a series differ, as the table demands.
  const dates = isSeries ? [0, 5, 9].map((days) => draw.today + days * 2) : [];
  const dated = { ...draw.window() };
  const windows = isSeries
    ? dates.map((fromHalf) => ({ fromHalf, untilHalf: fromHalf + 1, timeZone: dated.timeZone }))
    : [draw.chance(0.3) ? null : dated];
  return {
    kind,
    lines,
    cell: cellToParent(draw.cell(4), draw.of([6, 6, 6, 5, 5, 4, 3])),
    urgency: draw.of(['TODAY', 'THIS_WEEK', 'WHENEVER'] as const),
    heldForReview: draw.chance(0.05),
    ended: draw.chance(0.05),
    languages: draw.some(['en', 'es', 'zh-Hant'], 0.4),
    needs: draw.some(NEEDS, 0.15),
    minimumTier: draw.of(['NEW', 'NEW', 'NEW', 'VOUCHED', 'TRUSTED'] as const),
    seats: kind === 'RIDE' && draw.chance(0.3) ? [draw.below(2), draw.below(2), 0] : [0, 0, 0],
    skill: draw.of(['REPAIR', 'REPAIR', 'PAPERWORK']),
    mode: draw.of(['REMOTE', 'IN_PERSON'] as const),
    spokenLanguage: draw.chance(0.3) ? 'es' : null,
    postedOn: new Date(draw.now.getTime() - draw.below(10) * DAY_MS).toISOString().slice(0, 10),
    expiresAt: new Date(draw.now.getTime() + (draw.chance(0.05) ? -1 : 10) * DAY_MS),
    occurrences: windows.map((window) => ({
      window,
      over: draw.chance(0.1),
      held: lines.map(({ quantity }) => (draw.chance(0.5) ? 0 : draw.below(quantity + 1))),
      firstRefusal: draw.chance(0.2)
        ? { homeId: draw.of(homes).homeId, until: new Date(draw.now.getTime() + draw.of([-1, 1]) * 3_600_000) }
        : null,
    })),
    blocks: draw.some(homes, 0.05).map(({ homeId }) => homeId),
    hiddenFrom: draw.some(homes, 0.05).map(({ emailDigest }) => emailDigest),
  };
}
