/** The statements that look for offers: what could be best by its index, then closely at no more than is needed of it. */
import { homeAsItStands } from '../circle/home-in-sql.js';
import { homeInService, openOffer } from '../offer/visible-offers.js';
import { notKeptFromHome, reachesHome, trainedFor } from '../request/visible-to-home.js';
import { capped, type MostOffers, OFFERS_READ, OFFERS_READ_ON, type OffersRead } from './looked-at.js';
import { firstMeetingIn, standsAnytime } from './meeting-in-sql.js';
import { type NamedStatement, withPlaces } from './named-places.js';
import { groups } from './offer-groups.sql.js';
import { ASKED, bounded, closeness, inCirclesByCell, inCirclesByPhone, othersByPhone } from './offer-looks.sql.js';
import { type Shelf, shelves } from './offer-shelves.js';

const MEETING = {
  offer: 'o.id',
  anytime: standsAnytime('o'),
  from: ':from::timestamptz',
  until: ':until::timestamptz',
  isDated: ':isDated::boolean',
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
    h.broken_claims AS broken, ${MEETING.anytime} AS anytime, p.starts_at, p.ends_at, p.lines, p.windows
  FROM ${ASKED} CROSS JOIN offer o JOIN home h ON h.id = o.home_id
  CROSS JOIN LATERAL ${firstMeetingIn(MEETING)} p
  WHERE o.id = c.id AND ${openOffer('o', ':now::timestamptz')} AND ${homeInService('h')} AND h.tier >= :tier::home_tier
    AND (r.kind = 'MONEY' OR (${reachesHome('r', HOME)} AND ${trainedFor('r', HOME)}))
    AND (:firstHome::uuid IS NULL OR :firstHome = h.id OR :firstUntil::timestamptz <= :now::timestamptz)
    AND NOT EXISTS (SELECT FROM unnest(:own::uuid[]) AS own (id) WHERE NOT (${notKeptFromHome('own.id', 'h.id', ':secret')}))
  LIMIT 1`;

interface Parts {
  /** As `WITH` has them. */
  readonly parts: string;
  /** A relation of ids, halves when they were last asked, and bounds. */
  readonly found: string;
  readonly capped: string;
  readonly unread: string;
}

/** All that is found on these looks. */
function whole(looks: readonly string[], most: MostOffers): Parts {
  const parts = `found AS MATERIALIZED (${bounded(looks, most)})`;
  return { parts, found: 'found', capped: capped([['found', most]]), unread: 'NULL::float8' };
}

function statement(name: string, { parts, found, capped, unread }: Parts): NamedStatement {
  return withPlaces(
    `offers-for-request-${name}`,
    `WITH ${parts},
    closely AS MATERIALIZED (SELECT its.*, c.bound, c.place FROM (SELECT f.id, f.bound, row_number() OVER (ORDER BY f.bound DESC, f.last_asked_half, f.id) AS place
        FROM ${found} f ORDER BY place OFFSET 0) c
      CROSS JOIN LATERAL (${CLOSELY}) its LIMIT :most::integer)
    SELECT closely.*, ${capped} AS capped, ${unread} AS beyond
    FROM (SELECT) always LEFT JOIN closely ON true ORDER BY closely.place`,
  );
}

/** For requests that are known everywhere, by shelf; and for those known in some circles, which are looked for circle by circle. */
function offerStatements(mark: string, read: OffersRead) {
  // By phone those of the circles first, or they would be lost among all.
  const byPhone = (shelf: Shelf) => whole([inCirclesByPhone(read), othersByPhone(shelf, read)], read.byPhone);
  return {
    everywhere: new Map(
      shelves.map((shelf) => [
        shelf.name,
        statement(`${mark}${shelf.name}`, shelf.byCell ? groups(shelf, read) : byPhone(shelf)),
      ]),
    ),
    inCircles: {
      near: statement(`${mark}in-circles-near`, whole([inCirclesByCell(read)], read.inCircles)),
      byPhone: statement(`${mark}in-circles-by-phone`, whole([inCirclesByPhone(read)], read.byPhone)),
    },
  } as const;
}

export const OFFER_STATEMENTS = offerStatements('', OFFERS_READ);
export const OFFER_STATEMENTS_ON = offerStatements('on-', OFFERS_READ_ON);
