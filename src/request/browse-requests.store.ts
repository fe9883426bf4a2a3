/** Reads pages of requests, each in one prepared statement: who may see which, and every filter, is decided in it. */
import { Injectable } from '@nestjs/common';
import type { Urgency } from '../kernel/help.js';
import { type CoordinatorViewer, type HomeViewer, type PartnerViewer, Unconfirmed } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import { Canaries } from '../sealing/canaries.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import {
  homePage,
  linksFor,
  nameOfValue,
  partnerPage,
  type Shape,
  type Size,
  TOLD,
  toldPages,
} from './browse-requests.sql.js';
import type { RequestFilter } from './domain/request-filter.js';
import { keptAwaySecret } from './kept-away.js';
import type { BriefRowRead, ListedRequestRow, ShownRequestRow } from './read-requests.store.js';
import { coordinatorOf } from './visible-to-partner.js';

/** Where a page begins: after this row. */
export interface Position {
  readonly urgency: Urgency;
  readonly bucket: number;
  readonly id: string;
}

/** Before every row there can be. */
export const BEGINNING: Position = { urgency: 'TODAY', bucket: -1, id: '00000000-0000-0000-0000-000000000000' };

/** Which rows of the list: those behind `after`, `rows` of them or a few more. */
export interface RowsAsked {
  readonly after: Position;
  readonly rows: number;
}

/** Which statement answers a home. */
export interface SortOfPage {
  readonly shape: Shape;
  readonly size: Size;
  readonly links: number;
}

/** A page of titles that a home asks for. */
export interface TitlesWanted {
  readonly home: HomeViewer;
  readonly filter: RequestFilter;
  readonly after: Position;
  /** Digests of texts that need not be told again. */
  readonly known: readonly string[];
}

/** All rows of a page of titles as one text, which `briefRowsOf` reads, or null where it is known under this digest. Of the same rows it is the same text, whoever asks. */
export interface ToldTitles {
  readonly digest: string;
  readonly told: string | null;
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
    { after, rows }: RowsAsked,
    now: Date,
  ): Promise<(ListedRequestRow & Position)[]> {
    const { shape, size, links } = sortOf(home, filter, rows);
    const found = await db.query<ListedRequestRow & Position>(
      `browse-home-${shape}-${size}-${links}`,
      homePage(shape, size, links),
      [
        ...[home.homeId, home.tier, now, keptAwaySecret(this.secrets), this.canaries.openIds],
        ...[home.circleId, home.linkedCircleIds, home.certificates, ...comparedWith(home)],
        ...valuesOf(shape, filter, after),
      ],
    );
    return found.rows;
  }

  /** Of homes whose pages are of the same sort; each is told what it alone may see, in the order in which they are wanted. */
  async titlesForHomes(
    db: Queryable,
    { shape, size, links }: SortOfPage,
    wanted: readonly TitlesWanted[],
    now: Date,
  ): Promise<ToldTitles[]> {
    const asked = wanted.map((its, place) => askedInJson(place, its, valuesOf(shape, its.filter, its.after)));
    const { rows } = await db.query<ToldTitles & { place: number }>(
      `browse-titles-${shape}-${size}-${links}`,
      toldPages(shape, size, links),
      [`[${asked.join()}]`, now, keptAwaySecret(this.secrets), this.canaries.openIds],
    );
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    return wanted.map((_, place) => {
      const its = byPlace.get(place);
      if (!its) throw new Error('a page that was asked for was not told');
      return its;
    });
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
      partnerPage(shape, size),
      [viewer.partnerId, coordinatorOf(viewer), this.canaries.openIds, ...valuesOf(shape, filter, after)],
    );
    return found.rows;
  }
}

export function sortOf(home: HomeViewer, filter: RequestFilter, rows: number): SortOfPage {
  const shape = shapeOf(filter);
  return { shape, size: sizeFor(rows), links: linksFor(shape, home.linkedCircleIds.length) };
}

/** Every column is a word, a number or a truth, which JSON gives back as they are. */
type ValuesOf<Columns extends readonly (keyof BriefListedRow)[]> = {
  readonly [At in keyof Columns]: BriefListedRow[Columns[At]];
};

export function briefRowsOf(told: string): BriefListedRow[] {
  const rows = JSON.parse(told) as ValuesOf<typeof TOLD>[]; // What `toldPages` tells.
  return rows.map((row) => ({
    id: row[0],
    kind: row[1],
    alias: row[2],
    partner_id: row[3],
    urgency: row[4],
    minimum_tier: row[5],
    required_training: row[6],
    published_cell: row[7],
    time_zone: row[8],
    posted_on: row[9],
    begun: row[10],
    bucket: row[11],
  }));
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

/** In the order of `valuesFrom`. */
function valuesOf(shape: Shape, filter: RequestFilter, after: Position): readonly unknown[] {
  const position = [after.urgency, after.bucket, after.id];
  if (shape === 'plain') return position;
  const { kinds, urgency, languages, needs, skills, window, cells } = filter;
  if (shape === 'kind') return [...position, kinds?.[0]];
  const words = [kinds, urgency, languages, needs, skills, window?.opensAt ?? null, window?.closesAt ?? null];
  return [...position, ...words, ...(shape === 'where' ? [cells] : [])];
}

const FIRST_OF_PAGE = 11;

/** The fields of a home's own values, by their numbers (see `toldPages`), in JSON: those of a home that is believed are the same call after call. */
const ownInJson = new WeakMap<HomeViewer, string>();

function fieldsOf(home: HomeViewer): string {
  const before = ownInJson.get(home);
  if (before !== undefined) return before;
  const [facts, digest] = comparedWith(home);
  const session = digest && `\\x${digest.toString('hex')}`;
  const standing = [home.circleId, home.linkedCircleIds, home.certificates, facts, session];
  const fields = `${fieldsInJson(1, [home.homeId, home.tier])},${fieldsInJson(6, standing)}`;
  ownInJson.set(home, fields);
  return fields;
}

function askedInJson(place: number, { home, known }: TitlesWanted, ofPage: readonly unknown[]): string {
  return `{"place":${place},"known":${JSON.stringify(known)},${fieldsOf(home)},${fieldsInJson(FIRST_OF_PAGE, ofPage)}}`;
}

function fieldsInJson(first: number, values: readonly unknown[]): string {
  return values.map((value, at) => `"${nameOfValue(first + at)}":${JSON.stringify(value ?? null)}`).join();
}
