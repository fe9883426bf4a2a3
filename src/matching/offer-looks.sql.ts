/** Looks at shelves of offers in SQL: what an index says of each, whether it may serve, and the most that its rank can come to. */
import type { MostOffers, OffersRead } from './looked-at.js';
import type { Shelf } from './offer-shelves.js';
import { boundInSql, reliabilityOfPrior } from './rank-in-sql.js';

/** What an index can say of an offer that cannot serve; all of it is asked again of those that are looked at closely. */
const MAY_SERVE = `o.status = 'OPEN' AND NOT o.made_for_claim AND o.home_tier <> 'NEW'
  AND o.home_tier >= :tier::home_tier AND o.open_from < :until::timestamptz AND o.open_until > :from::timestamptz
  AND o.gives >= :least::integer AND o.utc_days = ANY (:days::smallint[])
  AND o.week_halves & CASE WHEN o.time_zone = :zone::text THEN :halves::smallint ELSE :anyZone::smallint END <> 0
  AND (:features::text[] = '{}' OR o.features @> :features::text[])
  AND o.infant_seats >= :infants::smallint AND o.toddler_seats >= :toddlers::smallint AND o.booster_seats >= :boosters::smallint
  AND (:spoken::text IS NULL OR :spoken = ANY (o.understands))`;

/** Offers that may serve, as their index knows them. */
export const mayServe = (
  where: string,
) => `SELECT o.id, o.cell, o.reach_rings, o.prior, o.last_asked_half, o.home_circle_id,
    o.time_zone, o.week_halves, o.gives, o.understands FROM offer o WHERE ${where} AND ${MAY_SERVE}`;

export const onShelf = ({ where, byKind, bySkill }: Shelf) =>
  [
    ...(byKind ? ['o.kind = :kind::help_kind'] : []),
    ...(bySkill ? ['o.skills_in_person = ANY (:skillSets::smallint[])'] : []),
    where,
  ].join(' AND ');
export const OF_OTHERS = 'coalesce(o.home_circle_id <> ALL (:circles::uuid[]), true)';

/** The request, as `r`: one row of what was read of it before. */
export const ASKED = `(SELECT :kind::help_kind AS kind, :reach::text AS reach, :circle::uuid AS circle_id, :linked::uuid[] AS linked,
  :requiredTraining::text AS required_training) r`;

interface Look {
  readonly where: string;
  readonly order: string;
  /** A branch has a number and rings to the middle. */
  readonly branch: string;
  readonly centre: string;
  readonly from: string;
  readonly most: MostOffers;
}

/** OFFSET 0 keeps the branches in their order: nothing is read of the second before the first has given what it has. */
export function look({ from, branch, centre, where, order, most }: Look): string {
  return `SELECT ${branch} AS branch, ${centre} AS centre, its.* FROM ${from} CROSS JOIN LATERAL (
    ${mayServe(where)} ${order} LIMIT ${most.each}) its`;
}

/** What was found on looks, with its bound. */
export const bounded = (looks: readonly string[], { all }: MostOffers) =>
  `SELECT f.branch, f.id, f.last_asked_half, ${boundOf('f', 'f.centre')} AS bound
    FROM ${ASKED} CROSS JOIN (SELECT * FROM (${looks.map((one) => `(${one})`).join(' UNION ALL ')}) looks LIMIT ${all}) f`;

const IN_ORDER = 'ORDER BY o.prior, o.last_asked_half';
/** In no words of a shelf, or its index would be taken instead of that by circle. */
const OF_CIRCLE = `o.home_circle_id = known.circle AND o.kind = :kind::help_kind AND (:skill::text IS NULL OR :skill = ANY (o.skills))
  AND (:mode::text IS NULL OR :mode = ANY (o.modes))`;
const CIRCLES = 'unnest(:circles::uuid[]) WITH ORDINALITY AS known (circle, place)';
const FAR = `(SELECT string_to_array(f.cells, ',') AS cells, string_to_array(f.rings, ',')::smallint[] AS rings,
    string_to_array(f.centres, ',')::smallint[] AS centres, f.nearest, f.place
  FROM unnest(:farCells::text[], :farRings::text[], :farCentres::text[], :farNearest::smallint[])
    WITH ORDINALITY AS f (cells, rings, centres, nearest, place) OFFSET 0) far`;

export const inCirclesByPhone = ({ byPhone }: OffersRead) =>
  look({ from: CIRCLES, branch: 'known.place', centre: '0', where: OF_CIRCLE, order: IN_ORDER, most: byPhone });

export const inCirclesByCell = ({ inCircles }: OffersRead) =>
  look({
    ...{ from: `${FAR} CROSS JOIN ${CIRCLES}`, branch: '1000 * known.place + far.place' },
    centre: 'far.centres[array_position(far.cells, its.cell::text)]',
    where: `${OF_CIRCLE} AND o.cell = ANY (far.cells) AND o.reach_rings >= far.nearest
    AND o.reach_rings >= far.rings[array_position(far.cells, o.cell::text)]`,
    ...{ order: IN_ORDER, most: inCircles },
  });

/** In all cells next door at once. */
export const inCirclesNextDoor = ({ inCircles }: OffersRead) =>
  look({
    ...{ from: CIRCLES, branch: 'known.place' },
    centre: '(:nearCentres::smallint[])[array_position(:nearCells::text[], its.cell::text)]',
    where: `${OF_CIRCLE} AND o.cell = ANY (:nearCells::text[])
    AND o.reach_rings >= (:nearRings::smallint[])[array_position(:nearCells::text[], o.cell::text)]`,
    ...{ order: IN_ORDER, most: inCircles },
  });

/** All of the country is near. */
export const othersByPhone = (shelf: Shelf, { byPhone }: OffersRead) =>
  look({
    ...{ from: '(SELECT) everywhere', branch: '0', centre: '0', where: `${onShelf(shelf)} AND ${OF_OTHERS}` },
    ...{ order: IN_ORDER, most: byPhone },
  });

export const closeness = (circle: string) => `CASE WHEN r.circle_id = ${circle} THEN 'SAME_CIRCLE'
  WHEN ${circle} = ANY (r.linked) THEN 'LINKED_CIRCLE' ELSE 'NETWORK' END`;

/** Of the row under this name. */
export const boundOf = (row: string, centre: string) =>
  boundInSql({
    ...{ pressing: ':pressing::float8', centre, reachRings: `${row}.reach_rings` },
    fit: `CASE WHEN ${row}.time_zone = :zone AND :count::integer > 0
    THEN least(1, (bit_count((${row}.week_halves & :halves)::integer::bit(14)) + :slack::integer)::float8 / :count) ELSE 1 END`,
    served: `least(1, ${row}.gives::float8 / :smallest::integer)`,
    commonLanguage: `${row}.understands && :languages::text[]`,
    closeness: closeness(`${row}.home_circle_id`),
    reliability: reliabilityOfPrior(`${row}.prior`),
  });
