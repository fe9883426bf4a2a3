/** Writes a new request with its lines and occurrences, each table in one statement. */
import { Injectable } from '@nestjs/common';
import type { Accepted } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { HomeTier } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { DecidedPost, KindDetails } from './domain/post.js';
import type { DatedWindow } from './domain/when.js';
import type { Widening } from './domain/widening.js';
import { bytesOf, KEPT_AWAY_STEP, keptAwayDigest, keptAwaySecret, nobodies } from './kept-away.js';

/** What of a new request is not decided by the post itself. */
export interface NewRequest {
  readonly id: string;
  readonly partnerId: string;
  readonly intakeCoordinatorId: string | null;
  readonly publishedCell: string;
  readonly minimumTier: HomeTier;
  /** Where it is known first; null for money. Gone meanwhile: its partner's own. */
  readonly circleId: string | null;
  readonly requiredTraining: TrainingTopic | null;
  readonly widening: Widening;
  readonly heldForReview: boolean;
  readonly summaryBox: Buffer | null;
  readonly postedOn: string;
  /** The half-day of posting, in UTC. */
  readonly bucket: number;
  readonly expiresAt: Date;
}

export interface NewLine {
  readonly id: string;
  readonly labelBox: Buffer | null;
  readonly noteBox: Buffer | null;
  readonly unit: string;
  readonly quantity: number;
  readonly divisible: boolean;
}

export interface NewOccurrence {
  readonly id: string;
  readonly window: DatedWindow | null;
  /** The home that is asked first, and until when. */
  readonly firstRefusal: { readonly homeId: string; readonly until: Date } | null;
}

export type KeptAwayTable = 'request_hidden' | 'request_block';

@Injectable()
export class NewRequestStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  /** False when the alias is taken by a live request: another has to be drawn. */
  async insert(
    tx: Queryable,
    { value: post }: Accepted<DecidedPost>,
    request: NewRequest,
    alias: string,
  ): Promise<boolean> {
    const { whole, series, timeZone } = post.when;
    const { rowCount } = await tx.query(
      'insert-request',
      `INSERT INTO request (id, kind, alias, partner_id, intake_coordinator_id, urgency, acceptance, minimum_tier,
         published_cell, time_zone, from_half, until_half, opens_at, closes_at, languages, access_needs, summary_box,
         dietary_shown, series_rule, series_until, held_for_review, posted_on, bucket, expires_at,
         circle_id, widens_to, reach, widens_at, required_training, asks_least, asks)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
         CASE WHEN $25::uuid IS NOT NULL THEN coalesce((SELECT c.id FROM circle c WHERE c.id = $25 FOR KEY SHARE),
           (SELECT c.id FROM circle c WHERE c.partner_id = $4 AND c.is_own)) END, $26, $27, $28, $29, $30, $31)
       ON CONFLICT (alias) WHERE ended_at IS NULL DO NOTHING`,
      [
        request.id,
        post.row.kind,
        alias,
        request.partnerId,
        request.intakeCoordinatorId,
        post.posting.urgency,
        post.posting.acceptance,
        request.minimumTier,
        request.publishedCell,
        timeZone,
        whole?.fromHalf ?? null,
        whole?.untilHalf ?? null,
        whole?.opensAt ?? null,
        whole?.closesAt ?? null,
        post.posting.languages,
        post.posting.accessNeeds,
        request.summaryBox,
        post.dietaryShown,
        series?.rule ?? null,
        series?.until ?? null,
        request.heldForReview,
        request.postedOn,
        request.bucket,
        request.expiresAt,
        ...[request.circleId, request.widening.widensTo, request.widening.reach, request.widening.widensAt],
        request.requiredTraining,
        Math.min(...post.lines.map(({ divisible, quantity }) => (divisible ? 1 : quantity))),
        Math.min(...post.lines.map(({ quantity }) => quantity)),
      ],
    );
    return rowCount === 1;
  }

  async exists(db: Queryable, id: string): Promise<boolean> {
    const { rowCount } = await db.query('request-exists', 'SELECT FROM request WHERE id = $1', [id]);
    return rowCount === 1;
  }

  async insertKind(tx: Queryable, requestId: string, row: KindDetails): Promise<void> {
    const [columns, values] = kindRow(row);
    const places = values.map((_, at) => `$${at + 2}`).join(', ');
    // The columns are ours, a fixed list for each kind.
    await tx.query(
      `insert-request-${row.kind}`,
      `INSERT INTO ${TABLE_OF_KIND[row.kind]} (request_id, ${columns}) VALUES ($1, ${places})`,
      [requestId, ...values],
    );
  }

  async insertLines(tx: Queryable, requestId: string, lines: readonly NewLine[]): Promise<void> {
    await tx.query(
      'insert-request-lines',
      `INSERT INTO request_line (id, request_id, position, label_box, note_box, unit, quantity, divisible)
       SELECT l.id, $1, l.position, l.label_box, l.note_box, l.unit, l.quantity, l.divisible
       FROM unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::text[], $6::integer[], $7::boolean[])
         WITH ORDINALITY AS l (id, label_box, note_box, unit, quantity, divisible, position)`,
      [
        requestId,
        lines.map((line) => line.id),
        lines.map((line) => line.labelBox),
        lines.map((line) => line.noteBox),
        lines.map((line) => line.unit),
        lines.map((line) => line.quantity),
        lines.map((line) => line.divisible),
      ],
    );
  }

  /** Those that there are already stay as they are: a sweep may run twice. Returns how many were made. */
  async insertOccurrences(tx: Queryable, requestId: string, occurrences: readonly NewOccurrence[]): Promise<number> {
    const { rows } = await tx.query<{ id: string }>(
      'insert-occurrences',
      `INSERT INTO occurrence (id, request_id, from_half, until_half, opens_at, closes_at, first_refusal_home_id, first_refusal_until)
       SELECT o.id, $1, o.from_half, o.until_half, o.opens_at, o.closes_at, o.home_id, o.until
       FROM unnest($2::uuid[], $3::integer[], $4::integer[], $5::timestamptz[], $6::timestamptz[], $7::uuid[], $8::timestamptz[])
         AS o (id, from_half, until_half, opens_at, closes_at, home_id, until)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        requestId,
        occurrences.map(({ id }) => id),
        occurrences.map(({ window }) => window?.fromHalf ?? null),
        occurrences.map(({ window }) => window?.untilHalf ?? null),
        occurrences.map(({ window }) => window?.opensAt ?? null),
        occurrences.map(({ window }) => window?.closesAt ?? null),
        occurrences.map(({ firstRefusal }) => firstRefusal?.homeId ?? null),
        occurrences.map(({ firstRefusal }) => firstRefusal?.until ?? null),
      ],
    );
    await tx.query(
      'insert-occurrence-lines',
      `INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity)
       SELECT o.id, l.id, l.request_id, l.quantity FROM unnest($2::uuid[]) AS o (id), request_line l
       WHERE l.request_id = $1 ORDER BY o.id, l.position`,
      [requestId, rows.map(({ id }) => id)],
    );
    return rows.length;
  }

  /** `households`: digests of their addresses and phone numbers. */
  async hide(tx: Queryable, requestId: string, households: readonly Buffer[]): Promise<void> {
    await this.keepAway(tx, 'request_hidden', requestId, households);
  }

  async block(db: Queryable, requestId: string, homeIds: readonly string[]): Promise<void> {
    await this.keepAway(db, 'request_block', requestId, homeIds.map(bytesOf));
  }

  /** As if it kept somebody away: so many do that those which really do are not conspicuous. */
  async pretend(tx: Queryable, requestId: string, of: KeptAwayTable): Promise<void> {
    await this.fillUp(tx, of, requestId, KEPT_AWAY_STEP);
  }

  private async keepAway(
    db: Queryable,
    table: KeptAwayTable,
    requestId: string,
    households: readonly Buffer[],
  ): Promise<void> {
    const nobody = nobodies(keptAwaySecret(this.secrets), requestId);
    await db.query(
      `keep-away-${table}`,
      `INSERT INTO ${table} (request_id, digest) SELECT $1, digest FROM unnest($2::bytea[]) AS digest ON CONFLICT DO NOTHING`,
      [requestId, this.keptAway(requestId, households)],
    );
    // Nobody makes room for somebody.
    await db.query(`make-room-${table}`, `DELETE FROM ${table} WHERE request_id = $1 AND digest = ANY ($2::bytea[])`, [
      requestId,
      nobody,
    ]);
    const { rows } = await db.query<{ real: number }>(
      `count-${table}`,
      `SELECT count(*)::integer AS real FROM ${table} WHERE request_id = $1`,
      [requestId],
    );
    const over = (rows[0]?.real ?? 0) % KEPT_AWAY_STEP;
    if (over > 0) await this.fillUp(db, table, requestId, KEPT_AWAY_STEP - over);
  }

  private async fillUp(db: Queryable, table: KeptAwayTable, requestId: string, by: number): Promise<void> {
    await db.query(
      `fill-up-${table}`,
      `INSERT INTO ${table} (request_id, digest) SELECT $1, digest FROM unnest($2::bytea[]) AS digest ON CONFLICT DO NOTHING`,
      [requestId, nobodies(keptAwaySecret(this.secrets), requestId).slice(0, by)],
    );
  }

  private keptAway(requestId: string, households: readonly Buffer[]): Buffer[] {
    const secret = keptAwaySecret(this.secrets);
    return households.map((household) => keptAwayDigest(secret, household, requestId));
  }
}

const TABLE_OF_KIND: Readonly<Record<HelpKind, string>> = {
  GROCERY: 'grocery_request',
  RIDE: 'ride_request',
  MONEY: 'money_request',
  TIME: 'time_request',
};

function kindRow(row: KindDetails): [string, unknown[]] {
  switch (row.kind) {
    case 'GROCERY': {
      const { householdSize, substitutions, payer, budgetCeiling, dropOff, sharesTrip } = row.details;
      return [
        'household_size, substitutions, payer, budget_ceiling, budget_currency, drop_off, shares_trip',
        [
          ...[householdSize, substitutions, payer, budgetCeiling?.minor ?? null, budgetCeiling?.currency ?? null],
          ...[dropOff, sharesTrip],
        ],
      ];
    }
    case 'RIDE': {
      const { passengers, childSeats: seats, wheelchair, returnLeg, luggage, sharesTrip } = row.details;
      return [
        'passengers, infant_seats, toddler_seats, booster_seats, wheelchair, return_leg, luggage, shares_trip',
        [passengers, seats.INFANT, seats.TODDLER, seats.BOOSTER, wheelchair, returnLeg, luggage, sharesTrip],
      ];
    }
    case 'MONEY':
      return ['currency, payable_as', [row.details.currency, row.details.payableAs]];
    case 'TIME':
      return ['skill, spoken_language, mode', [row.details.skill, row.details.spokenLanguage, row.details.mode]];
  }
}
