/** Requests, offers and homes as rows, written straight into the tables: for specs that need many, or states that take days to come about. */
import { randomUUID } from 'node:crypto';
import { PersonSessions } from '../../src/access/person-sessions.js';
import { spanOf } from '../../src/calendar/window.js';
import { EnsureHostPartner } from '../../src/partner/ensure-host-partner.js';
import { bytesOf, keptAwayDigest, keptAwaySecret } from '../../src/request/kept-away.js';
import { theHostsCoordinator } from './people.js';
import type { World } from './world.js';

export interface WrittenWindow {
  readonly fromHalf: number;
  readonly untilHalf: number;
  readonly timeZone: string;
}

export interface WrittenHome {
  readonly homeId: string;
  readonly token: string;
  readonly emailDigest: Buffer;
}

export interface HomeFields {
  readonly tier?: 'NEW' | 'VOUCHED' | 'TRUSTED';
  readonly vouched?: boolean;
  readonly paused?: boolean;
  /** False: it has yet to accept its partner's agreement. */
  readonly agreed?: boolean;
  readonly languages?: readonly string[];
  readonly features?: readonly string[];
  readonly lastAskedHalf?: number;
}

export interface LineFields {
  readonly unit: string;
  readonly quantity: number;
  readonly divisible?: boolean;
}

export interface OccurrenceFields {
  readonly window?: WrittenWindow | null;
  readonly over?: boolean;
  /** In the order of the lines. */
  readonly held?: readonly number[];
  readonly firstRefusal?: { readonly homeId: string; readonly until: Date } | null;
}

export interface RequestFields {
  readonly kind?: 'GROCERY' | 'RIDE' | 'MONEY' | 'TIME';
  readonly cell?: string;
  readonly timeZone?: string;
  readonly urgency?: 'TODAY' | 'THIS_WEEK' | 'WHENEVER';
  readonly bucket?: number;
  readonly partnerId?: string;
  readonly intakeCoordinatorId?: string | null;
  readonly heldForReview?: boolean;
  readonly languages?: readonly string[];
  readonly needs?: readonly string[];
  readonly minimumTier?: 'NEW' | 'VOUCHED' | 'TRUSTED';
  readonly seats?: readonly [number, number, number];
  readonly skill?: string;
  readonly mode?: 'REMOTE' | 'IN_PERSON';
  readonly spokenLanguage?: string | null;
  readonly postedOn?: string;
  readonly expiresAt?: Date;
  readonly ended?: boolean;
  readonly lines?: readonly LineFields[];
  readonly occurrences?: readonly OccurrenceFields[];
  readonly blocks?: readonly string[];
  /** Digests of the e-mail addresses of homes. */
  readonly hiddenFrom?: readonly Buffer[];
}

export interface WrittenRequest {
  readonly requestId: string;
  readonly occurrenceIds: readonly string[];
}

export interface PeriodFields {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** In the order of the lines. */
  readonly held?: readonly number[];
}

export interface OfferFields {
  readonly kind?: 'GROCERY' | 'RIDE' | 'MONEY' | 'TIME';
  readonly homeId: string;
  readonly status?: 'OPEN' | 'PAUSED' | 'WITHDRAWN' | 'EXPIRED';
  readonly madeForClaim?: boolean;
  readonly cell?: string;
  readonly reachRings?: number;
  readonly windows?: readonly { readonly opensAt: Date; readonly closesAt: Date }[];
  readonly periods?: readonly PeriodFields[];
  readonly lines?: readonly { readonly unit: string; readonly quantity: number }[];
  readonly languages?: readonly string[];
  readonly features?: readonly string[];
  readonly skills?: readonly string[];
  readonly modes?: readonly string[];
  readonly seats?: readonly [number, number, number];
  readonly endsAt?: Date | null;
}

export const CELL_IN_BROOKLYN = '862a10727ffffff';
export const NEW_YORK = 'America/New_York';

type Values = Readonly<Record<string, unknown>>;

/** Columns and values, as they are. */
async function insert(world: World, table: string, values: Values): Promise<void> {
  const columns = Object.keys(values);
  await world.instance.owner.database.query(
    `write ${table} ${columns.join()}`.slice(0, 63),
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(values),
  );
}

/** Vouched for, agreed and in service, unless it is said otherwise. */
export async function aWrittenHome(world: World, its: HomeFields = {}): Promise<WrittenHome> {
  const [homeId, memberId] = [randomUUID(), randomUUID()];
  const partnerId = await world.get(EnsureHostPartner).execute();
  const circle = await world.instance.owner.database.query<{ id: string }>(
    'circle of a written home',
    'SELECT id FROM circle WHERE partner_id = $1 AND is_own',
    [partnerId],
  );
  const vouched = its.vouched ?? true;
  const emailDigest = Buffer.from(homeId.replaceAll('-', '').repeat(2), 'hex');
  await insert(world, 'home', {
    id: homeId,
    circle_id: circle.rows[0]?.id,
    partner_id: partnerId,
    tier: its.tier ?? (vouched ? 'VOUCHED' : 'NEW'),
    short_name_box: Buffer.alloc(64),
    languages: its.languages ?? ['en'],
    features: its.features ?? [],
    vouched_by: vouched ? (await theHostsCoordinator(world)).id : null,
    vouched_on: vouched ? '2026-01-01' : null,
    paused_at: its.paused ? world.clock.now() : null,
    last_asked_half: its.lastAskedHalf ?? 0,
    registered_on: '2026-01-01',
  });
  if (its.agreed ?? true) {
    const acceptance = { home_id: homeId, partner_id: partnerId, version: 1, accepted_on: '2026-01-01' };
    await insert(world, 'agreement_acceptance', acceptance);
  }
  await insert(world, 'home_member', { id: memberId, home_id: homeId, email_digest: emailDigest, password_hash: '-' });
  const { token } = await world.get(PersonSessions).open({ memberId });
  return { homeId, token, emailDigest };
}

/** A list of groceries in Brooklyn that anybody may bring, whenever, unless it is said otherwise. */
export async function aWrittenRequest(world: World, its: RequestFields = {}): Promise<WrittenRequest> {
  const requestId = randomUUID();
  const kind = its.kind ?? 'GROCERY';
  const lines = its.lines ?? [{ unit: 'BAG', quantity: 2, divisible: true }];
  const occurrences = its.occurrences ?? [{}];
  const window = occurrences.find((occurrence) => occurrence.window)?.window ?? null;
  const now = world.clock.now();
  await insert(world, 'request', {
    id: requestId,
    kind,
    alias: `Quiet Heron ${requestId.slice(0, 13)}`,
    partner_id: its.partnerId ?? (await world.get(EnsureHostPartner).execute()),
    intake_coordinator_id: its.intakeCoordinatorId ?? null,
    urgency: its.urgency ?? 'WHENEVER',
    acceptance: 'ANY_TRUSTED_HOME',
    minimum_tier: its.minimumTier ?? 'NEW',
    published_cell: its.cell ?? CELL_IN_BROOKLYN,
    time_zone: window?.timeZone ?? its.timeZone ?? NEW_YORK,
    ...timesOf(window),
    // Only a series has several.
    series_rule: window && occurrences.length > 1 ? 'FREQ=DAILY' : null,
    series_until:
      window && occurrences.length > 1 ? new Date(now.getTime() + 60 * 86_400_000).toISOString().slice(0, 10) : null,
    languages: its.languages ?? [],
    access_needs: its.needs ?? [],
    held_for_review: its.heldForReview ?? false,
    posted_on: its.postedOn ?? now.toISOString().slice(0, 10),
    bucket: its.bucket ?? Math.floor((its.postedOn ? Date.parse(its.postedOn) : now.getTime()) / 43_200_000),
    expires_at: its.expiresAt ?? new Date(now.getTime() + 14 * 86_400_000),
    ending: its.ended ? 'WITHDRAWN' : null,
    ended_at: its.ended ? now : null,
  });
  await writeDetails(world, requestId, kind, its);
  const lineIds = lines.map(() => randomUUID());
  for (const [position, { unit, quantity, divisible = true }] of lines.entries()) {
    const id = lineIds[position];
    await insert(world, 'request_line', { id, request_id: requestId, position, unit, quantity, divisible });
  }
  const occurrenceIds = occurrences.map(() => randomUUID());
  for (const [at, { window: when, over, held, firstRefusal }] of occurrences.entries()) {
    await insert(world, 'occurrence', {
      id: occurrenceIds[at],
      request_id: requestId,
      ...timesOf(when ?? null),
      over: over ?? false,
      first_refusal_home_id: firstRefusal?.homeId ?? null,
      first_refusal_until: firstRefusal?.until ?? null,
    });
    for (const [position, { quantity }] of lines.entries()) {
      const line = { occurrence_id: occurrenceIds[at], line_id: lineIds[position], request_id: requestId, quantity };
      await insert(world, 'occurrence_line', { ...line, held: held?.[position] ?? 0 });
    }
  }
  const keptAway = (household: Buffer) => ({
    request_id: requestId,
    digest: keptAwayDigest(keptAwaySecret(world.instance.secrets), household, requestId),
  });
  for (const home of its.blocks ?? []) await insert(world, 'request_block', keptAway(bytesOf(home)));
  for (const home of its.hiddenFrom ?? []) await insert(world, 'request_hidden', keptAway(home));
  return { requestId, occurrenceIds };
}

async function writeDetails(world: World, requestId: string, kind: string, its: RequestFields): Promise<void> {
  const [infant_seats, toddler_seats, booster_seats] = its.seats ?? [0, 0, 0];
  const details: Readonly<Record<string, Values>> = {
    GROCERY: { household_size: 'ONE', substitutions: 'NONE', payer: 'HOME', drop_off: 'DOORSTEP' },
    RIDE: {
      ...{ passengers: 4, infant_seats, toddler_seats, booster_seats },
      ...{ wheelchair: 'NONE', return_leg: false, luggage: 'NONE', shares_trip: false },
    },
    MONEY: { currency: 'USD', payable_as: ['GIFT_CARD'] },
    TIME: { skill: its.skill ?? 'REPAIR', mode: its.mode ?? 'IN_PERSON', spoken_language: its.spokenLanguage ?? null },
  };
  await insert(world, `${kind.toLowerCase()}_request`, { request_id: requestId, ...details[kind] });
}

/** Three runs within three rings of its cell in Brooklyn, during the next ten days, unless it is said otherwise. */
export async function aWrittenOffer(world: World, its: OfferFields): Promise<string> {
  const id = randomUUID();
  const now = world.clock.now();
  const later = new Date(now.getTime() + 10 * 86_400_000);
  const kind = its.kind ?? 'GROCERY';
  const [infant_seats, toddler_seats, booster_seats] = its.seats ?? [0, 0, 0];
  await insert(world, 'offer', {
    id,
    kind,
    home_id: its.homeId,
    status: its.status ?? 'OPEN',
    made_for_claim: its.madeForClaim ?? false,
    cell: its.cell ?? CELL_IN_BROOKLYN,
    reach_rings: its.reachRings ?? 3,
    time_zone: NEW_YORK,
    refill: 'ONCE',
    made_until: later,
    languages: its.languages ?? ['en'],
    features: its.features ?? [],
    skills: its.skills ?? [],
    modes: its.modes ?? [],
    ...{ infant_seats, toddler_seats, booster_seats },
    currency: kind === 'MONEY' ? 'USD' : null,
    posted_on: now.toISOString().slice(0, 10),
    ends_at: its.endsAt ?? null,
  });
  for (const { opensAt, closesAt } of its.windows ?? [{ opensAt: now, closesAt: later }]) {
    await insert(world, 'offer_window', { offer_id: id, opens_at: opensAt, closes_at: closesAt });
  }
  const lines = its.lines ?? [{ unit: 'RUN', quantity: 3 }];
  const lineIds = lines.map(() => randomUUID());
  for (const [position, { unit, quantity }] of lines.entries()) {
    await insert(world, 'offer_line', { id: lineIds[position], offer_id: id, position, unit, quantity });
  }
  for (const { startsAt, endsAt, held } of its.periods ?? [{ startsAt: now, endsAt: later }]) {
    const periodId = randomUUID();
    await insert(world, 'offer_period', { id: periodId, offer_id: id, starts_at: startsAt, ends_at: endsAt });
    for (const [position, { quantity }] of lines.entries()) {
      const capacity = { period_id: periodId, line_id: lineIds[position], offer_id: id, quantity };
      await insert(world, 'offer_capacity', { ...capacity, held: held?.[position] ?? 0 });
    }
  }
  return id;
}

function timesOf(window: WrittenWindow | null): Values {
  if (!window) return { from_half: null, until_half: null, opens_at: null, closes_at: null };
  const { opensAt, closesAt } = spanOf(window);
  return { from_half: window.fromHalf, until_half: window.untilHalf, opens_at: opensAt, closes_at: closesAt };
}
