/** Reads one page of requests in one prepared statement: who may see which, and every filter, is decided in it. */
import { Injectable } from '@nestjs/common';
import type { Urgency } from '../kernel/help.js';
import type { CoordinatorViewer, HomeViewer, PartnerViewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { RequestFilter } from './domain/request-filter.js';
import { type ListedRequestRow, REQUEST_COLUMNS, SHOWN_COLUMNS, type ShownRequestRow } from './read-requests.store.js';
import { openToHome, visibleToHome } from './visible-to-home.js';

/** Where a page begins: after this row. */
export interface Position {
  readonly urgency: Urgency;
  readonly bucket: number;
  readonly id: string;
}

/** Before every row there can be. */
export const BEGINNING: Position = { urgency: 'TODAY', bucket: -1, id: '00000000-0000-0000-0000-000000000000' };

/**
 * How a page is narrowed. Each is a statement of its own, so that the plan of the usual one stays simple: by nothing, by one kind (which has
 * an index), by where (which has another), or by anything else.
 */
type Shape = 'plain' | 'kind' | 'where' | 'any';

const IN_ORDER = 'ORDER BY r.urgency, r.bucket, r.id';

/** The parameters that every page has, from the one numbered `first` on, and those of its shape after them. */
function parametersFrom(first: number) {
  const at = (offset: number) => `$${first + offset}`;
  const [kinds, urgency, languages, needs, skills] = [at(3), at(4), at(5), at(6), at(7)];
  const words = `(${kinds}::help_kind[] IS NULL OR r.kind = ANY (${kinds}))
    AND (${urgency}::urgency[] IS NULL OR r.urgency = ANY (${urgency}))
    AND (${languages}::text[] IS NULL
      OR EXISTS (SELECT FROM unnest(r.languages) AS its WHERE split_part(its, '-', 1) = ANY (${languages})))
    AND (${needs}::text[] IS NULL OR r.access_needs && ${needs})
    AND (${skills}::text[] IS NULL
      OR EXISTS (SELECT FROM time_request t WHERE t.request_id = r.id AND t.skill = ANY (${skills})))`;
  const narrowed: Readonly<Record<Shape, string>> = {
    plain: 'true',
    kind: `r.kind = ${at(3)}::help_kind`,
    where: `r.published_cell = ANY (${at(10)}::text[]) AND ${words}`,
    any: words,
  };
  return {
    after: `(r.urgency, r.bucket, r.id) > (${at(0)}::urgency, ${at(1)}::integer, ${at(2)}::uuid)`,
    narrowed,
    /** Of the occurrence under `o`. */
    inWindow: (shape: Shape) =>
      shape === 'plain' || shape === 'kind'
        ? 'true'
        : `(${at(8)}::timestamptz IS NULL OR o.opens_at IS NULL OR (o.closes_at > ${at(8)} AND o.opens_at < ${at(9)}::timestamptz))`,
    /** Whether something is asked for that only intake shows to a partner. */
    onlyIntake: (shape: Shape) =>
      shape === 'plain' || shape === 'kind'
        ? 'true'
        : `((${languages} IS NULL AND ${needs} IS NULL) OR r.intake_coordinator_id IS NOT NULL)`,
  };
}

/** $1 home, $2 tier, $3 time. Something has to be free in an occurrence that the home may claim. */
function pageForHome(shape: Shape, rows: number): string {
  const { after, narrowed, inWindow } = parametersFrom(4);
  return `SELECT ${REQUEST_COLUMNS}, r.bucket FROM request r
    WHERE r.listed AND ${after} AND r.expires_at > $3::timestamptz AND ${narrowed[shape]} AND ${visibleToHome('r', '$1', '$2')}
      AND EXISTS (SELECT FROM occurrence o JOIN occurrence_line l ON l.occurrence_id = o.id
        WHERE o.request_id = r.id AND ${openToHome('o', '$1', '$3::timestamptz')} AND l.held + l.fulfilled < l.quantity
          AND ${inWindow(shape)})
    ${IN_ORDER} LIMIT ${rows}`;
}

/** $1 partner. All that have not ended, held ones and money among them. */
function pageForPartner(shape: Shape, rows: number): string {
  const { after, narrowed, inWindow, onlyIntake } = parametersFrom(2);
  return `SELECT ${SHOWN_COLUMNS}, false AS accepted, r.bucket FROM request r
    WHERE r.ended_at IS NULL AND r.partner_id = $1::uuid AND ${after} AND ${narrowed[shape]} AND ${onlyIntake(shape)}
      AND EXISTS (SELECT FROM occurrence o WHERE o.request_id = r.id AND ${inWindow(shape)})
    ${IN_ORDER} LIMIT ${rows}`;
}

/** Limits are part of the text: a plan that does not know how few rows are wanted prefers to sort them all. */
type Size = 21 | 51;

/** Which rows of the list: those behind `after`, `rows` of them or a few more. */
export interface RowsAsked {
  readonly after: Position;
  readonly rows: number;
}

@Injectable()
export class BrowseRequestsStore {
  async forHome(
    db: Queryable,
    home: HomeViewer,
    filter: RequestFilter,
    { after, rows }: RowsAsked,
    now: Date,
  ): Promise<(ListedRequestRow & Position)[]> {
    const shape = shapeOf(filter);
    const size = sizeFor(rows);
    const found = await db.query<ListedRequestRow & Position>(`browse-home-${shape}-${size}`, HOME_PAGES[shape][size], [
      home.homeId,
      home.tier,
      now,
      ...valuesOf(shape, filter, after),
    ]);
    return found.rows;
  }

  async forPartner(
    db: Queryable,
    { partnerId }: CoordinatorViewer | PartnerViewer,
    filter: RequestFilter,
    { after, rows }: RowsAsked,
  ): Promise<(ShownRequestRow & Position)[]> {
    const shape = shapeOf(filter);
    const size = sizeFor(rows);
    const found = await db.query<ShownRequestRow & Position>(
      `browse-partner-${shape}-${size}`,
      PARTNER_PAGES[shape][size],
      [partnerId, ...valuesOf(shape, filter, after)],
    );
    return found.rows;
  }
}

function everyShape(pageOf: (shape: Shape, rows: Size) => string) {
  const sizes = (shape: Shape) => ({ 21: pageOf(shape, 21), 51: pageOf(shape, 51) });
  return { plain: sizes('plain'), kind: sizes('kind'), where: sizes('where'), any: sizes('any') };
}

const HOME_PAGES = everyShape(pageForHome);
const PARTNER_PAGES = everyShape(pageForPartner);

function sizeFor(rows: number): Size {
  return rows <= 21 ? 21 : 51;
}

function shapeOf({ kinds, cells, window, urgency, languages, needs, skills }: RequestFilter): Shape {
  if (cells) return 'where';
  if (window || urgency || languages || needs || skills || (kinds && kinds.length > 1)) return 'any';
  return kinds ? 'kind' : 'plain';
}

/** In the order of `parametersFrom`. */
function valuesOf(shape: Shape, filter: RequestFilter, after: Position): readonly unknown[] {
  const position = [after.urgency, after.bucket, after.id];
  if (shape === 'plain') return position;
  const { kinds, urgency, languages, needs, skills, window, cells } = filter;
  if (shape === 'kind') return [...position, kinds?.[0]];
  const words = [kinds, urgency, languages, needs, skills, window?.opensAt ?? null, window?.closesAt ?? null];
  return [...position, ...words, ...(shape === 'where' ? [cells] : [])];
}
