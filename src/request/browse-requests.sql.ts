/** The statements of a page of requests: who may see which, in which order, and narrowed by what. */
import { sessionStillSays } from '../access/session-in-sql.js';
import type { HomeInSql } from '../circle/home-in-sql.js';
import { BRIEF_COLUMNS, REQUEST_COLUMNS, SHOWN_COLUMNS } from './read-requests.store.js';
import { openToHome, visibleToHome } from './visible-to-home.js';
import { visibleToPartner } from './visible-to-partner.js';

/**
 * How a page is narrowed. Each is a statement of its own, so that the plan of the usual one stays simple: by nothing, by one kind (which has
 * an index), by where (which has another), or by anything else.
 */
export type Shape = 'plain' | 'kind' | 'where' | 'any';

/** What stands in a statement for the value of this number. */
type Valued = (number: number) => string;

/** As a parameter. */
const numbered: Valued = (number) => `$${number}`;

/** The values that every page has, from the one numbered `first` on, and those of its shape after them: see `valuesOf`. */
function valuesFrom(first: number, value: Valued) {
  const at = (offset: number) => value(first + offset);
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
  its: ReturnType<typeof valuesFrom>,
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

function homeIn(value: Valued): HomeInSql {
  return {
    id: value(1),
    tier: value(2),
    circle: `${value(6)}::uuid`,
    linked: `${value(7)}::uuid[]`,
    certificates: `${value(8)}::text[]`,
  };
}

/**
 * Values: 1 home, 2 tier, 3 time, 4 secret, 5 canaries, 6 to 8 see `homeIn`, 9 what its session is believed to say, if it is, and 10 that session; from
 * 11 on see `valuesFrom`. Something has to be free in an occurrence that the home may claim.
 */
function pageForHome(shape: Shape, rows: Size, columns: string, links: number, value: Valued): string {
  const its = valuesFrom(11, value);
  const home = homeIn(value);
  const [now, secret, canaries] = [`${value(3)}::timestamptz`, value(4), `${value(5)}::uuid[]`];
  const inWindow = shape === 'plain' || shape === 'kind' ? 'true' : its.inWindow('o');
  const listed = (r: string) => `${r}.listed AND ${r}.kind <> 'MONEY'`;
  return pageOf(shape, its, {
    columns,
    listed,
    believed: `(${value(9)}::text IS NULL OR ${sessionStillSays(value(9), `${value(10)}::bytea`, now)})`,
    shown: `r.expires_at > ${now} AND r.id <> ALL (${canaries}) AND ${visibleToHome('r', home, secret)}
      AND EXISTS (SELECT FROM occurrence o JOIN occurrence_line l ON l.occurrence_id = o.id
        WHERE o.request_id = r.id AND ${openToHome('o', home.id, now)} AND l.held + l.fulfilled < l.quantity
          AND ${inWindow} OFFSET 0)`,
    rows,
    lists: (r) => listsOfHome(r, home, links),
  });
}

/** What is known everywhere; what the home's circle has beyond that; what has widened to it from each of so many circles linked with it. */
function listsOfHome(r: string, { circle, linked }: HomeInSql, links: number): readonly string[] {
  return [
    `${r}.reach = 'NETWORK'`,
    `${r}.reach <> 'NETWORK' AND ${r}.circle_id = ${circle}`,
    // Of several circles at once there is no order. Where there are fewer than that, the rest is null, and nothing is read.
    ...Array.from({ length: links }, (_, at) => `${r}.reach = 'LINKED' AND ${r}.circle_id = (${linked})[${at + 1}]`),
  ];
}

/** $1 partner, $2 coordinator, $3 canaries. All that have not ended, held ones and money among them. */
function pageForPartner(shape: Shape, rows: Size): string {
  const its = valuesFrom(4, numbered);
  const inWindow = `EXISTS (SELECT FROM occurrence o WHERE o.request_id = r.id AND ${its.inWindow('o')} OFFSET 0)`;
  return pageOf(shape, its, {
    columns: `${SHOWN_COLUMNS}, false AS accepted`,
    listed: (r) => `${r}.ended_at IS NULL AND ${visibleToPartner(r, '$1', '$2')}`,
    shown: `r.id <> ALL ($3::uuid[])${shape === 'plain' || shape === 'kind' ? '' : ` AND ${its.onlyIntake('r')} AND ${inWindow}`}`,
    rows,
  });
}

/** Limits are part of the text: a plan that does not know how few rows are wanted prefers to sort them all. */
export type Size = 21 | 51;

/** One text for each sort of page, however often it is asked for. */
function remembering<Sort extends readonly unknown[]>(make: (...sort: Sort) => string): (...sort: Sort) => string {
  const made = new Map<string, string>();
  return (...sort) => {
    const name = sort.join(' ');
    const text = made.get(name) ?? make(...sort);
    made.set(name, text);
    return text;
  };
}

export const partnerPage = remembering(pageForPartner);

/** `links`: of how many linked circles it reads at most. */
export const homePage = remembering((shape: Shape, rows: Size, links: number) =>
  pageForHome(shape, rows, REQUEST_COLUMNS, links, numbered),
);

/** What every column of a told row says, in the order in which it is told. */
export const TOLD = [
  ...(['id', 'kind', 'alias', 'partner_id', 'urgency', 'minimum_tier', 'required_training', 'published_cell'] as const),
  ...(['time_zone', 'posted_on', 'begun', 'bucket'] as const),
] as const;

/** No rows. */
export const NOTHING_TOLD = '[]';

/** What is the same for all who are told in one statement, by the numbers of the values: time, secret, canaries. */
const FOR_ALL: Readonly<Record<number, string>> = { 3: '$2', 4: '$3', 5: '$4' };
const TYPES_OF_HOME = ['uuid', 'home_tier', '', '', '', 'uuid', 'uuid[]', 'text[]', 'text', 'bytea'] as const;
const TYPES_OF_POSITION = ['urgency', 'integer', 'uuid'] as const;
const TYPES_OF_WORDS = [
  'help_kind[]',
  'urgency[]',
  'text[]',
  'text[]',
  'text[]',
  'timestamptz',
  'timestamptz',
] as const;

function typesOf(shape: Shape): readonly string[] {
  const narrowing = {
    plain: [],
    kind: ['help_kind'],
    any: TYPES_OF_WORDS,
    where: [...TYPES_OF_WORDS, 'text[]'],
  } as const;
  return [...TYPES_OF_HOME, ...TYPES_OF_POSITION, ...narrowing[shape]];
}

/** The name of a home's own value in what is asked (see `toldPages`). */
export function nameOfValue(number: number): string {
  return `v${number}`;
}

/**
 * Pages of titles for several homes at once, each as one text with its digest; a text of which whoever asks for the home knows the digest is not told again. $1 what
 * is asked, as JSON: of each its `place`, the digests that are `known`, and the values of `pageForHome` but those FOR_ALL, by their names; $2 to $4 FOR_ALL.
 * Each page is the statement of one home, with columns in the place of its parameters.
 */
export const toldPages = remembering((shape: Shape, rows: Size, links: number) => {
  const value = (number: number) => FOR_ALL[number] ?? `asked.${nameOfValue(number)}`;
  const page = pageForHome(shape, rows, BRIEF_COLUMNS, links, value);
  const columns = typesOf(shape).flatMap((type, at) => (FOR_ALL[at + 1] ? [] : [`${nameOfValue(at + 1)} ${type}`]));
  return `SELECT its.place, its.digest, CASE WHEN its.digest = ANY (its.known) THEN NULL ELSE its.told END AS told
    FROM (SELECT asked.place, asked.known, each.told, encode(sha256(convert_to(each.told, 'UTF8')), 'base64') AS digest
      FROM json_to_recordset($1::json) AS asked (place integer, known text[], ${columns.join(', ')})
      CROSS JOIN LATERAL (SELECT coalesce(json_agg(json_build_array(${TOLD.map((column) => `page.${column}`).join()})), '${NOTHING_TOLD}')::text AS told
        FROM (${page}) page) each OFFSET 0) its`;
});

/** Few statements serve any number of links: up to the next power of two. */
export function linksFor(shape: Shape, links: number): number {
  if (links === 0 || shape === 'where' || shape === 'any') return 0;
  return 2 ** Math.ceil(Math.log2(links));
}
