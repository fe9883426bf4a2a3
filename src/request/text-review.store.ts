/** What is held of the words of requests: read and written under the request's lock, and found by those who review it. */
import { Injectable } from '@nestjs/common';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { KeptReason } from '../screening/text-reason.js';
import type { TextState } from '../screening/text-review.js';
import type { RequestTexts } from './domain/request-texts.js';
import { SHOWN_COLUMNS, type ShownRequestRow } from './read-requests.store.js';
import { visibleToPartner } from './visible-to-partner.js';

interface TextsRead {
  readonly state: TextState;
  readonly revision: number;
  readonly half: number | null;
  readonly summary_held: boolean;
  readonly summary_reasons: KeptReason[];
  readonly lines: readonly [string, boolean, KeptReason[], boolean, KeptReason[]][];
}

/** After this row of the queue. */
export interface QueuePosition {
  readonly half: number;
  readonly id: string;
}

/** Of those words that came back, in the column. */
const CAME_BACK = (reasons: string) => `CASE WHEN l.${reasons} = '{}' THEN '{}' ELSE '{RETURNED_BEFORE}'::text[] END`;

@Injectable()
export class TextReviewStore {
  /** Of a request that is locked. */
  async read(tx: Queryable, requestId: string): Promise<RequestTexts> {
    const { rows } = await tx.query<TextsRead>(
      'texts-of-request',
      `SELECT text_state AS state, text_revision AS revision, text_half AS half, summary_held, summary_reasons,
         coalesce((SELECT json_agg(json_build_array(id, label_held, label_reasons, note_held, note_reasons) ORDER BY position)
           FROM request_line WHERE request_id = $1::uuid AND label_box IS NOT NULL), '[]') AS lines
       FROM request WHERE id = $1::uuid`,
      [requestId],
    );
    const [row] = rows;
    if (!row) throw new Error('the texts of a request that is not there');
    return {
      state: row.state,
      revision: row.revision,
      half: row.half,
      summary: { held: row.summary_held, reasons: row.summary_reasons },
      lines: row.lines.map(([id, labelHeld, labelReasons, noteHeld, noteReasons]) => ({
        id,
        label: { held: labelHeld, reasons: labelReasons },
        note: { held: noteHeld, reasons: noteReasons },
      })),
    };
  }

  async write(tx: Queryable, requestId: string, texts: RequestTexts): Promise<void> {
    const { state, revision, half, summary, lines } = texts;
    await tx.query(
      'set-texts-of-request',
      `UPDATE request SET text_state = $2, text_revision = $3, text_half = $4, summary_held = $5, summary_reasons = $6,
         review_reminded = review_reminded AND text_state = $2 WHERE id = $1`,
      [requestId, state, revision, half, summary.held, summary.reasons],
    );
    if (lines.length === 0) return;
    await tx.query(
      'set-texts-of-lines',
      `UPDATE request_line l SET label_held = its.label_held, label_reasons = string_to_array(its.label_reasons, ' '),
         note_held = its.note_held, note_reasons = string_to_array(its.note_reasons, ' ')
       FROM unnest($2::uuid[], $3::boolean[], $4::text[], $5::boolean[], $6::text[])
         AS its (id, label_held, label_reasons, note_held, note_reasons)
       WHERE l.id = its.id AND l.request_id = $1 AND (l.label_held OR l.note_held OR its.label_held OR its.note_held)`,
      [
        requestId,
        lines.map(({ id }) => id),
        lines.map(({ label }) => label.held),
        lines.map(({ label }) => label.reasons.join(' ')),
        lines.map(({ note }) => note.held),
        lines.map(({ note }) => note.reasons.join(' ')),
      ],
    );
  }

  /** Those whose words wait for the coordinator's partner, the longest wait first; within a half-day the order says nothing. */
  async waiting(
    db: Queryable,
    { partnerId, coordinatorId }: CoordinatorViewer,
    after: QueuePosition | null,
    limit: number,
    now: Date,
  ): Promise<(ShownRequestRow & { readonly text_half: number })[]> {
    const { rows } = await db.query<ShownRequestRow & { readonly text_half: number }>(
      'requests-with-texts-to-review',
      `SELECT ${SHOWN_COLUMNS}, false AS accepted FROM request r
       WHERE r.text_state = 'WAITING' AND r.ended_at IS NULL AND ${visibleToPartner('r', '$1', '$2')}
         AND (r.expires_at > $6::timestamptz OR EXISTS (SELECT FROM claim c WHERE c.request_id = r.id
           AND c.status IN ('PROPOSED', 'ACCEPTED', 'DELIVERED', 'DISPUTED')))
         AND ($3::integer IS NULL OR (r.text_half, r.id) > ($3::integer, $4::uuid))
       ORDER BY r.text_half, r.id LIMIT $5`,
      [partnerId, coordinatorId, after?.half ?? null, after?.id ?? null, limit, now],
    );
    return rows;
  }

  /** Of which coordinators were told once and nobody has looked since: each is found once. */
  async remind(owner: Queryable, waitingSince: number): Promise<{ id: string; partnerId: string }[]> {
    const { rows } = await owner.query<{ id: string; partnerId: string }>(
      'remind-of-texts-of-requests',
      `UPDATE request SET review_reminded = true
       WHERE text_state = 'WAITING' AND NOT review_reminded AND published AND ended_at IS NULL AND text_half <= $1
       RETURNING id, partner_id AS "partnerId"`,
      [waitingSince],
    );
    return rows;
  }

  /** What was said of words that came back is forgotten; that they came back is not: a person reads the next ones. */
  async forgetReasons(owner: Queryable, heldSince: number): Promise<number> {
    const { rowCount: ofLines } = await owner.query(
      'forget-reasons-of-lines',
      `UPDATE request_line l SET label_reasons = ${CAME_BACK('label_reasons')}, note_reasons = ${CAME_BACK('note_reasons')}
       FROM request r WHERE r.id = l.request_id AND r.text_half <= $1
         AND greatest(cardinality(l.label_reasons), cardinality(l.note_reasons)) > 1`,
      [heldSince],
    );
    const { rowCount } = await owner.query(
      'forget-reasons-of-requests',
      `UPDATE request SET summary_reasons = '{RETURNED_BEFORE}' WHERE text_half <= $1 AND cardinality(summary_reasons) > 1`,
      [heldSince],
    );
    return rowCount + ofLines;
  }
}
