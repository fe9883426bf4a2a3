/** Writes planned requests in bulk, sealed like any other. Their return codes are nobody's: nobody comes back for them. */
import { halfDayAt } from '../calendar/half-day.js';
import { closesAt, type HalfDayWindow, opensAt } from '../calendar/window.js';
import { parentAt, timeZoneOf } from '../place/cell.js';
import { findPostalCode } from '../place/postal-code.js';
import type { Queryable } from '../platform/queryable.js';
import { drawAlias } from '../request/domain/alias.js';
import { expiresAt } from '../request/domain/expiry.js';
import { HANDOFF_STEP } from '../request/request-handoffs.js';
import { placeOfLineText, placeOfSummary } from '../request/text-places.js';
import type { DataKey } from '../sealing/data-keys.js';
import type { ListingTexts } from '../sealing/listing-key.js';
import { sealJson } from '../sealing/sealed-box.js';
import { bytea, insertRows, type SampleRow } from './insert-rows.js';
import type { PlannedRequest } from './plan-requests.js';
import type { Seeded } from './seeded.js';

const KIND_TABLE = {
  GROCERY: 'grocery_request',
  RIDE: 'ride_request',
  MONEY: 'money_request',
  TIME: 'time_request',
} as const;

export interface RequestLoading {
  readonly db: Queryable;
  readonly texts: ListingTexts;
  /** Seals the handoffs of a batch. */
  readonly handoffKey: DataKey;
  readonly partnerFor: (cell: string) => string;
  /** The finest cell around a place in which enough families asked, else the area of who looks after it. */
  readonly publishedCell: (cell7: string) => string;
  readonly now: Date;
}

export async function loadRequests(
  plans: readonly PlannedRequest[],
  chance: Seeded,
  to: RequestLoading,
): Promise<void> {
  const rows: Record<string, SampleRow[]> = {};
  const add = (table: string, row: SampleRow) => {
    const its = rows[table] ?? [];
    rows[table] = its;
    its.push(row);
  };
  for (const plan of plans) await addRequest(plan, chance, to, add);
  for (const [table, its] of Object.entries(rows)) await insertRows(to.db, table, its);
}

async function addRequest(
  plan: PlannedRequest,
  chance: Seeded,
  to: RequestLoading,
  add: (table: string, row: SampleRow) => void,
) {
  const place = findPostalCode('US', plan.zip);
  if (!place.accepted) throw new Error('the sample names a postal code that does not exist');
  const { cell7 } = place.value;
  const id = chance.uuid();
  const occurrence = chance.uuid();
  const partner = to.partnerFor(cell7);
  const published = to.publishedCell(cell7);
  const shownZone = timeZoneOf(published);
  const window = windowOf(plan, shownZone, to.now);
  const times = window
    ? {
        from_half: window.fromHalf,
        until_half: window.untilHalf,
        opens_at: opensAt(window),
        closes_at: closesAt(window),
      }
    : { from_half: null, until_half: null, opens_at: null, closes_at: null };
  add('request', {
    id,
    kind: plan.kind,
    alias: drawAlias((limit) => chance.between(0, limit - 1)),
    partner_id: partner,
    urgency: plan.urgency,
    acceptance: plan.acceptance,
    minimum_tier: 'NEW',
    published_cell: published,
    time_zone: shownZone,
    ...times,
    languages: plan.languages,
    access_needs: plan.accessNeeds,
    summary_box: bytea(await to.texts.seal(plan.summary, placeOfSummary(id), to.now)),
    dietary_shown: [],
    held_for_review: false,
    posted_on: to.now.toISOString().slice(0, 10),
    bucket: halfDayAt(to.now, 'UTC'),
    expires_at: expiresAt(times.closes_at, to.now),
    expiry_told: false,
    renewals: 0,
    listed: false,
  });
  add(KIND_TABLE[plan.kind], { request_id: id, kind: plan.kind, ...(KIND_DEFAULTS[plan.kind] ?? {}), ...plan.details });
  add('occurrence', { id: occurrence, request_id: id, ...times, over: false });
  for (const [position, line] of plan.lines.entries()) {
    const lineId = chance.uuid();
    const label =
      line.label === null ? null : bytea(await to.texts.seal(line.label, placeOfLineText('label_box', lineId), to.now));
    const { unit, quantity, divisible } = line;
    add('request_line', {
      id: lineId,
      request_id: id,
      position,
      label_box: label,
      note_box: null,
      unit,
      quantity,
      divisible,
    });
    add('occurrence_line', {
      occurrence_id: occurrence,
      line_id: lineId,
      request_id: id,
      quantity,
      held: 0,
      fulfilled: 0,
    });
  }
  add('sealed.handoff', {
    request_id: id,
    scheme: 'KEY',
    data_key_id: to.handoffKey.id,
    box: bytea(sealedHandoff(id, partner, plan, to)),
  });
}

/** Columns that a kind's table wants in every row of a batch. */
const KIND_DEFAULTS: Partial<Record<PlannedRequest['kind'], SampleRow>> = {
  RIDE: { infant_seats: 0, toddler_seats: 0, booster_seats: 0 },
};

function windowOf({ window }: PlannedRequest, timeZone: string, now: Date): HalfDayWindow | null {
  if (!window) return null;
  const today = Math.floor(halfDayAt(now, timeZone) / 2) * 2;
  const fromHalf = today + window.startsIn * 2 + (window.afternoon ? 1 : 0);
  return { fromHalf, untilHalf: fromHalf + window.halves - 1, timeZone };
}

function sealedHandoff(id: string, partnerId: string, plan: PlannedRequest, { handoffKey }: RequestLoading): Buffer {
  const handoff = {
    contactMethod: 'IN_APP',
    contact: null,
    place: null,
    exactWindow: null,
    destination: null,
    returnWindow: null,
    dietaryRules: [],
    purpose: plan.kind === 'MONEY' ? 'RENT' : null,
    instructions: null,
  };
  const place = {
    table: 'sealed.handoff',
    column: 'box',
    rowId: id,
    partnerId,
    keyId: handoffKey.id,
  };
  return sealJson(handoffKey.key, handoff, place, HANDOFF_STEP);
}

/** Where enough of the planned families live together, by the rule that publishing follows. */
export function publishableCells(cells7: readonly string[], least: number): ReadonlySet<string> {
  const families = new Map<string, number>();
  for (const cell7 of cells7) {
    for (const resolution of [6, 5, 4]) {
      const cell = parentAt(cell7, resolution);
      families.set(cell, (families.get(cell) ?? 0) + 1);
    }
  }
  return new Set([...families].filter(([, count]) => count >= least).map(([cell]) => cell));
}
