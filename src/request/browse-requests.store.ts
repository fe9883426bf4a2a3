/** Reads one page of requests in one prepared statement: who may see which, and every filter, is decided in it. */
import { Injectable } from '@nestjs/common';
import { sessionStillSays } from '../access/session-in-sql.js';
import type { HomeInSql } from '../circle/home-in-sql.js';
import type { Urgency } from '../kernel/help.js';
import { type CoordinatorViewer, type HomeViewer, type PartnerViewer, Unconfirmed } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { Canaries } from '../sealing/canaries.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import type { RequestFilter } from './domain/request-filter.js';
import { keptAwaySecret } from './kept-away.js';
import {
  BRIEF_COLUMNS,
  type BriefRowRead,
  type ListedRequestRow,
  REQUEST_COLUMNS,
  SHOWN_COLUMNS,
  type ShownRequestRow,
} from './read-requests.store.js';
import { openToHome, visibleToHome } from './visible-to-home.js';
import { coordinatorOf, visibleToPartner } from './visible-to-partner.js';

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

/** The parameters that every page has, from the one numbered `first` on, and those of its shape after them: see `valuesOf`. */
function parametersFrom(first: number) {
  const at = (offset: number) => `$${first + offset}`;
  const [languages, needs, opens, closes] = [at(5), at(6), at(8), at(9)];
  return {
    after: (r: string) =>
      `(${r}.urgency, ${r}.bucket, ${r}.id) > (${at(0)}::urgency, ${at(1)}::integer, ${at(2)}::uuid)`,
    kind: (r: string) => `${r}.kind = ${at(3)}::help_kind`,
    cells: (r: string) => `${r}.published_cell = ANY (${at(10)}::text[])`,
    words: (r: string) => `(${at(3)}::help_kind[] IS NULL OR ${r}.kind = ANY (${at(3)}))
      AND (${at(4)}::urgency[] IS NULL OR ${r}.urgency = ANY (${at(4)})) AND (${needs}::text[] IS NULL OR ${r}.access_needs && ${needs})
      AND (${languages}::text[] IS NULL
        OR EXISTS (SELECT FROM unnest(${r}.languages) AS its WHERE split_part(its, '-', 1) = ANY (${languages})))
      AND (${at(7)}::text[] IS NULL OR (${r}.kind = 'TIME'
        AND EXISTS (SELECT FROM time_request t WHERE t.request_id = ${r}.id AND t.skill = ANY (${at(7)}))))`,
    inWindow: (o: string) => `(${opens}::timestamptz IS NULL OR ${o}.opens_at IS NULL
      OR (${o}.closes_at > ${opens} AND ${o}.opens_at < ${closes}::timestamptz))`,
    /** What only intake shows to a partner narrows only intake. */
    onlyIntake: (r: string) =>
      `((${languages} IS NULL AND ${needs} IS NULL) OR ${r}.intake_coordinator_id IS NOT NULL)`,
  };
}

/**
 * A page of the requests under `r` that are `listed` and `shown`. What decides in which order they come, and cheaply which of them may be
 * meant, is fenced off by OFFSET 0; so is every question about one request in `shown`. Those are asked in the order of the list until the
 * page is full: as joins they would be answered for all requests first.
 */
function pageOf(
  shape: Shape,
  its: ReturnType<typeof parametersFrom>,
  page: {
    readonly columns: string;
    readonly listed: (r: string) => string;
    readonly shown: string;
    /** What has to be so for any of it to be shown. */
    readonly believed?: string;
    readonly rows: number;
    /** Where the whole list is not one index: conditions that no row meets two of, each with an index of its own that has the order. */
    readonly lists?: (r: string) => readonly string[];
  },
): string {
  const { columns, listed, shown, rows, lists, believed = 'true' } = page;
  if (shape === 'plain' || shape === 'kind') {
    const narrowed = (r: string) => `${its.after(r)}${shape === 'kind' ? ` AND ${its.kind(r)}` : ''}`;
    if (lists) {
      // Merged first, looked at afterwards, row by row: of all lists together no more is read than it takes to fill the page. NO_LIMIT is none,
      // which the planner does not know: for all that there is, it would rather sort. For the same reason nothing is ordered once more at the
      // end: then it would not know inside how few are wanted; it keeps the order of what it scans alone.
      const each = lists('i').map(
        (its) => `(SELECT i.* FROM request i WHERE ${listed('i')} AND ${narrowed('i')} AND ${its}
        ORDER BY i.urgency, i.bucket, i.id LIMIT ${NO_LIMIT})`,
      );
      return `SELECT ${columns}, r.bucket FROM (SELECT * FROM (${each.join(' UNION ALL ')}) merged ORDER BY urgency, bucket, id OFFSET 0) r
        WHERE ${likely(shown)} AND ${believed} LIMIT ${rows}`;
    }
    return `SELECT ${columns}, r.bucket FROM request r WHERE ${listed('r')} AND ${narrowed('r')} AND ${shown} AND ${believed}
      ORDER BY r.urgency, r.bucket, r.id LIMIT ${rows}`;
  }
  // Cells come out of an index that has the order in it; words have to be looked up in the rows.
  const [inside, outside] = shape === 'where' ? [its.cells('i'), its.words('r')] : [its.words('i'), 'true'];
  return `SELECT ${columns}, r.bucket
    FROM (SELECT i.urgency, i.bucket, i.id FROM request i WHERE ${listed('i')} AND ${its.after('i')} AND ${inside}
      ORDER BY i.urgency, i.bucket, i.id OFFSET 0) AS narrowed JOIN request r ON r.id = narrowed.id
    WHERE ${outside} AND ${shown} AND ${believed} ORDER BY narrowed.urgency, narrowed.bucket, narrowed.id LIMIT ${rows}`;
}

const NO_LIMIT = '(SELECT NULL::bigint)';

/** The same condition, but the planner takes it that half of the rows meet it. Left to guess at its parts it takes them to leave none, and sorts the whole list. */
function likely(condition: string): string {
  return `CASE WHEN ${condition} THEN true ELSE false END`;
}

const HOME: HomeInSql = { id: '$1', tier: '$2', circle: '$6::uuid', linked: '$7::uuid[]', certificates: '$8::text[]' };

/** $1 home, $2 tier, $3 time, $4 secret, $5 canaries, $6 to $8 see HOME, $9 what its session is believed to say, if it is, and $10 that session. Something has to be free in an occurrence that the home may claim. */
function pageForHome(shape: Shape, rows: number, columns: string, links: number): string {
  const its = parametersFrom(11);
  const inWindow = shape === 'plain' || shape === 'kind' ? 'true' : its.inWindow('o');
  const listed = (r: string) => `${r}.listed AND ${r}.kind <> 'MONEY'`;
  return pageOf(shape, its, {
    columns,
    listed,
    believed: `($9::text IS NULL OR ${sessionStillSays('$9', '$10::bytea', '$3::timestamptz')})`,
    shown: `r.expires_at > $3::timestamptz AND r.id <> ALL ($5::uuid[]) AND ${visibleToHome('r', HOME, '$4')}
      AND EXISTS (SELECT FROM occurrence o JOIN occurrence_line l ON l.occurrence_id = o.id
        WHERE o.request_id = r.id AND ${openToHome('o', '$1', '$3::timestamptz')} AND l.held + l.fulfilled < l.quantity
          AND ${inWindow} OFFSET 0)`,
    rows,
    lists: (r) => listsOfHome(r, links),
  });
}

/** What is known everywhere; what the home's circle has beyond that; what has widened to it from each of so many circles linked with it. */
function listsOfHome(r: string, links: number): readonly string[] {
  return [
    `${r}.reach = 'NETWORK'`,
    `${r}.reach <> 'NETWORK' AND ${r}.circle_id = ${HOME.circle}`,
    // Of several circles at once there is no order. Where there are fewer than that, the rest is null, and nothing is read.
    ...Array.from(
      { length: links },
      (_, at) => `${r}.reach = 'LINKED' AND ${r}.circle_id = (${HOME.linked})[${at + 1}]`,
    ),
  ];
}

/** $1 partner, $2 coordinator, $3 canaries. All that have not ended, held ones and money among them. */
function pageForPartner(shape: Shape, rows: number): string {
  const its = parametersFrom(4);
  const inWindow = `EXISTS (SELECT FROM occurrence o WHERE o.request_id = r.id AND ${its.inWindow('o')} OFFSET 0)`;
  return pageOf(shape, its, {
    columns: `${SHOWN_COLUMNS}, false AS accepted`,
    listed: (r) => `${r}.ended_at IS NULL AND ${visibleToPartner(r, '$1', '$2')}`,
    shown: `r.id <> ALL ($3::uuid[])${shape === 'plain' || shape === 'kind' ? '' : ` AND ${its.onlyIntake('r')} AND ${inWindow}`}`,
    rows,
  });
}

/** Limits are part of the text: a plan that does not know how few rows are wanted prefers to sort them all. */
type Size = 21 | 51;

/** Which rows of the list: those behind `after`, `rows` of them or a few more. */
export interface RowsAsked {
  readonly after: Position;
  readonly rows: number;
}

/** Of rows of which each one's title is enough. */
export type BriefListedRow = BriefRowRead & { readonly begun: boolean } & Position;

@Injectable()
export class BrowseRequestsStore {
  constructor(
    private readonly secrets: InstanceSecrets,
    private readonly canaries: Canaries,
  ) {}

  async forHome(
    db: Queryable,
    home: HomeViewer,
    filter: RequestFilter,
    asked: RowsAsked,
    now: Date,
  ): Promise<(ListedRequestRow & Position)[]> {
    const { shape, size, links } = sortOf(home, filter, asked);
    const found = await db.query<ListedRequestRow & Position>(
      `browse-home-${shape}-${size}-${links}`,
      homePage(shape, size, false, links),
      this.valuesForHome(shape, home, filter, asked, now),
    );
    return found.rows;
  }

  /** Where each row's title is enough: all rows in one text, which `briefRowsOf` reads. Of the same rows it is the same text, whoever asks. */
  async toldToHome(
    db: Queryable,
    home: HomeViewer,
    filter: RequestFilter,
    asked: RowsAsked,
    now: Date,
  ): Promise<string> {
    const { shape, size, links } = sortOf(home, filter, asked);
    const found = await db.query<{ told: string }>(
      `browse-home-briefly-${shape}-${size}-${links}`,
      toldPage(shape, size, links),
      this.valuesForHome(shape, home, filter, asked, now),
    );
    return found.rows[0]?.told ?? NOTHING_TOLD;
  }

  async forPartner(
    db: Queryable,
    viewer: CoordinatorViewer | PartnerViewer,
    filter: RequestFilter,
    { after, rows }: RowsAsked,
  ): Promise<(ShownRequestRow & Position)[]> {
    const shape = shapeOf(filter);
    const size = sizeFor(rows);
    const found = await db.query<ShownRequestRow & Position>(
      `browse-partner-${shape}-${size}`,
      PARTNER_PAGES[shape][size],
      [viewer.partnerId, coordinatorOf(viewer), this.canaries.openIds, ...valuesOf(shape, filter, after)],
    );
    return found.rows;
  }

  private valuesForHome(
    shape: Shape,
    home: HomeViewer,
    filter: RequestFilter,
    { after }: RowsAsked,
    now: Date,
  ): readonly unknown[] {
    return [
      home.homeId,
      home.tier,
      now,
      keptAwaySecret(this.secrets),
      this.canaries.openIds,
      ...[home.circleId, home.linkedCircleIds, home.certificates, ...comparedWith(home)],
      ...valuesOf(shape, filter, after),
    ];
  }
}

function sortOf(home: HomeViewer, filter: RequestFilter, { rows }: RowsAsked) {
  const shape = shapeOf(filter);
  return { shape, size: sizeFor(rows), links: linksFor(shape, home.linkedCircleIds.length) };
}

function everyShape(page: (shape: Shape, rows: Size) => string) {
  const sizes = (shape: Shape) => ({ 21: page(shape, 21), 51: page(shape, 51) });
  return { plain: sizes('plain'), kind: sizes('kind'), where: sizes('where'), any: sizes('any') };
}

const PARTNER_PAGES = everyShape(pageForPartner);
const homePages = new Map<string, string>();

/** `links`: of how many linked circles it reads at most. Exported for whoever measures them. */
export function homePage(shape: Shape, rows: Size, briefly: boolean, links: number): string {
  const name = `${shape} ${rows} ${briefly} ${links}`;
  const known = homePages.get(name);
  if (known !== undefined) return known;
  const page = pageForHome(shape, rows, briefly ? BRIEF_COLUMNS : REQUEST_COLUMNS, links);
  homePages.set(name, page);
  return page;
}

/** No rows. */
export const NOTHING_TOLD = '[]';

/** The columns of `BriefListedRow`, in the order in which `toldPage` gives them. */
const TOLD = [
  ...(['id', 'kind', 'alias', 'partner_id', 'urgency', 'minimum_tier', 'required_training', 'published_cell'] as const),
  ...(['time_zone', 'posted_on', 'begun', 'bucket'] as const),
] as const satisfies readonly (keyof BriefListedRow)[];

/** The page of rows that are titles alone, in their order, as one text. */
function toldPage(shape: Shape, rows: Size, links: number): string {
  const each = TOLD.map((column) => `page.${column}`).join();
  return `SELECT coalesce(json_agg(json_build_array(${each})), '${NOTHING_TOLD}')::text AS told FROM (${homePage(shape, rows, true, links)}) page`;
}

export function briefRowsOf(told: string): BriefListedRow[] {
  // Every column is a word, a number or a truth, which JSON gives back as they are.
  const rows = JSON.parse(told) as unknown[][];
  return rows.map(
    (row) => Object.fromEntries(TOLD.map((column, at) => [column, row[at]])) as unknown as BriefListedRow,
  );
}

/** Few statements serve any number of links: up to the next power of two. */
export function linksFor(shape: Shape, links: number): number {
  if (links === 0 || shape === 'where' || shape === 'any') return 0;
  return 2 ** Math.ceil(Math.log2(links));
}

/** What is looked up for this very call is compared with nothing. */
function comparedWith({ belief, isBelieved }: HomeViewer): readonly [string | null, Buffer | null] {
  if (!isBelieved) return [null, null];
  if (!belief) throw new Unconfirmed();
  return [belief.facts, belief.digest];
}

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
