/** The statements that look for offers: shelf by shelf, cell by cell in the order of the rank, then closely at those that could be best. */
import { homeAsItStands } from '../circle/home-in-sql.js';
import { homeInService, openOffer } from '../offer/visible-offers.js';
import { MOST_GROUPS } from '../place/probes.js';
import { MAX_REACH_RINGS } from '../place/reach.js';
import { notKeptFromHome, reachesHome, trainedFor } from '../request/visible-to-home.js';
import type { Closeness } from './domain/rank.js';
import { capped, type MostOffers, MUCH_OFFERED, OFFERS_READ, OFFERS_READ_ON, type OffersRead } from './looked-at.js';
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
  readonly most: MostOffers;
}

/** OFFSET 0 keeps the branches in their order: nothing is read of the second before the first has given what it has. */
function look({ from, branch, centre, where, most }: Look): string {
  return `SELECT ${branch} AS branch, ${centre} AS centre, its.* FROM ${from} CROSS JOIN LATERAL (
    SELECT ${SHORT} FROM offer o WHERE ${where} AND ${ON_SHELF} AND ${MAY_SERVE} ${IN_ORDER} LIMIT ${most.each}) its`;
}

const NEAR =
  'unnest(:nearCells::text[], :nearRings::smallint[], :nearCentres::smallint[]) WITH ORDINALITY AS near (cell, ring, centre, place)';
const FAR = `(SELECT string_to_array(f.cells, ',') AS cells, string_to_array(f.rings, ',')::smallint[] AS rings,
    string_to_array(f.centres, ',')::smallint[] AS centres, f.nearest, f.place
  FROM unnest(:farCells::text[], :farRings::text[], :farCentres::text[], :farNearest::smallint[])
    WITH ORDINALITY AS f (cells, rings, centres, nearest, place) OFFSET 0) far`;
const IN_GROUP = `o.cell = ANY (far.cells) AND o.reach_rings >= far.nearest
  AND o.reach_rings >= far.rings[array_position(far.cells, o.cell::text)]`;
const CIRCLES = 'unnest(:circles::uuid[]) WITH ORDINALITY AS known (circle, place)';

const onShelf = ({ where, byKind }: Shelf) => (byKind ? `o.kind = :kind::help_kind AND ${where}` : where);

function looksEverywhere(shelf: Shelf, read: OffersRead): readonly string[] {
  const all = onShelf(shelf);
  // By phone all of the country is near: those of the circles first, or they would be lost among it.
  if (!shelf.byCell) {
    const others = `${all} AND coalesce(o.home_circle_id <> ALL (:circles::uuid[]), true)`;
    return [
      ...looksInCircles(false, read),
      look({ from: '(SELECT) everywhere', branch: '0', centre: '0', where: others, most: read.byPhone }),
    ];
  }
  const next = { from: NEAR, branch: 'near.place', centre: 'near.centre', most: read.nearBy };
  return [look({ ...next, where: `${all} AND o.cell = near.cell AND o.reach_rings >= near.ring` })];
}

/** In no words of a shelf, or its index would be taken instead of that by circle. */
const OF_CIRCLE = `o.home_circle_id = known.circle AND o.kind = :kind::help_kind AND (:skill::text IS NULL OR :skill = ANY (o.skills))
  AND (:mode::text IS NULL OR :mode = ANY (o.modes))`;

function looksInCircles(byCell: boolean, read: OffersRead): readonly string[] {
  if (!byCell)
    return [look({ from: CIRCLES, branch: 'known.place', centre: '0', where: OF_CIRCLE, most: read.byPhone })];
  return [
    look({
      ...{ from: `${FAR} CROSS JOIN ${CIRCLES}`, branch: '1000 * known.place + far.place' },
      ...{
        centre: 'far.centres[array_position(far.cells, its.cell::text)]',
        where: `${OF_CIRCLE} AND ${IN_GROUP}`,
        most: read.inCircles,
      },
    }),
  ];
}

/** The request as it stands now, whatever it was a moment ago, and the circles linked with its own. */
const ASKED = `SELECT r.kind, r.reach, r.circle_id, r.required_training, oc.opens_at, oc.first_refusal_home_id, oc.first_refusal_until,
    ${homeAsItStands('r', ':now::timestamptz').linked} AS linked
  FROM request r JOIN occurrence oc ON oc.id = :occurrenceId::uuid AND oc.request_id = r.id WHERE r.id = :requestId::uuid`;

const closeness = (circle: string) => `CASE WHEN r.circle_id = ${circle} THEN 'SAME_CIRCLE'
  WHEN ${circle} = ANY (r.linked) THEN 'LINKED_CIRCLE' ELSE 'NETWORK' END`;

/** Of the row under this name; one of the table is as far as is said. */
const bound = (of: string, centre: string) =>
  boundInSql({
    pressing: ':pressing::float8',
    centre,
    reachRings: `${of}.reach_rings`,
    fit: `CASE WHEN ${of}.time_zone = :zone AND :count::integer > 0
    THEN least(1, (bit_count((${of}.week_halves & :halves)::integer::bit(14)) + :slack::integer)::float8 / :count) ELSE 1 END`,
    served: `least(1, ${of}.gives::float8 / :smallest::integer)`,
    commonLanguage: `${of}.understands && :languages::text[]`,
    closeness: closeness(`${of}.home_circle_id`),
    reliability: reliabilityOfPrior(`${of}.prior`),
  });

/** The most that anything as far as this can come to. */
const boundOfFar = (centre: string, its: Closeness, reliability: number) =>
  boundInSql({
    ...{ pressing: ':pressing::float8', centre, reachRings: String(MAX_REACH_RINGS), fit: '1', served: '1' },
    ...{ commonLanguage: 'true', closeness: `'${its}'`, reliability: String(reliability) },
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

/** How reliable a home usually is, with a good record. */
const USUAL = 0.7;

/** Of what was found so far, whether it is much, and the rank that the last of those that are wanted could come to. */
const enough = (found: string) => `SELECT count(*) >= ${MUCH_OFFERED} * :wanted::bigint AS much,
    (SELECT f.bound FROM ${found} f ORDER BY f.bound DESC OFFSET :wanted::bigint - 1 LIMIT 1) AS bound FROM near`;

/** A group of cells, which is read only when what is nearer is not enough: then all of it is compared. */
function farther(shelf: Shelf, group: number, read: OffersRead) {
  const most = `(:most::integer + ${read.far})`;
  const centre = `split_part((:farCentres::text[])[${group}], ',', 1)::smallint`;
  const cells = `(SELECT string_to_array((:farCells::text[])[${group}], ',') AS cells, (:farNearest::smallint[])[${group}] AS nearest,
      string_to_array((:farRings::text[])[${group}], ',')::smallint[] AS rings,
      string_to_array((:farCentres::text[])[${group}], ',')::smallint[] AS centres OFFSET 0) far`;
  // Unless it is of the request's own circles, or its home a very reliable one, nothing there would be among the best.
  const isTooFar = `coalesce((SELECT much OR bound >= ${boundOfFar(centre, 'NETWORK', USUAL)} FROM enough_${group}), false)`;
  return {
    found: `SELECT its.* FROM asked r CROSS JOIN ${cells} CROSS JOIN LATERAL (
      SELECT o.id, o.last_asked_half, ${bound('o', 'far.centres[o.at]')} AS bound FROM (
        SELECT o.*, array_position(far.cells, o.cell::text) AS at FROM (SELECT ${SHORT} FROM offer o
          WHERE ${onShelf(shelf)} AND o.cell = ANY (far.cells) AND o.reach_rings >= far.nearest AND ${ON_SHELF} AND ${MAY_SERVE} OFFSET 0) o OFFSET 0) o
      WHERE o.reach_rings >= far.rings[o.at]
      ORDER BY bound DESC, o.last_asked_half, o.id LIMIT ${most}) its WHERE NOT ${isTooFar}`,
    unread: `CASE WHEN ${isTooFar} THEN ${boundOfFar(centre, 'SAME_CIRCLE', 1)}
      ELSE (SELECT min(bound) FROM far_${group} HAVING count(*) >= ${most}) END`,
  };
}

/** Of the groups, each of which knows what was found before it. */
function groups(shelf: Shelf, read: OffersRead) {
  const all = Array.from({ length: MOST_GROUPS }, (_, at) => farther(shelf, at + 1, read));
  const before = (at: number) =>
    `(${['near', ...all.slice(0, at).map((_, its) => `far_${its + 1}`)].map((one) => `SELECT id, last_asked_half, bound FROM ${one}`).join(' UNION ALL ')})`;
  return {
    parts: all
      .map(
        ({ found }, at) => `enough_${at + 1} AS MATERIALIZED (${enough(before(at))}),
    far_${at + 1} AS MATERIALIZED (${found}),`,
      )
      .join('\n    '),
    found: before(all.length),
    unread: `greatest(${all.map(({ unread }) => unread).join()})`,
  };
}
const NEAR_ALONE = { parts: '', found: 'near', unread: 'NULL::float8' };

/** `far`: where there is more than what is near. */
function statement(
  looks: readonly string[],
  most: MostOffers,
  far: ReturnType<typeof groups> = NEAR_ALONE,
): NamedStatement {
  const { parts, found, unread } = far;
  return withPlaces(`WITH asked AS MATERIALIZED (${ASKED}),
    near AS MATERIALIZED (SELECT f.branch, f.id, f.last_asked_half, ${bound('f', 'f.centre')} AS bound
      FROM asked r CROSS JOIN (SELECT * FROM (${looks.map((one) => `(${one})`).join(' UNION ALL ')}) near LIMIT ${most.all}) f),
    ${parts}
    closely AS MATERIALIZED (SELECT its.*, c.bound, c.place FROM asked r
      CROSS JOIN LATERAL (SELECT f.id, f.bound, row_number() OVER (ORDER BY f.bound DESC, f.last_asked_half, f.id) AS place
        FROM ${found} f ORDER BY place OFFSET 0) c
      CROSS JOIN LATERAL (${CLOSELY}) its LIMIT :most::integer)
    SELECT closely.*, ${capped(most)}, ${unread} AS beyond
    FROM (SELECT) always LEFT JOIN closely ON true ORDER BY closely.place`);
}

/** For requests that are known everywhere, by shelf; and for those known in some circles, which are looked for circle by circle. */
function offerStatements(read: OffersRead) {
  const { nearBy, inCircles, byPhone } = read;
  return {
    everywhere: new Map(
      shelves.map((shelf) => {
        const looks = looksEverywhere(shelf, read);
        return [shelf.name, shelf.byCell ? statement(looks, nearBy, groups(shelf, read)) : statement(looks, byPhone)];
      }),
    ),
    inCircles: {
      near: statement(looksInCircles(true, read), inCircles),
      byPhone: statement(looksInCircles(false, read), byPhone),
    },
  } as const;
}

export const OFFER_STATEMENTS = offerStatements(OFFERS_READ);
export const OFFER_STATEMENTS_ON = offerStatements(OFFERS_READ_ON);
