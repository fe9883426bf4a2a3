/** The statements that look for offers: shelf by shelf, cell by cell in the order of the rank, then closely at those that could be best. */
import { homeAsItStands } from '../circle/home-in-sql.js';
import { homeInService, openOffer } from '../offer/visible-offers.js';
import { notKeptFromHome, reachesHome, trainedFor } from '../request/visible-to-home.js';
import { CAPPED, MOST_OF_ALL, MOST_OF_EACH } from './looked-at.js';
import { firstMeetingIn, standsAnytime, windowsBetween } from './meeting-in-sql.js';
import { type NamedStatement, withPlaces } from './named-places.js';
import { type Shelf, shelves } from './offer-shelves.js';
import { boundInSql, reliabilityOfPrior } from './rank-in-sql.js';

const ON_SHELF = `o.status = 'OPEN' AND NOT o.made_for_claim AND o.home_tier <> 'NEW'`;

/** What an index can say of an offer that cannot serve; all of it is asked again of those that are looked at closely. */
const MAY_SERVE = `o.home_tier >= :tier::home_tier AND o.open_from < :until::timestamptz AND o.open_until > :from::timestamptz
  AND o.gives >= :least::integer
  AND o.week_halves & CASE WHEN o.time_zone = :zone::text THEN :halves::smallint ELSE :anyZone::smallint END <> 0
  AND (:features::text[] = '{}' OR o.features @> :features::text[])
  AND o.infant_seats >= :infants::smallint AND o.toddler_seats >= :toddlers::smallint AND o.booster_seats >= :boosters::smallint
  AND (:spoken::text IS NULL OR :spoken = ANY (o.understands))`;

const IN_ORDER = 'ORDER BY o.prior, o.last_asked_half';
const SHORT =
  'o.id, o.cell, o.reach_rings, o.prior, o.last_asked_half, o.home_circle_id, o.time_zone, o.week_halves, o.gives, o.understands';

interface Look {
  readonly where: string;
  /** A branch has a number and rings to the middle. */
  readonly branch: string;
  readonly centre: string;
  readonly from: string;
}

/** OFFSET 0 keeps the branches in their order: nothing is read of the second before the first has given what it has. */
function look({ from, branch, centre, where }: Look): string {
  return `SELECT ${branch} AS branch, ${centre} AS centre, its.* FROM ${from} CROSS JOIN LATERAL (
    SELECT ${SHORT} FROM offer o WHERE ${where} AND ${ON_SHELF} AND ${MAY_SERVE} ${IN_ORDER} LIMIT ${MOST_OF_EACH}) its`;
}

const NEAR =
  'unnest(:nearCells::text[], :nearRings::smallint[], :nearCentres::smallint[]) WITH ORDINALITY AS near (cell, ring, centre, place)';
const FAR = `(SELECT string_to_array(f.cells, ',') AS cells, string_to_array(f.rings, ',')::smallint[] AS rings,
    string_to_array(f.centres, ',')::smallint[] AS centres, f.nearest, f.place
  FROM unnest(:farCells::text[], :farRings::text[], :farCentres::text[], :farNearest::smallint[])
    WITH ORDINALITY AS f (cells, rings, centres, nearest, place) OFFSET 0) far`;
const IN_GROUP = `o.cell = ANY (far.cells) AND o.reach_rings >= far.nearest
  AND o.reach_rings >= far.rings[array_position(far.cells, o.cell::text)]`;
const CENTRE_IN_GROUP = 'far.centres[array_position(far.cells, its.cell::text)]';
const CIRCLES = 'unnest(:circles::uuid[]) WITH ORDINALITY AS known (circle, place)';

function looksEverywhere({ where, byKind, byCell }: Shelf): readonly string[] {
  const all = byKind ? `o.kind = :kind::help_kind AND ${where}` : where;
  // By phone all of the country is near: those of the circles first, or they would be lost among it.
  if (!byCell) {
    const others = `${all} AND coalesce(o.home_circle_id <> ALL (:circles::uuid[]), true)`;
    return [...looksInCircles(false), look({ from: '(SELECT) everywhere', branch: '0', centre: '0', where: others })];
  }
  return [
    look({
      from: NEAR,
      branch: 'near.place',
      centre: 'near.centre',
      where: `${all} AND o.cell = near.cell AND o.reach_rings >= near.ring`,
    }),
    look({
      from: FAR,
      branch: '1000 + far.place',
      centre: CENTRE_IN_GROUP,
      where: `${all} AND ${IN_GROUP}`,
    }),
  ];
}

/** In no words of a shelf, or its index would be taken instead of that by circle. */
const OF_CIRCLE = `o.home_circle_id = known.circle AND o.kind = :kind::help_kind AND (:skill::text IS NULL OR :skill = ANY (o.skills))
  AND (:mode::text IS NULL OR :mode = ANY (o.modes))`;

function looksInCircles(byCell: boolean): readonly string[] {
  if (!byCell) return [look({ from: CIRCLES, branch: 'known.place', centre: '0', where: OF_CIRCLE })];
  return [
    look({
      ...{ from: `${FAR} CROSS JOIN ${CIRCLES}`, branch: '1000 * known.place + far.place', centre: CENTRE_IN_GROUP },
      where: `${OF_CIRCLE} AND ${IN_GROUP}`,
    }),
  ];
}

/** The request as it stands now, whatever it was a moment ago, and the circles linked with its own. */
const ASKED = `SELECT r.kind, r.reach, r.circle_id, r.required_training, oc.opens_at, oc.first_refusal_home_id, oc.first_refusal_until,
    ${homeAsItStands('r', ':now::timestamptz').linked} AS linked
  FROM request r JOIN occurrence oc ON oc.id = :occurrenceId::uuid AND oc.request_id = r.id WHERE r.id = :requestId::uuid`;

const closeness = (circle: string) => `CASE WHEN r.circle_id = ${circle} THEN 'SAME_CIRCLE'
  WHEN ${circle} = ANY (r.linked) THEN 'LINKED_CIRCLE' ELSE 'NETWORK' END`;

const BOUND = boundInSql({
  pressing: ':pressing::float8',
  centre: 'f.centre',
  reachRings: 'f.reach_rings',
  fit: `CASE WHEN f.time_zone = :zone AND :count::integer > 0
    THEN least(1, (bit_count((f.week_halves & :halves)::integer::bit(14)) + :slack::integer)::float8 / :count) ELSE 1 END`,
  served: 'least(1, f.gives::float8 / :smallest::integer)',
  commonLanguage: 'f.understands && :languages::text[]',
  closeness: closeness('f.home_circle_id'),
  reliability: reliabilityOfPrior('f.prior'),
});

const MEETING = {
  offer: 'o.id',
  anytime: standsAnytime('o'),
  from: ':from::timestamptz',
  until: ':until::timestamptz',
  asked: 'unnest(:units::text[], :remaining::integer[], :divisible::boolean[]) AS a (unit, remaining, divisible)',
};
const HOME = {
  ...homeAsItStands('h', ':now::timestamptz'),
  // Links go both ways: a circle linked with the request's has the request's among those linked with it.
  linked: `CASE WHEN h.circle_id = ANY (r.linked) THEN ARRAY[r.circle_id] ELSE '{}' END`,
};

/** One offer, if every hard condition holds. LIMIT 1 keeps it a look at one: joined, whole tables would be read. */
const CLOSELY = `SELECT o.id, o.cell, o.reach_rings, o.languages, o.features, o.skills, o.modes, o.infant_seats, o.toddler_seats,
    o.booster_seats, h.tier, ${closeness('h.circle_id')} AS closeness, h.last_asked_half, h.confirmed_claims AS confirmed,
    h.broken_claims AS broken, ${MEETING.anytime} AS anytime, p.starts_at, p.ends_at, p.lines,
    CASE WHEN r.opens_at IS NULL
      THEN ${windowsBetween('o.id', `greatest(${MEETING.from}, p.starts_at)`, `least(${MEETING.until}, p.ends_at)`)}
      ELSE ${windowsBetween('o.id', MEETING.from, MEETING.until)} END AS windows
  FROM offer o JOIN home h ON h.id = o.home_id
  CROSS JOIN LATERAL ${firstMeetingIn(MEETING)} p
  WHERE o.id = c.id AND ${openOffer('o', ':now::timestamptz')} AND ${homeInService('h')} AND h.tier >= :tier::home_tier
    AND (r.kind = 'MONEY' OR (${reachesHome('r', HOME)} AND ${trainedFor('r', HOME)}))
    AND (r.first_refusal_home_id IS NULL OR r.first_refusal_home_id = h.id OR r.first_refusal_until <= :now::timestamptz)
    AND NOT EXISTS (SELECT FROM unnest(:own::uuid[]) AS own (id) WHERE NOT (${notKeptFromHome('own.id', 'h.id', ':secret')}))
  LIMIT 1`;

function statement(looks: readonly string[]): NamedStatement {
  return withPlaces(`WITH asked AS MATERIALIZED (${ASKED}),
    found AS MATERIALIZED (SELECT * FROM (${looks.map((one) => `(${one})`).join(' UNION ALL ')}) found LIMIT ${MOST_OF_ALL})
    SELECT its.*, c.bound, ${CAPPED}
    FROM asked r CROSS JOIN LATERAL (SELECT f.id, ${BOUND} AS bound FROM found f ORDER BY bound DESC, f.last_asked_half, f.id OFFSET 0) c
    CROSS JOIN LATERAL (${CLOSELY}) its
    LIMIT :most::integer`);
}

/** For requests that are known everywhere, by shelf; and for those known in some circles, which are looked for circle by circle. */
export const OFFER_STATEMENTS = {
  everywhere: new Map(shelves.map((shelf) => [shelf.name, statement(looksEverywhere(shelf))])),
  inCircles: { near: statement(looksInCircles(true)), byPhone: statement(looksInCircles(false)) },
} as const;
