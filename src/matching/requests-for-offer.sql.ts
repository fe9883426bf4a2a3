/** The statements that look for requests: cell by cell and area by area, the most pressing first, then closely at those that could be best. */
import { notKeptFromHome, openToHome, reachesHome, trainedFor } from '../request/visible-to-home.js';
import { weights } from './domain/rank.js';
import { REQUESTS_READ, REQUESTS_READ_ON, type RequestsRead } from './looked-at.js';
import { type NamedStatement, withPlaces } from './named-places.js';
import { boundInSql, pressingInSql } from './rank-in-sql.js';
import { leftOut, placesOf, STEPS, TURN } from './request-turns.sql.js';

const KNOWN_EVERYWHERE = `r.listed AND r.reach = 'NETWORK'`;
const KNOWN_IN_CIRCLES = `r.listed AND r.reach <> 'NETWORK'`;

/** A coordinator's are those that its partner looks after. */
const FOR_WHOM = '(:partner::uuid IS NULL OR r.partner_id = :partner)';

/** In how many of the half-days that are asked for the offer stands. Of a list in order, `width_bucket` tells how many are not above. */
const halvesMet = (its: string, halves: string) =>
  `(width_bucket(${its}.until_half, ${halves}) - width_bucket(${its}.from_half - 1, ${halves}))`;
/** That the offer stands while it is asked for: of a request, or of one of its occurrences. */
const inTime = (its: string) => `CASE WHEN ${its}.from_half IS NULL THEN :isSoon::boolean
    WHEN r.time_zone = :zone::text THEN ${halvesMet(its, ':halves::integer[]')} > 0 ELSE ${halvesMet(its, ':halvesInAnyZone::integer[]')} > 0 END`;

/** What the index passes over by itself: the offer's home may not see it, or the offer gives too little of anything. */
const IN_REACH = 'r.minimum_tier <= :tier::home_tier AND r.asks_least <= :gives::integer';
/** The same of time, in the words of the shelves, which know days by one number. */
const onDays = (days: string) =>
  `half_of_request(r.from_half, r.until_half, r.series_until) = ANY (:${days}::integer[]) AND ${IN_REACH}`;
/** What else an index can say of a request that cannot be served. A series comes back on other days than the first. */
const MAY_BE_SERVED = `(r.kind = 'MONEY' OR r.access_needs <@ :met::text[]) AND (r.series_until IS NOT NULL OR ${inTime('r')})`;

const READ = `r.id, r.kind, r.published_cell, r.urgency, r.posted_on, r.circle_id, r.languages, r.asks, r.access_needs, r.from_half, r.until_half,
  r.series_until, r.time_zone`;
const SHORT =
  'r.id, r.published_cell, r.urgency, r.posted_on, r.circle_id, r.languages, r.asks, r.from_half, r.until_half, r.series_until, r.time_zone';

interface Look {
  readonly from: string;
  /** Rings to the middle of what is published; null when it is not in the place at all. */
  readonly centre: string;
  readonly where: string;
  /** How many are read. */
  readonly most: string;
}

/**
 * So many are read in each place, the most pressing first, whether or not they could be served: what a call costs has an end. The last that may be
 * read is told of even when it is of no use, without a centre: there may be more.
 */
function look({ from, centre, where, most }: Look): string {
  return `SELECT its.* FROM ${from} CROSS JOIN LATERAL (SELECT * FROM (
    SELECT ${SHORT}, r.place >= ${most} AS is_last, CASE WHEN ${MAY_BE_SERVED} THEN ${centre} END AS centre FROM (
      SELECT ${READ}, row_number() OVER () AS place FROM request r WHERE ${where} AND ${FOR_WHOM} ORDER BY ${TURN} LIMIT ${most}) r OFFSET 0) r
    WHERE centre IS NOT NULL OR is_last) its`;
}

const AREAS = `SELECT a.area, string_to_array(a.cells, ',') AS cells, string_to_array(a.centres, ',')::smallint[] AS centres, a.near
  FROM unnest(:areas::text[], :areaCells::text[], :areaCentres::text[], :nearCounts::integer[]) AS a (area, cells, centres, near)`;
const SKILLS = 'unnest(:skills::text[]) AS one (skill)';
/** Those with anything that is known in them alone: most have nothing, and are not looked through area by area. */
const CIRCLES = `(SELECT * FROM unnest(:circles::uuid[]) WITH ORDINALITY AS known (circle, place)
  WHERE :kind::help_kind = 'MONEY' OR (SELECT true FROM request r WHERE r.circle_id = known.circle AND ${KNOWN_IN_CIRCLES} AND r.kind <> 'MONEY'
    ORDER BY r.urgency, r.bucket LIMIT 1) OFFSET 0) known`;

/** Of time in person, only what the offer can do. */
const THE_KIND = `r.kind = :kind::help_kind AND NOT r.by_phone AND (r.asked_skill IS NULL OR r.asked_skill = ANY (:skillsInPerson::text[]))`;
/** The same of each skill by itself; what is no time has none. */
const IN_PERSON = `unnest(CASE WHEN :kind::help_kind = 'TIME' THEN :skillsInPerson::text[] ELSE ARRAY[''] END) AS one (skill)`;
/** In the words of the shelves: another index would lead to rows of the table. Two skills may have one hash. */
const OF_SKILL = `r.kind = :kind::help_kind AND NOT r.by_phone AND ${KNOWN_EVERYWHERE} AND hashtext(coalesce(r.asked_skill, '')) = hashtext(one.skill)
  AND coalesce(r.asked_skill, '') = one.skill`;
const inTurn = (place: string) => `${TURN} BETWEEN ${place}.since AND ${place}.until AND ${onDays('days')}`;
const shared = (most: number, skills: string) => `${most} / greatest(1, cardinality(:${skills}::text[]))`;
const OF_CIRCLE = `r.circle_id = known.circle AND (known.place = 1 OR r.reach = 'LINKED') AND ${KNOWN_IN_CIRCLES} AND ${IN_REACH}`;
const CENTRE_IN_AREA = 'area.centres[array_position(area.cells, r.published_cell::text)]';

function looksFor(read: RequestsRead) {
  return {
    /** Both in places that are looked through from one turn to another. */
    cells: (places: string) =>
      look({
        ...{ from: `${places} near CROSS JOIN ${IN_PERSON}`, centre: 'near.nearest', most: String(read.inCell) },
        where: `number_of_cell(r.published_cell) = near.number AND ${OF_SKILL} AND ${inTurn('near')}`,
      }),
    areas: (places: string) =>
      look({
        from: `${places} area CROSS JOIN ${IN_PERSON}`,
        centre: CENTRE_IN_AREA,
        most: shared(read.inArea, 'skillsInPerson'),
        where: `number_of_cell(area_of_cell(r.published_cell)) = area.number AND ${OF_SKILL} AND ${inTurn('area')}`,
      }),
    inCircles: look({
      ...{ from: `${CIRCLES} CROSS JOIN areas area`, centre: CENTRE_IN_AREA, most: String(read.inCircle) },
      where: `${OF_CIRCLE} AND ${THE_KIND} AND area_of_cell(r.published_cell) = area.area
    AND array_position(area.cells, r.published_cell::text) > 0`,
    }),
    byPhone: look({
      ...{ from: SKILLS, centre: '0', most: shared(read.byPhone, 'skills') },
      where: `r.kind = 'TIME' AND r.asked_skill = one.skill AND r.by_phone AND ${KNOWN_EVERYWHERE} AND ${onDays('daysInAnyZone')}`,
    }),
    byPhoneInCircles: look({
      ...{ from: `${CIRCLES} CROSS JOIN ${SKILLS}`, centre: '0', most: shared(read.byPhone, 'skills') },
      where: `${OF_CIRCLE} AND r.kind = 'TIME' AND r.asked_skill = one.skill AND r.by_phone`,
    }),
  };
}
type Looks = ReturnType<typeof looksFor>;

const closeness = (circle: string) => `CASE WHEN ${circle} = (:circles::uuid[])[1] THEN 'SAME_CIRCLE'
  WHEN ${circle} = ANY (:circles::uuid[]) THEN 'LINKED_CIRCLE' ELSE 'NETWORK' END`;
const waitingDays = (request: string) => `greatest(0, :today::date - ${request}.posted_on)`;

/** The clock may count a half-day that is under way otherwise, and another zone all of them. */
const FIT = `CASE WHEN f.until_half > f.from_half AND f.time_zone = :zone::text
  THEN ${halvesMet('f', ':halves::integer[]')}::float8 / (f.until_half - f.from_half + 1) ELSE 1 END`;
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
  FROM request r LEFT JOIN ride_request d ON d.request_id = CASE WHEN :kind::help_kind = 'RIDE' THEN r.id END
  LEFT JOIN time_request t ON t.request_id = CASE WHEN :kind::help_kind = 'TIME' THEN r.id END
  WHERE r.id = c.id AND r.listed AND r.expires_at > :now::timestamptz AND (:partner::uuid IS NULL OR r.partner_id = :partner)
    AND (r.kind = 'MONEY' OR (${reachesHome('r', OFFERING)} AND ${trainedFor('r', OFFERING)}))
    AND r.minimum_tier <= :tier::home_tier AND coalesce(d.infant_seats, 0) <= :infants::smallint
    AND coalesce(d.toddler_seats, 0) <= :toddlers::smallint AND coalesce(d.booster_seats, 0) <= :boosters::smallint
    AND (t.spoken_language IS NULL OR split_part(t.spoken_language, '-', 1) = ANY (:understands::text[]))
    AND ${notKeptFromHome('r.id', ':home', ':secret')}
  LIMIT 1`;

/** With what is likely of each, and what it can come to beyond that. A series may come on other days only: it takes nobody's place. */
const reckoned = (
  looks: readonly string[],
  { inStep }: RequestsRead,
) => `SELECT id, centre IS NOT NULL AS may, centre IS NOT NULL AND series_until IS NULL AS is_sure, is_last, ${LIKELY} AS likely, ${BEYOND} AS beyond FROM (
  SELECT f.*, ${FIT} AS fit FROM (${looks.map((one) => `(${one})`).join(' UNION ALL ')} LIMIT ${inStep}) f OFFSET 0) f`;

/** A step knows what was found in those before it: what the last that is to be looked at closely is likely to come to. */
function steps(first: readonly string[], lookIn: Pick<Looks, 'cells' | 'areas'>, read: RequestsRead) {
  const foundBefore = (step: number) =>
    STEPS.slice(0, step)
      .map((_, at) => `SELECT * FROM found_${at}`)
      .join(' UNION ALL ');
  const each = STEPS.map((step, at) => {
    const likely = `enough_${at} AS MATERIALIZED (SELECT likely FROM (${foundBefore(at)}) f WHERE is_sure
      ORDER BY likely DESC OFFSET :most::bigint - 1 LIMIT 1),`;
    const look = lookIn[step.of](`(SELECT * FROM places_${at} WHERE until >= since)`);
    return `${step.isFirst ? '' : likely} places_${at} AS MATERIALIZED (${placesOf(step, `(SELECT likely FROM enough_${at})`)}),
    found_${at} AS MATERIALIZED (${reckoned(step.isFirst ? [...first, look] : [look], read)})`;
  });
  const unread = STEPS.flatMap(({ isFirst }, at) =>
    isFirst ? [] : leftOut(`places_${at}`, `(SELECT likely FROM enough_${at})`),
  );
  return { all: each.join(',\n    '), found: foundBefore(STEPS.length), unread: `greatest(${unread.join()})` };
}

function statement(name: string, first: readonly string[], lookIn: Looks, read: RequestsRead): NamedStatement {
  const { all, found, unread } = steps(first, lookIn, read);
  return withPlaces(
    `requests-for-offer-${name}`,
    `WITH areas AS MATERIALIZED (${AREAS}), ${all},
    found AS MATERIALIZED (${found}),
    likely AS MATERIALIZED (SELECT id, likely + beyond AS bound, row_number() OVER (ORDER BY likely DESC, id) AS place FROM found WHERE may),
    closely AS MATERIALIZED (SELECT its.*, c.place FROM (SELECT * FROM likely ORDER BY place OFFSET 0) c
      CROSS JOIN LATERAL (${CLOSELY}) its WHERE its.occurrences IS NOT NULL LIMIT :most::integer)
    SELECT closely.*, (SELECT max(l.bound) FROM likely l WHERE l.place > (SELECT max(place) FROM closely)) AS bound, ${unread} AS beyond,
      coalesce((SELECT count(*) >= ${read.inStep} OR bool_or(is_last) FROM found), false) AS capped
    FROM (SELECT) always LEFT JOIN closely ON true ORDER BY closely.place`,
  );
}

/** What is known in circles alone comes first: it is little, and nobody else is told of it. */
function requestStatements(mark: string, read: RequestsRead) {
  const looks = looksFor(read);
  return {
    'in person': statement(`${mark}in person`, [looks.inCircles], looks, read),
    'either way': statement(`${mark}either way`, [looks.inCircles, looks.byPhoneInCircles, looks.byPhone], looks, read),
  } as const;
}

export const REQUEST_STATEMENTS = requestStatements('', REQUESTS_READ);
export const REQUEST_STATEMENTS_ON = requestStatements('on-', REQUESTS_READ_ON);
