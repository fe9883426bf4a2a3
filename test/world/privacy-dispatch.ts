/** Plans of the story, as the planner would have written them: one to be read, in every state of a line, and one of which nothing came. */
import { randomUUID } from 'node:crypto';
import type { TestRequest } from './families.js';
import type { TestOffer } from './offers.js';
import type { Cast } from './privacy-cast.js';
import { ownCircleOf } from './widened.js';
import type { World } from './world.js';

export interface Plans {
  readonly ready: string;
  readonly failed: string;
  /** Its lines. */
  readonly lines: readonly string[];
}

interface Before {
  readonly cast: Cast;
  readonly requests: Readonly<Record<'groceries' | 'time' | 'over', TestRequest>>;
  readonly offers: Readonly<Record<'another home' | 'claimant accepted', TestOffer>>;
  /** A claim on the time. */
  readonly claimId: string;
}

export async function thePlans(world: World, { cast, requests, offers, claimId }: Before): Promise<Plans> {
  const { partnerId } = cast.coordinators['coordinator of origin'];
  const [ready, failed] = [await aWrittenPlan(world, partnerId), await aWrittenPlan(world, partnerId)];
  const { database } = world.instance.owner;
  await database.query('a gap', `UPDATE dispatch_plan SET gap_objective = 'LINES', gap_share = 0.02 WHERE id = $1`, [
    ready,
  ]);
  await database.query(
    'a failure',
    `UPDATE dispatch_plan SET state = 'FAILED', failure = 'PLAN_BROKEN_OFF' WHERE id = $1`,
    [failed],
  );
  const lines = [randomUUID(), randomUUID(), randomUUID()];
  // Of three families: what a plan has in common is no family's alone.
  const all = [requests.groceries, requests.time, requests.over];
  const asked = [offers['another home'], offers['claimant accepted']];
  await database.query(
    'lines of a plan',
    `INSERT INTO dispatch_line (id, plan_id, position, request_id, occurrence_id, offer_id, home_id, trip, planned_half, line_ids,
       quantities, reasons, outcome, skipped_because, claim_id)
     SELECT its.id, $1, place - 1, its.request, its.occurrence, o.id, o.home_id, CASE WHEN o.id IS NOT NULL THEN place END,
       CASE WHEN o.id IS NOT NULL THEN 41300 END, CASE WHEN o.id IS NOT NULL THEN ARRAY[its.line] ELSE '{}' END,
       CASE WHEN o.id IS NOT NULL THEN '{1}'::integer[] ELSE '{}' END,
       CASE WHEN o.id IS NOT NULL THEN '{CLOSE_BY}'::text[] ELSE '{OUT_OF_REACH}' END,
       (ARRAY['SKIPPED', 'PROPOSED', 'UNSERVED'])[place], CASE place WHEN 1 THEN 'NOTHING_LEFT' END, CASE place WHEN 2 THEN $7::uuid END
     FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[]) WITH ORDINALITY
       AS its (id, request, occurrence, line, offer, place) LEFT JOIN offer o ON o.id = its.offer`,
    [
      ...[ready, lines, all.map(({ requestId }) => requestId), all.map(({ occurrenceId }) => occurrenceId)],
      ...[all.map(({ lineIds }) => lineIds[0]), [...asked.map(({ offerId }) => offerId), null], claimId],
    ],
  );
  return { ready, failed, lines };
}

/** Empty and ready, for the partner's own circle. */
export async function aWrittenPlan(world: World, partnerId: string): Promise<string> {
  const id = randomUUID();
  await world.instance.owner.database.query(
    'write a plan',
    `INSERT INTO dispatch_plan (id, circle_id, partner_id, kinds, horizon, state, worked_on_until, ends_at)
     VALUES ($1, $2, $3, ARRAY['RIDE'], $4::timestamptz::date, 'READY', $4, $4::timestamptz + interval '30 days')`,
    [id, await ownCircleOf(world, partnerId), partnerId, world.clock.now()],
  );
  return id;
}
