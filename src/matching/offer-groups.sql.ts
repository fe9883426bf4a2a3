/** Offers around a request in SQL, group by group, the nearest first: what was found says which reach an offer farther away must have to be among the best. */
import { FAR_FROM } from '../place/probes.js';
import { MAX_REACH_RINGS } from '../place/reach.js';
import { weights } from './domain/rank.js';
import { capped, MUCH_OFFERED, type OffersRead } from './looked-at.js';
import { ASKED, bounded, boundOf, inCirclesNextDoor, look, mayServe, OF_OTHERS, onShelf } from './offer-looks.sql.js';
import { LONG_REACH, type Shelf } from './offer-shelves.js';

/** How many points of nearness an offer may lack and still be among the best, after all that was found: hardly any where that is much. */
const lacking = (
  bounds: string,
) => `SELECT greatest(0.01, CASE WHEN count(*) >= ${MUCH_OFFERED} * :wanted::bigint THEN 0
    ELSE coalesce(:hereUsually::float8 - (array_agg(f.bound ORDER BY f.bound DESC))[:wanted::bigint], 'Infinity') END) AS points FROM ${bounds} f`;

/** The least reach with which an offer so many rings away lacks no more than that. Nothing lacks more than all of nearness: of a wide area, whose middle need not be reached, some lack that much. */
const leastReach = (centre: string) =>
  `(CASE WHEN lacking.points < ${weights.nearness} THEN least(ceil(${weights.nearness} * ${centre} / lacking.points) - 1, ${MAX_REACH_RINGS + 1}) ELSE 0 END)::smallint`;
const isNear = (centre: string) => `${leastReach(centre)} <= ${MAX_REACH_RINGS}`;

const NEAR =
  'unnest(:nearCells::text[], :nearRings::smallint[], :nearCentres::smallint[]) WITH ORDINALITY AS near (cell, ring, centre, place)';
const CELL = {
  branch: 'near.place',
  centre: 'near.centre',
  order: 'ORDER BY o.reach_rings DESC, o.prior, o.last_asked_half',
};

/** The most that one can come to that lacks more, of what comes to so much here, and to so much as far away as that. */
const leftOut = (here: string, there: string) => `least(${here} - lacking.points, ${there})`;

interface Group {
  readonly name: string;
  readonly found: string;
  /** The most that anything can come to of what was left out; null when nothing was. */
  readonly unread: string;
}

/** The cell in the middle, before anything is known. */
function here(shelf: Shelf, { inTheMiddle }: OffersRead): string {
  const where = `${onShelf(shelf)} AND o.cell = near.cell AND ${OF_OTHERS}`;
  return bounded(
    [look({ ...CELL, from: `(SELECT * FROM ${NEAR} LIMIT 1) near`, where, most: inTheMiddle })],
    inTheMiddle,
  );
}

/** The cells around it, one at a time. */
function near(shelf: Shelf, { nearBy }: OffersRead): Group {
  const cells = `lacking_near lacking CROSS JOIN LATERAL (SELECT *, greatest(near.ring, ${leastReach('near.centre')}) AS reach
      FROM ${NEAR} WHERE near.centre > 0 AND ${isNear('near.centre')}) near`;
  const where = `${onShelf(shelf)} AND o.cell = near.cell AND o.reach_rings >= near.reach AND ${OF_OTHERS}`;
  return {
    name: 'near',
    found: bounded([look({ ...CELL, from: cells, where, most: nearBy })], nearBy),
    // All of the circles is read.
    unread: `CASE WHEN ${leastReach('2')} > 0 THEN ${leftOut(':hereAtMost::float8', ':nextDoorAtMost::float8')} END`,
  };
}

/** All cells of a group at once. They are in order, so a search by halves finds the place of one. */
function far(shelf: Shelf, nearestRing: number, at: number, read: OffersRead): Group {
  // Those that could come to the most: some may fall out when they are looked at closely.
  const most = `(:most::integer + ${read.far})`;
  const name = `far_${at}`;
  const centre = `(:farNearestCentres::smallint[])[${at}]`;
  const nearest = `(:farNearest::smallint[])[${at}]`;
  // Word for word as its index has it.
  const longReach = shelf.farIndex && nearestRing > LONG_REACH ? `AND o.reach_rings > ${LONG_REACH}` : '';
  const where = `${onShelf(shelf)} ${longReach} AND o.cell = ANY (far.cells) AND o.reach_rings >= far.reach`;
  return {
    name,
    found: `SELECT its.* FROM ${ASKED} CROSS JOIN lacking_${name} lacking CROSS JOIN LATERAL (
        SELECT string_to_array((:farCells::text[])[${at}], ',') AS cells, string_to_array((:farRings::text[])[${at}], ',')::smallint[] AS rings,
          string_to_array((:farCentres::text[])[${at}], ',')::smallint[] AS centres, greatest(${nearest}, ${leastReach(centre)}) AS reach
        WHERE ${isNear(centre)} OFFSET 0) far
      CROSS JOIN LATERAL (SELECT o.id, o.last_asked_half, ${boundOf('o', 'far.centres[o.at]')} AS bound
        FROM (SELECT o.*, width_bucket(o.cell::text, far.cells) AS at FROM (${mayServe(where)} OFFSET 0) o OFFSET 0) o
        WHERE o.reach_rings >= far.rings[o.at] ORDER BY bound DESC, o.last_asked_half, o.id LIMIT ${most}) its`,
    unread: `greatest(CASE WHEN ${leastReach(centre)} > ${nearest} THEN ${leftOut(':ownHereAtMost::float8', `(:ownFarAtMost::float8[])[${at}]`)} END,
      (SELECT min(bound) FROM ${name} HAVING count(*) >= ${most}))`,
  };
}

/** Each group knows what was found before it. */
export function groups(shelf: Shelf, read: OffersRead) {
  const farther = [near(shelf, read), ...FAR_FROM.map((ring, at) => far(shelf, ring, at + 1, read))];
  const before = (at: number, columns: string) =>
    `(${['ours', 'here', ...farther.slice(0, at).map(({ name }) => name)]
      .map((one) => `SELECT ${columns} FROM ${one}`)
      .join(' UNION ALL ')})`;
  const parts = farther.flatMap(({ name, found }, at) => [
    `lacking_${name} AS MATERIALIZED (${lacking(before(at, 'bound'))})`,
    `${name} AS MATERIALIZED (${found})`,
  ]);
  const unread = farther.map(({ name, unread }) => `(SELECT ${unread} FROM lacking_${name} lacking)`);
  return {
    parts: [
      `ours AS MATERIALIZED (${bounded([inCirclesNextDoor(read)], read.inCircles)})`,
      `here AS MATERIALIZED (${here(shelf, read)})`,
      ...parts,
    ].join(',\n    '),
    found: before(farther.length, 'id, last_asked_half, bound'),
    capped: capped([
      ['ours', read.inCircles],
      ['here', read.inTheMiddle],
      ['near', read.nearBy],
    ]),
    unread: `greatest(${unread.join()})`,
  };
}
