/** Asks of the offers around a request which of its conditions none of them meets, the plainest first: one statement, a look at one offer each. */
import { Injectable } from '@nestjs/common';
import { type AccessFeature, featureFor } from '../kernel/access-needs.js';
import { baseLanguage } from '../kernel/languages.js';
import type { Queryable } from '../platform/queryable.js';
import type { Span } from './domain/match.js';
import type { MissingOffer } from './domain/missing-offer.js';
import { valuesFor, withPlaces } from './named-places.js';
import { offerSearch } from './offer-search.js';
import { FEATURES_BY_RARITY } from './offer-shelves.js';
import type { AskingRow } from './offers-for-request.store.js';

const GROUPS = `(SELECT string_to_array(f.cells, ',') AS cells, string_to_array(f.rings, ',')::smallint[] AS rings, f.nearest,
    ARRAY(SELECT DISTINCT area_of_cell(one.cell) FROM unnest(string_to_array(f.cells, ',')) AS one (cell)) AS areas
  FROM unnest(:farCells::text[], :farRings::text[], :farNearest::smallint[]) AS f (cells, rings, nearest) OFFSET 0) far`;

const STEPS: readonly (readonly [MissingOffer, string])[] = [
  ['OFFER', 'true'],
  ['SKILL', '(:skill::text IS NULL OR :skill = ANY (o.skills))'],
  ['FEATURE', 'o.features @> :features::text[]'],
  [
    'CHILD_SEATS',
    'o.infant_seats >= :infants::smallint AND o.toddler_seats >= :toddlers::smallint AND o.booster_seats >= :boosters::smallint',
  ],
  ['LANGUAGE', '(:spoken::text IS NULL OR :spoken = ANY (o.understands))'],
  ['TRUST', 'o.home_tier >= :tier::home_tier'],
  [
    'TIME',
    `o.open_from < :until::timestamptz AND o.open_until > :from::timestamptz AND (o.kind = 'MONEY' OR EXISTS (SELECT FROM offer_window w
      WHERE w.offer_id = o.id AND w.opens_at < :until::timestamptz AND w.closes_at > :from::timestamptz))`,
  ],
];

const OPEN = `o.status = 'OPEN' AND NOT o.made_for_claim AND o.home_tier <> 'NEW' AND o.kind = :kind::help_kind`;
const NEAR = `EXISTS (SELECT FROM ${GROUPS} CROSS JOIN LATERAL (SELECT FROM offer o WHERE ${OPEN}
  AND area_of_cell(o.cell) = ANY (far.areas) AND o.cell = ANY (far.cells)
  AND o.reach_rings >= far.nearest AND o.reach_rings >= far.rings[array_position(far.cells, o.cell::text)]
  AND (:mode::text IS NULL OR :mode = ANY (o.modes)) AND`;
const BY_PHONE = `EXISTS (SELECT FROM (SELECT FROM offer o WHERE ${OPEN} AND 'REMOTE' = ANY (o.modes) AND`;

/** The first step that no offer gets over. */
function statement(how: string, exists: string) {
  const cases = STEPS.map(([missing], at) => {
    const conditions = STEPS.slice(0, at + 1).map(([, condition]) => condition);
    return `WHEN NOT ${exists} ${conditions.join(' AND ')} LIMIT 1) one) THEN '${missing}'`;
  });
  return withPlaces(`missing-offer-${how}`, `SELECT CASE ${cases.join('\n')} ELSE 'FREE_OFFER' END AS missing`);
}
const STATEMENTS = { near: statement('near', NEAR), byPhone: statement('by-phone', BY_PHONE) };

@Injectable()
export class MissingOfferStore {
  /** Of a request that nothing could serve. */
  async find(db: Queryable, asking: AskingRow, time: Span): Promise<MissingOffer> {
    const statement = asking.mode === 'REMOTE' ? STATEMENTS.byPhone : STATEMENTS.near;
    const { rows } = await db.query<{ missing: MissingOffer }>(
      statement.name,
      statement.text,
      valuesFor(statement, {
        ...{
          kind: asking.kind,
          skill: asking.skill,
          mode: asking.mode,
          features: featuresOf(asking),
          tier: asking.minimum_tier,
        },
        ...{ infants: asking.infant_seats, toddlers: asking.toddler_seats, boosters: asking.booster_seats },
        spoken: asking.spoken_language && baseLanguage(asking.spoken_language),
        ...offerSearch(asking, time, false),
      }),
    );
    return rows[0]?.missing ?? 'FREE_OFFER';
  }
}

/** The rarest first. */
export function featuresOf({
  kind,
  access_needs: needs,
}: Pick<AskingRow, 'kind' | 'access_needs'>): readonly AccessFeature[] {
  const features = kind === 'MONEY' ? [] : needs.map((need) => featureFor[need]);
  const rarity = (feature: AccessFeature) => (FEATURES_BY_RARITY as readonly AccessFeature[]).indexOf(feature);
  return features.toSorted((a, b) => rarity(a) - rarity(b));
}
