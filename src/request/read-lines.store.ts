/** Reads what a page of requests asks for only when it is asked for: lines with what remains of them, and the fields of a kind. */
import { Injectable } from '@nestjs/common';
import type { Mode, Skill } from '../kernel/help.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { KeptReason } from '../screening/text-reason.js';
import type { DropOff, HouseholdSize, Payer, Substitutions } from './domain/grocery.js';
import type { PayableAs } from './domain/money.js';
import type { Luggage, WheelchairNeed } from './domain/ride.js';
import { notLapsed, openToHome } from './visible-to-home.js';

/** A line in one occurrence; without occurrence when the viewer may see none of them. */
export interface LineRowRead {
  request_id: string;
  line_id: string;
  label_box: Buffer | null;
  note_box: Buffer | null;
  label_held: boolean;
  note_held: boolean;
  unit: string;
  quantity: number;
  divisible: boolean;
  occurrence_id: string | null;
  from_half: number | null;
  until_half: number | null;
  remaining: number | null;
}

/** A line of which some words are held. */
export interface HeldLineRead {
  request_id: string;
  line_id: string;
  label_box: Buffer | null;
  note_box: Buffer | null;
  label_held: boolean;
  note_held: boolean;
  label_reasons: KeptReason[];
  note_reasons: KeptReason[];
}

export interface GroceryRowRead {
  request_id: string;
  household_size: HouseholdSize;
  substitutions: Substitutions;
  payer: Payer;
  budget_ceiling: number | null;
  budget_currency: string | null;
  drop_off: DropOff;
  shares_trip: boolean;
}

export interface RideRowRead {
  request_id: string;
  passengers: number;
  infant_seats: number;
  toddler_seats: number;
  booster_seats: number;
  wheelchair: WheelchairNeed;
  return_leg: boolean;
  luggage: Luggage;
  shares_trip: boolean;
}

export interface MoneyRowRead {
  request_id: string;
  minor: number;
  currency: string;
  payable_as: PayableAs[];
}

export interface TimeRowRead {
  request_id: string;
  skill: Skill;
  minutes: number;
  spoken_language: string | null;
  mode: Mode;
}

const LINES_WHERE = (isSeen: string) => `
  SELECT l.request_id, l.id AS line_id, l.label_box, l.note_box, l.label_held, l.note_held, l.unit, l.quantity, l.divisible,
    o.id AS occurrence_id, o.from_half, o.until_half, ol.quantity - ol.held - ol.fulfilled AS remaining
  FROM request_line l
  LEFT JOIN (occurrence_line ol JOIN occurrence o ON o.id = ol.occurrence_id AND (${isSeen})) ON ol.line_id = l.id
  WHERE l.request_id = ANY ($1::uuid[])
  ORDER BY l.request_id, o.opens_at NULLS FIRST, l.position`;

/** What lies ahead; of a request that is past, all there was. */
const AHEAD = `NOT o.over OR NOT EXISTS (
  SELECT FROM occurrence ahead WHERE ahead.request_id = o.request_id AND NOT ahead.over)`;

/** What it may claim or has claimed: that somebody else comes on another day is none of its business. */
const OPEN_TO_OR_CLAIMED_BY_HOME = `${openToHome('o', '$2', '$3::timestamptz')} AND EXISTS (
  SELECT FROM occurrence_line free WHERE free.occurrence_id = o.id AND free.held + free.fulfilled < free.quantity) OR EXISTS (
  SELECT FROM claim c WHERE c.occurrence_id = o.id AND c.home_id = $2::uuid
    AND c.status IN ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED', 'CONFIRMED') AND ${notLapsed('c', '$3::timestamptz')})`;

@Injectable()
export class ReadLinesStore {
  /** In the order of occurrences and, within each, of lines. */
  async lines(db: Queryable, ids: readonly string[]): Promise<LineRowRead[]> {
    return (await db.query<LineRowRead>('lines-of-requests', LINES_WHERE(AHEAD), [ids])).rows;
  }

  async linesForHome(db: Queryable, ids: readonly string[], home: HomeViewer, now: Date): Promise<LineRowRead[]> {
    const { rows } = await db.query<LineRowRead>(
      'lines-of-requests-for-home',
      LINES_WHERE(OPEN_TO_OR_CLAIMED_BY_HOME),
      [ids, home.homeId, now],
    );
    return rows;
  }

  /** In the order of the list. */
  async heldLines(db: Queryable, ids: readonly string[]): Promise<HeldLineRead[]> {
    const { rows } = await db.query<HeldLineRead>(
      'held-lines-of-requests',
      `SELECT request_id, id AS line_id, label_box, note_box, label_held, note_held, label_reasons, note_reasons
       FROM request_line WHERE request_id = ANY ($1::uuid[]) AND (label_held OR note_held) ORDER BY request_id, position`,
      [ids],
    );
    return rows;
  }

  async grocery(db: Queryable, ids: readonly string[]): Promise<GroceryRowRead[]> {
    const { rows } = await db.query<GroceryRowRead>(
      'details-of-groceries',
      `SELECT request_id, household_size, substitutions, payer, budget_ceiling, budget_currency, drop_off, shares_trip
       FROM grocery_request WHERE request_id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }

  async ride(db: Queryable, ids: readonly string[]): Promise<RideRowRead[]> {
    const { rows } = await db.query<RideRowRead>(
      'details-of-rides',
      `SELECT request_id, passengers, infant_seats, toddler_seats, booster_seats, wheelchair, return_leg, luggage, shares_trip
       FROM ride_request WHERE request_id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }

  async money(db: Queryable, ids: readonly string[]): Promise<MoneyRowRead[]> {
    const { rows } = await db.query<MoneyRowRead>(
      'details-of-money',
      `SELECT m.request_id, l.quantity AS minor, m.currency, m.payable_as
       FROM money_request m JOIN request_line l ON l.request_id = m.request_id WHERE m.request_id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }

  async time(db: Queryable, ids: readonly string[]): Promise<TimeRowRead[]> {
    const { rows } = await db.query<TimeRowRead>(
      'details-of-time',
      `SELECT t.request_id, t.skill, l.quantity AS minutes, t.spoken_language, t.mode
       FROM time_request t JOIN request_line l ON l.request_id = t.request_id WHERE t.request_id = ANY ($1::uuid[])`,
      [ids],
    );
    return rows;
  }
}
