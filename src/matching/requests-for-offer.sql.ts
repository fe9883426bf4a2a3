/** The statements that look for requests: cell by cell and area by area, the most pressing first, then closely at those that could be best. */
import { notKeptFromHome, openToHome, reachesHome, trainedFor } from '../request/visible-to-home.js';
import { weights } from './domain/rank.js';
import { type NamedStatement, withPlaces } from './named-places.js';
import { boundInSql, pressingInSql } from './rank-in-sql.js';

/** Of each cell, area or circle, in the order of urgency and waiting. */
export const MOST_OF_EACH = 150;
/** Of all, the nearest first: after so many, what is farther is not looked for. */
export const MOST_OF_ALL = 1_500;

const KNOWN_EVERYWHERE = `r.listed AND r.reach = 'NETWORK'`;
const KNOWN_IN_CIRCLES = `r.listed AND r.reach <> 'NETWORK'`;

/** What an index can say of a request that cannot be served. A series comes back on other days than the first. */
const MAY_BE_SERVED = `r.minimum_tier <= :tier::home_tier AND r.asks_least <= :gives::integer AND (:partner::uuid IS NULL OR r.partner_id = :partner)
  AND (r.kind = 'MONEY' OR r.access_needs <@ :met::text[])
  AND (r.from_half IS NULL AND :isSoon::boolean OR r.series_until IS NOT NULL OR int4range(r.from_half, r.until_half, '[]')
    && CASE WHEN r.time_zone = :zone::text THEN :halves::int4multirange ELSE :halvesInAnyZone::int4multirange END)`;

const SHORT = `r.id, r.published_cell, r.urgency, r.posted_on, r.circle_id, r.languages, r.asks`;
const IN_ORDER = `ORDER BY r.urgency, r.bucket LIMIT ${MOST_OF_EACH}`;

interface Look {
  readonly from: string;
  readonly branch: string;
  /** Rings to the middle of what is published, of the row under `its`. */
  readonly centre: string;
  readonly where: string;
}

function look({ from, branch, centre, where }: Look): string {
  return `SELECT ${branch} AS branch, ${centre} AS centre, its.* FROM ${from} CROSS JOIN LATERAL (
    SELECT ${SHORT} FROM request r WHERE ${where} AND ${MAY_BE_SERVED} ${IN_ORDER}) its`;
}

const NEAR = 'unnest(:nearCells::text[], :nearCentres::smallint[]) WITH ORDINALITY AS near (cell, centre, place)';
const AREAS = `(SELECT a.area, string_to_array(a.cells, ',') AS cells, string_to_array(a.centres, ',')::smallint[] AS centres, a.near, a.place
  FROM unnest(:areas::text[], :areaCells::text[], :areaCentres::text[], :nearCounts::integer[])
    WITH ORDINALITY AS a (area, cells, centres, near, place) OFFSET 0) area`;
const CIRCLES = 'unnest(:circles::uuid[]) WITH ORDINALITY AS known (circle, place)';
const SKILLS = 'unnest(:skills::text[]) WITH ORDINALITY AS one (skill, place)';

/** Of time in person, only what the offer can do. */
const THE_KIND = `r.kind = :kind::help_kind AND NOT r.by_phone AND (r.asked_skill IS NULL OR r.asked_skill = ANY (:skillsInPerson::text[]))`;
const IN_AREA = 'area_of_cell(r.published_cell) = area.area';
const OF_CIRCLE = `r.circle_id = known.circle AND (known.place = 1 OR r.reach = 'LINKED')`;
const place = (cell: string) => `array_position(area.cells, ${cell}::text)`;

const NEAR_BY = look({
  ...{ from: NEAR, branch: 'near.place', centre: 'near.centre' },
  where: `${THE_KIND} AND ${KNOWN_EVERYWHERE} AND r.published_cell = near.cell`,
});
const AROUND = look({
  ...{ from: AREAS, branch: '1000 + area.place', centre: `area.centres[${place('its.published_cell')}]` },
  where: `${THE_KIND} AND ${KNOWN_EVERYWHERE} AND ${IN_AREA} AND ${place('r.published_cell')} > area.near`,
});
const IN_CIRCLES = look({
  ...{ from: `${AREAS} CROSS JOIN ${CIRCLES}`, branch: '10000 * known.place + area.place' },
  centre: `area.centres[${place('its.published_cell')}]`,
  where: `${OF_CIRCLE} AND ${THE_KIND} AND ${KNOWN_IN_CIRCLES} AND ${IN_AREA} AND ${place('r.published_cell')} > 0`,
});
const BY_PHONE = look({
  ...{ from: SKILLS, branch: '-1 - one.place', centre: '0' },
  where: `r.kind = 'TIME' AND r.asked_skill = one.skill AND r.by_phone AND ${KNOWN_EVERYWHERE}`,
});
const BY_PHONE_IN_CIRCLES = look({
  ...{ from: `${SKILLS} CROSS JOIN ${CIRCLES}`, branch: '-10000 * known.place - one.place', centre: '0' },
  where: `${OF_CIRCLE} AND r.kind = 'TIME' AND r.asked_skill = one.skill AND r.by_phone AND ${KNOWN_IN_CIRCLES}`,
});

const closeness = (circle: string) => `CASE WHEN ${circle} = (:circles::uuid[])[1] THEN 'SAME_CIRCLE'
  WHEN ${circle} = ANY (:circles::uuid[]) THEN 'LINKED_CIRCLE' ELSE 'NETWORK' END`;
const waitingDays = (request: string) => `greatest(0, :now::timestamptz::date - ${request}.posted_on)`;

/** `served`: of what is wanted. What somebody has taken of it since is known only when it is looked at closely. */
const atMost = (served: string) =>
  boundInSql({
    pressing: pressingInSql('f.urgency', waitingDays('f')),
    centre: 'f.centre',
    reachRings: ':reachRings::smallint',
    fit: '1',
    served,
    // A tag with a script may be of a language that its base alone tells: then it counts as common.
    commonLanguage: `f.languages && :understands::text[] OR f.languages::text LIKE '%-%'`,
    closeness: closeness('f.circle_id'),
    reliability: ':reliability::float8',
  });
const LIKELY = atMost('least(1, :gives::float8 / f.asks)');
/** What it can come to at most, beyond what is likely. */
const BEYOND = `${weights.served} * (1 - least(1, :gives::float8 / f.asks))`;

const OFFERING = {
  circle: '(:circles::uuid[])[1]',
  linked: ':circles::uuid[]',
  certificates: ':certificates::text[]',
};
const FREE = 'x.held + x.fulfilled < x.quantity';

/** One request with what of it others may still claim; which of its occurrences the offer can serve is for the domain to find. */
const CLOSELY = `SELECT r.id, r.urgency, r.minimum_tier, r.published_cell, r.languages, r.access_needs, ${waitingDays('r')} AS waiting_days,
    ${closeness('r.circle_id')} AS closeness, coalesce(d.infant_seats, 0) AS infant_seats,
    coalesce(d.toddler_seats, 0) AS toddler_seats, coalesce(d.booster_seats, 0) AS booster_seats, t.skill, t.mode, t.spoken_language,
    (SELECT json_agg(json_build_array((extract(epoch FROM oc.opens_at) * 1000)::bigint, (extract(epoch FROM oc.closes_at) * 1000)::bigint, free.lines)
        ORDER BY oc.opens_at NULLS FIRST)
      FROM occurrence oc CROSS JOIN LATERAL (SELECT json_agg(json_build_array(l.unit, x.quantity - x.held - x.fulfilled, l.divisible)) AS lines
        FROM occurrence_line x JOIN request_line l ON l.id = x.line_id WHERE x.occurrence_id = oc.id AND ${FREE}) free
      WHERE oc.request_id = r.id AND ${openToHome('oc', ':home', ':now::timestamptz')} AND free.lines IS NOT NULL) AS occurrences
  FROM request r LEFT JOIN ride_request d ON d.request_id = r.id AND r.kind = 'RIDE'
  LEFT JOIN time_request t ON t.request_id = r.id AND r.kind = 'TIME'
  WHERE r.id = c.id AND r.listed AND r.expires_at > :now::timestamptz AND (:partner::uuid IS NULL OR r.partner_id = :partner)
    AND (r.kind = 'MONEY' OR (${reachesHome('r', OFFERING)} AND ${trainedFor('r', OFFERING)}))
    AND r.minimum_tier <= :tier::home_tier AND coalesce(d.infant_seats, 0) <= :infants::smallint
    AND coalesce(d.toddler_seats, 0) <= :toddlers::smallint AND coalesce(d.booster_seats, 0) <= :boosters::smallint
    AND (t.spoken_language IS NULL OR split_part(t.spoken_language, '-', 1) = ANY (:understands::text[]))
    AND ${notKeptFromHome('r.id', ':home', ':secret')}
  LIMIT 1`;

function statement(looks: readonly string[]): NamedStatement {
  const found = looks.map((one) => `(${one})`).join(' UNION ALL ');
  return withPlaces(`WITH found AS MATERIALIZED (SELECT * FROM (${found}) found LIMIT ${MOST_OF_ALL}),
    likely AS MATERIALIZED (SELECT id, likely, likely + beyond AS bound, row_number() OVER (ORDER BY likely DESC) AS place
      FROM (SELECT f.id, ${LIKELY} AS likely, ${BEYOND} AS beyond FROM found f OFFSET 0) f),
    closely AS MATERIALIZED (SELECT its.*, c.place FROM (SELECT * FROM likely ORDER BY place OFFSET 0) c
      CROSS JOIN LATERAL (${CLOSELY}) its WHERE its.occurrences IS NOT NULL LIMIT :most::integer)
    SELECT closely.*, (SELECT max(l.bound) FROM likely l WHERE l.place > (SELECT max(place) FROM closely)) AS bound,
      coalesce((SELECT sum(n) >= ${MOST_OF_ALL} OR max(n) >= ${MOST_OF_EACH} FROM (
        SELECT count(*) AS n FROM found GROUP BY branch) each), false) AS capped
    FROM closely`);
}

/** What is known in circles alone comes first: it is little, and nobody else is told of it. */
export const REQUEST_STATEMENTS = {
  'in person': statement([IN_CIRCLES, NEAR_BY, AROUND]),
  'either way': statement([IN_CIRCLES, BY_PHONE_IN_CIRCLES, BY_PHONE, NEAR_BY, AROUND]),
} as const;
