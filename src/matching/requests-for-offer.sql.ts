/** The statements that look for requests: cell by cell and area by area, the most pressing first, then closely at those that could be best. */
import { notKeptFromHome, openToHome, reachesHome, trainedFor } from '../request/visible-to-home.js';
import { weights } from './domain/rank.js';
import { MUCH_ASKED, REQUESTS_READ, REQUESTS_READ_ON, type RequestsRead } from './looked-at.js';
import { type NamedStatement, withPlaces } from './named-places.js';
import { boundInSql, pressingInSql } from './rank-in-sql.js';

const KNOWN_EVERYWHERE = `r.listed AND r.reach = 'NETWORK'`;
const KNOWN_IN_CIRCLES = `r.listed AND r.reach <> 'NETWORK'`;

/** A coordinator's are those that its partner looks after. */
const FOR_WHOM = '(:partner::uuid IS NULL OR r.partner_id = :partner)';

/** That the offer stands while it is asked for, by half-days: of a request, or of one of its occurrences. */
const inTime = (its: string) => `CASE WHEN ${its}.from_half IS NULL THEN :isSoon::boolean
    WHEN ${its}.from_half > :lastHalf::integer OR ${its}.until_half < :firstHalf::integer THEN false
    ELSE int4range(${its}.from_half, ${its}.until_half, '[]')
      && CASE WHEN r.time_zone = :zone::text THEN :halves::int4multirange ELSE :halvesInAnyZone::int4multirange END END`;

/** What an index can say of a request that cannot be served. A series comes back on other days than the first. */
const MAY_BE_SERVED = `r.minimum_tier <= :tier::home_tier AND r.asks_least <= :gives::integer AND (r.kind = 'MONEY' OR r.access_needs <@ :met::text[])
  AND (r.series_until IS NOT NULL OR ${inTime('r')})`;

const READ = `r.id, r.kind, r.published_cell, r.urgency, r.minimum_tier, r.posted_on, r.circle_id, r.languages, r.asks, r.asks_least,
  r.access_needs, r.from_half, r.until_half, r.series_until, r.time_zone`;
const SHORT =
  'r.id, r.published_cell, r.urgency, r.posted_on, r.circle_id, r.languages, r.asks, r.from_half, r.until_half, r.time_zone';

interface Look {
  readonly from: string;
  readonly branch: string;
  /** Rings to the middle of what is published, of the row under `its`. */
  readonly centre: string;
  readonly where: string;
  /** Asked of those that are read. */
  readonly served?: string;
  /** How many are read. */
  readonly most: string;
}

/**
 * So many are read in each place, the most pressing first, whether or not they could be served: what a call costs has an end. What they
 * have to meet is asked outside, since PostgreSQL would think it dear to look for it in an index by columns in the middle of it. The last that may be
 * read is told of even when it is of no use: there may be more.
 */
function look({ from, branch, centre, where, most, served = MAY_BE_SERVED }: Look): string {
  return `SELECT ${branch} AS branch, ${centre} AS centre, its.* FROM ${from} CROSS JOIN LATERAL (
    SELECT ${SHORT}, r.place >= ${most} AS is_last, r.place < ${most} OR (${served}) AS may FROM (
      SELECT ${READ}, row_number() OVER () AS place FROM request r WHERE ${where} AND ${FOR_WHOM} ORDER BY r.urgency, r.bucket LIMIT ${most}) r
    WHERE ${served} OR r.place >= ${most}) its`;
}

const NEAR = 'unnest(:nearCells::text[], :nearCentres::smallint[]) WITH ORDINALITY AS near (cell, centre, place)';
const AREAS = `(SELECT a.area, string_to_array(a.cells, ',') AS cells, string_to_array(a.centres, ',')::smallint[] AS centres, a.near, a.place
  FROM unnest(:areas::text[], :areaCells::text[], :areaCentres::text[], :nearCounts::integer[])
    WITH ORDINALITY AS a (area, cells, centres, near, place) OFFSET 0) area`;
const CIRCLES = 'unnest(:circles::uuid[]) WITH ORDINALITY AS known (circle, place)';
const SKILLS = 'unnest(:skills::text[]) WITH ORDINALITY AS one (skill, place)';

/** Of time in person, only what the offer can do. */
const THE_KIND = `r.kind = :kind::help_kind AND NOT r.by_phone AND (r.asked_skill IS NULL OR r.asked_skill = ANY (:skillsInPerson::text[]))`;
/** The same of each skill by itself; what is no time has none. */
const IN_PERSON = `unnest(CASE WHEN :kind::help_kind = 'TIME' THEN :skillsInPerson::text[] ELSE ARRAY[''] END) WITH ORDINALITY AS one (skill, place)`;
const OF_SKILL = `r.kind = :kind::help_kind AND NOT r.by_phone AND coalesce(r.asked_skill, '') = one.skill`;
/** Of all areas, and of all skills, that an offer is looked for in. */
const inEachArea = ({ around }: RequestsRead) => `${around} / greatest(1, cardinality(:areas::text[]))`;
const ofEachSkill = ({ byPhone }: RequestsRead) => `${byPhone} / greatest(1, cardinality(:skills::text[]))`;
const IN_AREA = 'area_of_cell(r.published_cell) = area.area';
const OF_CIRCLE = `r.circle_id = known.circle AND (known.place = 1 OR r.reach = 'LINKED')`;
const place = (cell: string) => `array_position(area.cells, ${cell}::text)`;

function looksFor(read: RequestsRead) {
  const nearBy = look({
    ...{ from: `${NEAR} CROSS JOIN ${IN_PERSON}`, branch: '1000 * one.place + near.place' },
    ...{ centre: 'near.centre', most: String(read.inCell) },
    // In the words of the shelf: another index by cell would lead to rows of the table.
    where: `${OF_SKILL} AND ${KNOWN_EVERYWHERE} AND r.published_cell || '' = near.cell`,
  });
  const around = look({
    ...{ from: `${AREAS} CROSS JOIN ${IN_PERSON}`, branch: '1000 * one.place + area.place' },
    ...{
      centre: `area.centres[${place('its.published_cell')}]`,
      most: `${inEachArea(read)} / greatest(1, cardinality(:skillsInPerson::text[]))`,
    },
    where: `${OF_SKILL} AND ${KNOWN_EVERYWHERE} AND ${IN_AREA}`,
    // The place is the dearest to look for: of the few that could be served otherwise.
    served: `${MAY_BE_SERVED} AND coalesce(${place('r.published_cell')} > area.near, false)`,
  });
  const inCircles = look({
    ...{ from: `${AREAS} CROSS JOIN ${CIRCLES}`, branch: '10000 * known.place + area.place' },
    ...{ centre: `area.centres[${place('its.published_cell')}]`, most: inEachArea(read) },
    where: `${OF_CIRCLE} AND ${THE_KIND} AND ${KNOWN_IN_CIRCLES} AND ${IN_AREA} AND ${place('r.published_cell')} > 0`,
  });
  const byPhone = look({
    ...{ from: SKILLS, branch: '-1 - one.place', centre: '0', most: ofEachSkill(read) },
    where: `r.kind = 'TIME' AND r.asked_skill = one.skill AND r.by_phone AND ${KNOWN_EVERYWHERE}`,
  });
  const byPhoneInCircles = look({
    ...{
      from: `${SKILLS} CROSS JOIN ${CIRCLES}`,
      branch: '-10000 * known.place - one.place',
      centre: '0',
      most: ofEachSkill(read),
    },
    where: `${OF_CIRCLE} AND r.kind = 'TIME' AND r.asked_skill = one.skill AND r.by_phone AND ${KNOWN_IN_CIRCLES}`,
  });
  return { nearBy, around, inCircles, byPhone, byPhoneInCircles };
}

const closeness = (circle: string) => `CASE WHEN ${circle} = (:circles::uuid[])[1] THEN 'SAME_CIRCLE'
  WHEN ${circle} = ANY (:circles::uuid[]) THEN 'LINKED_CIRCLE' ELSE 'NETWORK' END`;
const waitingDays = (request: string) => `greatest(0, :today::date - ${request}.posted_on)`;

/** Of several half-days, how many of them the offer stands. The clock may count a half-day that is under way otherwise, and another zone all of them. */
const FIT = `CASE WHEN f.until_half > f.from_half AND f.time_zone = :zone::text THEN coalesce((SELECT sum(upper(its) - lower(its))
    FROM unnest(:halves::int4multirange * int4multirange(int4range(f.from_half, f.until_half, '[]'))) its), 0)::float8
  / (f.until_half - f.from_half + 1) ELSE 1 END`;
/** Of what is wanted. What somebody has taken of it since is known only when it is looked at closely. */
const SERVED = 'least(1, :gives::float8 / f.asks)';

const LIKELY = boundInSql({
  pressing: pressingInSql('f.urgency', waitingDays('f')),
  centre: 'f.centre',
  reachRings: ':reachRings::smallint',
  fit: 'f.fit',
  served: SERVED,
  // A tag with a script may be of a language that its base alone tells: then it counts as common.
  commonLanguage: `f.languages && :understands::text[] OR f.languages::text LIKE '%-%'`,
  closeness: closeness('f.circle_id'),
  reliability: ':reliability::float8',
});
/** What it can come to at most, beyond what is likely. */
const BEYOND = `${weights.served} * (1 - ${SERVED}) + ${weights.windowFit} * (1 - f.fit)`;

const OFFERING = {
  circle: '(:circles::uuid[])[1]',
  linked: ':circles::uuid[]',
  certificates: ':certificates::text[]',
};
const FREE = 'x.held + x.fulfilled < x.quantity';

/**
 * One request with what of it others may still claim while the offer stands; which of its occurrences the offer can serve is for the domain to
 * find. A series that comes on other days only takes nobody's place.
 */
const CLOSELY = `SELECT r.id, r.urgency, r.minimum_tier, r.published_cell, r.languages, r.access_needs, ${waitingDays('r')} AS waiting_days,
    ${closeness('r.circle_id')} AS closeness, coalesce(d.infant_seats, 0) AS infant_seats,
    coalesce(d.toddler_seats, 0) AS toddler_seats, coalesce(d.booster_seats, 0) AS booster_seats, t.skill, t.mode, t.spoken_language,
    (SELECT json_agg(json_build_array((extract(epoch FROM oc.opens_at) * 1000)::bigint, (extract(epoch FROM oc.closes_at) * 1000)::bigint, free.lines)
        ORDER BY oc.opens_at NULLS FIRST)
      FROM occurrence oc CROSS JOIN LATERAL (SELECT json_agg(json_build_array(l.unit, x.quantity - x.held - x.fulfilled, l.divisible)) AS lines
        FROM occurrence_line x JOIN request_line l ON l.id = x.line_id WHERE x.occurrence_id = oc.id AND ${FREE}) free
      WHERE oc.request_id = r.id AND ${openToHome('oc', ':home', ':now::timestamptz')} AND ${inTime('oc')} AND free.lines IS NOT NULL)
      AS occurrences
  FROM request r LEFT JOIN ride_request d ON d.request_id = r.id AND r.kind = 'RIDE'
  LEFT JOIN time_request t ON t.request_id = r.id AND r.kind = 'TIME'
  WHERE r.id = c.id AND r.listed AND r.expires_at > :now::timestamptz AND (:partner::uuid IS NULL OR r.partner_id = :partner)
    AND (r.kind = 'MONEY' OR (${reachesHome('r', OFFERING)} AND ${trainedFor('r', OFFERING)}))
    AND r.minimum_tier <= :tier::home_tier AND coalesce(d.infant_seats, 0) <= :infants::smallint
    AND coalesce(d.toddler_seats, 0) <= :toddlers::smallint AND coalesce(d.booster_seats, 0) <= :boosters::smallint
    AND (t.spoken_language IS NULL OR split_part(t.spoken_language, '-', 1) = ANY (:understands::text[]))
    AND ${notKeptFromHome('r.id', ':home', ':secret')}
  LIMIT 1`;

/** The farther areas are read only when there is not much elsewhere. */
const IS_MUCH = `(SELECT count(*) >= ${MUCH_ASKED} * :wanted::bigint FROM near WHERE may)`;

function statement(looks: readonly string[], around: string, { ofAll }: RequestsRead): NamedStatement {
  const near = looks.map((one) => `(${one})`).join(' UNION ALL ');
  return withPlaces(`WITH near AS MATERIALIZED (SELECT * FROM (${near}) near LIMIT ${ofAll}),
    found AS MATERIALIZED (SELECT * FROM near UNION ALL SELECT * FROM (SELECT * FROM (${around}) far WHERE NOT ${IS_MUCH} LIMIT ${ofAll}) far),
    likely AS MATERIALIZED (SELECT id, likely, likely + beyond AS bound, row_number() OVER (ORDER BY likely DESC, id) AS place
      FROM (SELECT f.id, ${LIKELY} AS likely, ${BEYOND} AS beyond FROM (SELECT f.*, ${FIT} AS fit FROM found f WHERE f.may OFFSET 0) f OFFSET 0) f),
    closely AS MATERIALIZED (SELECT its.*, c.place FROM (SELECT * FROM likely ORDER BY place OFFSET 0) c
      CROSS JOIN LATERAL (${CLOSELY}) its WHERE its.occurrences IS NOT NULL LIMIT :most::integer)
    SELECT closely.*, (SELECT max(l.bound) FROM likely l WHERE l.place > (SELECT max(place) FROM closely)) AS bound,
      ${IS_MUCH} OR coalesce((SELECT count(*) >= ${ofAll} OR bool_or(is_last) FROM found), false) AS capped
    FROM (SELECT) always LEFT JOIN closely ON true ORDER BY closely.place`);
}

/** What is known in circles alone comes first: it is little, and nobody else is told of it. */
function requestStatements(read: RequestsRead) {
  const { nearBy, around, inCircles, byPhone, byPhoneInCircles } = looksFor(read);
  return {
    'in person': statement([inCircles, nearBy], around, read),
    'either way': statement([inCircles, byPhoneInCircles, nearBy, byPhone], around, read),
  } as const;
}

export const REQUEST_STATEMENTS = requestStatements(REQUESTS_READ);
export const REQUEST_STATEMENTS_ON = requestStatements(REQUESTS_READ_ON);
