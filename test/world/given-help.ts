/** Help that was given and confirmed, and trainings that were completed, as rows of the day on which that was. */
import { randomUUID } from 'node:crypto';
import { EnsureHostPartner } from '../../src/partner/ensure-host-partner.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest, CELL_IN_BROOKLYN } from './rows.js';
import type { World } from './world.js';
import { writeClaim } from './written-claims.js';

const WHOLE_YEAR = { startsAt: new Date('2026-06-01T00:00:00Z'), endsAt: new Date('2027-06-01T00:00:00Z') };
const UNITS = { GROCERY: ['BAG', 'RUN'], RIDE: ['SEAT', 'SEAT'], TIME: ['MINUTE', 'MINUTE'] } as const;

export interface GivenHelp {
  /** The day on which it ended; noon of it, unless a moment is given. */
  readonly on: string;
  readonly cell?: string;
  /** Another home's, and for another request, unless they are given. */
  readonly homeId?: string;
  readonly requestId?: string;
  /** Minutes of time, or minor units of money. */
  readonly amount?: number;
  /** What came of it in the end, where that was less. */
  readonly delivered?: number;
}

export async function aMeeting(world: World, kind: keyof typeof UNITS, its: GivenHelp): Promise<string> {
  const { amount = 1, delivered, cell = CELL_IN_BROOKLYN } = its;
  const homeId = its.homeId ?? (await aWrittenHome(world)).homeId;
  const [asked, given] = UNITS[kind];
  const request = { kind, cell, lines: [{ unit: asked, quantity: 2_000 }] };
  const requestId = its.requestId ?? (await aWrittenRequest(world, request)).requestId;
  const lines = [{ unit: given, quantity: 2_000 }];
  const offerId = await aWrittenOffer(world, { kind, homeId, cell, lines, periods: [WHOLE_YEAR] });
  const db = world.instance.owner.database;
  const id = await writeClaim(db, { requestId, offerId, quantity: amount, offerQuantity: amount });
  if (delivered !== undefined) {
    await db.query('less came', 'UPDATE claim_line SET delivered = $2, offer_delivered = $2 WHERE claim_id = $1', [
      id,
      delivered,
    ]);
  }
  await confirmed(world, id, its.on);
  return requestId;
}

/** Money that a home gave to its partner: it knows of no request. */
export async function aGift(world: World, its: GivenHelp): Promise<void> {
  const { amount = 1, delivered = null, cell = CELL_IN_BROOKLYN } = its;
  const homeId = its.homeId ?? (await aWrittenHome(world)).homeId;
  const lines = [{ unit: 'MINOR', quantity: 1_000_000 }];
  const offerId = await aWrittenOffer(world, { kind: 'MONEY', homeId, cell, lines, periods: [WHOLE_YEAR] });
  const id = randomUUID();
  const partnerId = await world.get(EnsureHostPartner).execute();
  await world.instance.owner.database.query(
    'write a gift',
    `WITH made AS (
       INSERT INTO claim (id, shape, kind, offer_id, home_id, partner_id, status, proposed_by, consents_needed, consents_given,
         planned_half, planned_time_zone, planned_ends_at, begun_half)
       VALUES ($1, 'GIVING', 'MONEY', $2, $3, $4, 'ACCEPTED', 'HOME', '{}', '{}', 41000, 'UTC', '2026-06-11T12:00:00Z', 41000))
     INSERT INTO claim_line (id, claim_id, quantity, delivered, period_id, offer_line_id, offer_quantity, offer_delivered)
     SELECT $1, $1, $5, $6, p.id, c.line_id, $5, $6 FROM offer_period p JOIN offer_capacity c ON c.period_id = p.id WHERE p.offer_id = $2`,
    [id, offerId, homeId, partnerId, amount, delivered],
  );
  await confirmed(world, id, its.on);
}

/** A member of a home in Brooklyn, unless it stands elsewhere, completed a training. */
export async function aCertificate(world: World, { on, cell = CELL_IN_BROOKLYN }: GivenHelp): Promise<void> {
  const { homeId } = await aWrittenHome(world);
  await aWrittenOffer(world, { homeId, cell });
  await world.instance.owner.database.query(
    'write a certificate',
    `INSERT INTO certificate (id, member_id, home_id, topic, partner_id, issued_on, expires_at)
     SELECT gen_random_uuid(), m.id, h.id, 'RAPID_RESPONSE', h.partner_id, $2::date, $2::date + 365
     FROM home h JOIN home_member m ON m.home_id = h.id WHERE h.id = $1`,
    [homeId, on],
  );
}

/** As on a week in which enough families with a coordinator's word had asked in these cells. */
export async function familiesAskIn(world: World, cells: readonly string[]): Promise<void> {
  await world.instance.owner.database.query(
    'families ask',
    "INSERT INTO publishable_cell (cell, taken_on) SELECT unnest($1::text[]), '2026-06-01' ON CONFLICT DO NOTHING",
    [cells],
  );
}

async function confirmed(world: World, claimId: string, on: string): Promise<void> {
  for (const [status, change] of [
    ['ACCEPTED', 'accepted_at = $2'],
    ['DELIVERED', 'delivered_at = $2'],
    ['CONFIRMED', "ended_at = $2, confirmed_by = 'FAMILY'"],
  ]) {
    await world.instance.owner.database.query(
      `to ${status}`,
      `UPDATE claim SET status = '${status}', ${change} WHERE id = $1`,
      [claimId, on.length > 10 ? on : `${on}T12:00:00Z`],
    );
  }
}
