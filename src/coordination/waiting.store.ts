/** Reads what waits for a partner's coordinators off the things themselves: nothing is kept twice, and what was done waits no more. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import { Urgency } from '../kernel/help.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { UNMATCHED_AFTER } from '../matching/unmatched-after.js';
import { waitingAreas } from '../partner/areas-in-sql.js';
import type { Queryable } from '../platform/queryable.js';
import { speaksForNobody } from '../request/taken-in-by.js';
import { visibleToPartner } from '../request/visible-to-partner.js';
import { Canaries } from '../sealing/canaries.js';
import { MISSED_SHOWN, subjectOf, UNMATCHED_BEFORE_END, WaitingKind, type WaitingSubject } from './domain/waiting.js';

export interface WaitingRow {
  readonly kind: WaitingKind;
  readonly subjectId: string;
  /** The half-day in UTC since which it waits. */
  readonly since: number;
  /** Null while nobody has touched it. */
  readonly entryId: string | null;
  readonly assignedTo: string | null;
}

export type WaitingPosition = Pick<WaitingRow, 'since' | 'kind' | 'subjectId'>;

export interface WaitingAsked {
  readonly kinds: readonly WaitingKind[] | null;
  readonly assigned: 'ME' | 'NOBODY' | null;
  readonly after: WaitingPosition | null;
  readonly limit: number;
}

/** $1 partner, $2 coordinator, $3 the time, $4 the half-day of it. */
const PARTNER = '$1';
const NOW = '$3::timestamptz';
const TODAY = '$4::integer';
const halfOf = (moment: string) => `floor(extract(epoch FROM ${moment}) / 43200)::integer`;
const LIVE = `('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED')`;
const seen = visibleToPartner('r', PARTNER, '$2');

const unmatchedSince = Object.values(Urgency)
  .map((urgency) => `WHEN '${urgency}' THEN ${UNMATCHED_AFTER[urgency]}`)
  .join(' ');

interface Source {
  readonly id: string;
  readonly since: string;
  readonly from: string;
  readonly where: string;
}

/** What was not delivered, while the need is still there and nobody else has taken it on. Its end is that of its half-day. */
const missed = (how: string): Source => ({
  ...{
    id: 'c.id',
    since: `${halfOf('c.ended_at')} - 1`,
    from: 'claim c JOIN request r ON r.id = c.request_id AND r.listed',
  },
  where: `c.partner_id = ${PARTNER} AND ${how} AND ${halfOf('c.ended_at')} > ${TODAY} - ${MISSED_SHOWN}
    AND NOT EXISTS (SELECT FROM claim other WHERE other.occurrence_id = c.occurrence_id AND other.status IN ${LIVE})`,
});

const SOURCES: Readonly<Record<WaitingKind, Source>> = {
  REQUEST_TO_REVIEW: {
    ...{ id: 'r.id', since: 'r.bucket', from: 'request r' },
    where: `r.held_for_review AND r.ended_at IS NULL AND ${seen}`,
  },
  TEXT_TO_REVIEW: {
    ...{ id: 'r.id', since: 'r.text_half', from: 'request r' },
    where: `r.text_state = 'WAITING' AND r.ended_at IS NULL AND ${seen}`,
  },
  OFFER_TEXT_TO_REVIEW: {
    ...{ id: 'o.id', since: 'o.note_half', from: 'offer o JOIN home h ON h.id = o.home_id' },
    where: `o.note_state = 'WAITING' AND o.status IN ('OPEN', 'PAUSED') AND h.partner_id = ${PARTNER}`,
  },
  FIRST_CONTACT: {
    ...{ id: 'c.id', since: 'c.begun_half', from: 'claim c' },
    where: `c.partner_id = ${PARTNER} AND c.status = 'PROPOSED' AND c.lease_ends_at > ${NOW}
      AND 'COORDINATOR' = ANY (c.consents_needed) AND NOT 'COORDINATOR' = ANY (c.consents_given)`,
  },
  REPORT: {
    ...{ id: 'p.id', since: `(p.reported_on - DATE '1970-01-01') * 2`, from: 'report p' },
    where: `p.partner_id = ${PARTNER} AND p.settled_on IS NULL`,
  },
  DISPUTE: {
    ...{ id: 'c.id', since: halfOf('c.disputed_at'), from: 'claim c' },
    where: `c.partner_id = ${PARTNER} AND c.status = 'DISPUTED'`,
  },
  NO_SHOW: missed(`c.status = 'CANCELLED' AND c.end_reason = 'NO_SHOW'`),
  LAPSED_LEASE: missed(`c.status = 'LAPSED' AND c.accepted_at IS NOT NULL`),
  UNMATCHED: {
    ...{ id: 'r.id', since: 'r.bucket', from: 'request r' },
    where: `r.listed AND r.ended_at IS NULL AND r.expires_at > ${NOW} AND r.id <> ALL ($5::uuid[]) AND ${seen}
      AND (r.bucket + CASE r.urgency ${unmatchedSince} END <= ${TODAY} OR ${halfOf('r.closes_at')} - ${UNMATCHED_BEFORE_END} <= ${TODAY})
      AND NOT EXISTS (SELECT FROM claim c WHERE c.request_id = r.id AND c.status IN ${LIVE})`,
  },
  INTAKE_TO_TAKE_OVER: {
    ...{
      id: 'r.id',
      since: `greatest(r.bucket, ${halfOf('former.left_at')})`,
      from: 'coordinator former JOIN request r ON r.intake_coordinator_id = former.id',
    },
    where: `former.partner_id = ${PARTNER} AND ${speaksForNobody('former')} AND r.ended_at IS NULL AND ${seen}`,
  },
  HOME_TO_VOUCH: {
    ...{ id: 'h.id', since: `(h.registered_on - DATE '1970-01-01') * 2`, from: 'home h' },
    where: `h.partner_id = ${PARTNER} AND h.tier = 'NEW' AND h.reexamine_since IS NULL AND h.closed_at IS NULL`,
  },
  HOME_TO_REEXAMINE: {
    ...{ id: 'h.id', since: `(h.reexamine_since - DATE '1970-01-01') * 2`, from: 'home h' },
    where: `h.partner_id = ${PARTNER} AND h.reexamine_since IS NOT NULL AND h.closed_at IS NULL`,
  },
  HOME_TO_REVIEW: {
    ...{ id: 'h.id', since: halfOf('h.paused_at'), from: 'home h' },
    where: `h.partner_id = ${PARTNER} AND h.paused_at IS NOT NULL AND h.closed_at IS NULL`,
  },
  REIMBURSEMENT: {
    ...{ id: 'b.claim_id', since: `(b.asked_on - DATE '1970-01-01') * 2`, from: 'reimbursement b' },
    where: `b.partner_id = ${PARTNER} AND b.state IN ('ASKED', 'ACCEPTED') AND b.claim_id IS NOT NULL`,
  },
  AREAS_TO_AGREE: {
    ...{
      id: 'p.id',
      since: `(p.areas_asked_on - DATE '1970-01-01') * 2`,
      from: 'partner host JOIN partner p ON NOT p.is_host AND p.areas_asked_on IS NOT NULL',
    },
    where: `host.id = ${PARTNER} AND host.is_host AND EXISTS (${waitingAreas('p')})`,
  },
};

export const COLUMN_OF: Readonly<Record<WaitingSubject, string>> = {
  REQUEST: 'request_id',
  CLAIM: 'claim_id',
  OFFER: 'offer_id',
  REPORT: 'report_id',
  HOME: 'home_id',
  PARTNER: 'about_partner_id',
};

/** One kind, with what was kept beside each; what was put aside is left out. */
function waitingOf(kind: WaitingKind, more: (its: Source) => string): string {
  const source = SOURCES[kind];
  const { id, since, from, where } = source;
  return `SELECT '${kind}' AS kind, ${id} AS subject_id, ${since} AS since, e.id AS entry_id, e.assigned_to FROM ${from}
    LEFT JOIN queue_entry e ON e.partner_id = ${PARTNER} AND e.kind = '${kind}' AND e.${COLUMN_OF[subjectOf[kind]]} = ${id}
    WHERE ${where} AND (e.aside_until_half IS NULL OR e.aside_until_half <= ${TODAY}) AND ${more(source)}`;
}

const SHOWN = `kind, subject_id AS "subjectId", since, entry_id AS "entryId", assigned_to AS "assignedTo"`;
/** Every statement names every parameter, so that each has a type. */
const NAMED = `($2::uuid, ${NOW}, ${TODAY}, $5::uuid[]) IS NOT NULL`;

/** $6 kinds, $7 whose, $8 to $10 the position, $11 how many. Each kind gives as many as the page takes, so that each is read in its own order. */
const PAGE = `SELECT ${SHOWN} FROM (${Object.values(WaitingKind)
  .map((kind) => {
    const its = waitingOf(
      kind,
      ({ id, since }) => `($6::text[] IS NULL OR '${kind}' = ANY ($6))
        AND CASE $7::text WHEN 'ME' THEN e.assigned_to = $2::uuid WHEN 'NOBODY' THEN e.assigned_to IS NULL ELSE true END
        AND ($8::integer IS NULL OR (${since}, '${kind}' COLLATE "C", ${id}) > ($8, $9::text COLLATE "C", $10::uuid))
        ORDER BY ${since}, ${id} LIMIT $11`,
    );
    return `(${its})`;
  })
  .join(' UNION ALL ')}) waiting ORDER BY since, kind COLLATE "C", subject_id LIMIT $11`;

@Injectable()
export class WaitingStore {
  constructor(private readonly canaries: Canaries) {}

  /** The oldest first. */
  async page(db: Queryable, viewer: CoordinatorViewer, asked: WaitingAsked, now: Date): Promise<WaitingRow[]> {
    const { kinds, assigned, after, limit } = asked;
    const { rows } = await db.query<WaitingRow>('what-waits', PAGE, [
      ...this.common(viewer, now),
      ...[kinds, assigned, after?.since ?? null, after?.kind ?? null, after?.subjectId ?? null, limit],
    ]);
    return rows;
  }

  /** Null when nothing of the kind waits there for this coordinator's partner. */
  async find(
    db: Queryable,
    viewer: CoordinatorViewer,
    { kind, subjectId }: { readonly kind: WaitingKind; readonly subjectId: string },
    now: Date,
  ): Promise<WaitingRow | null> {
    const { rows } = await db.query<WaitingRow>(
      `what-waits-${kind}`,
      `SELECT ${SHOWN} FROM (${waitingOf(kind, ({ id }) => `${id} = $6::uuid AND ${NAMED}`)}) waiting`,
      [...this.common(viewer, now), subjectId],
    );
    return rows[0] ?? null;
  }

  private common({ partnerId, coordinatorId }: CoordinatorViewer, now: Date): unknown[] {
    return [partnerId, coordinatorId, now, halfDayAt(now, 'UTC'), this.canaries.openIds];
  }
}
