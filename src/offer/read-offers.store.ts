/** Reads offers to show them: who may see which is part of every statement. */
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../kernel/viewer.js';
import { reachedFrom } from '../place/reach.js';
import type { Queryable } from '../platform/queryable.js';
import { keptAwaySecret } from '../request/kept-away.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { type OfferRead, offerColumns } from './offer-columns.js';
import type { OfferFilter } from './offer-filter.js';
import { openOffer, ownOffer, visibleToCoordinator, visibleToFamily } from './visible-offers.js';

/** After this row, in the order of the page. */
export interface OfferPosition {
  readonly postedOn: string;
  readonly id: string;
}

/** Own offers are told whole, but a home of many years need not scroll through them. */
const MOST_OWN = 100;

@Injectable()
export class ReadOffersStore {
  constructor(private readonly secrets: InstanceSecrets) {}

  async byIds(db: Queryable, viewer: Viewer, ids: readonly string[], now: Date): Promise<OfferRead[]> {
    const values: unknown[] = [now, ids];
    const visible = this.visibleTo(viewer, values);
    if (visible === null) return [];
    const { rows } = await db.query<OfferRead>(
      `offers-by-id-for-${viewer.kind}`,
      `SELECT ${offerColumns('$1')} FROM offer o JOIN home h ON h.id = o.home_id
       WHERE o.id = ANY ($2::uuid[]) AND ${visible}`,
      values,
    );
    return rows;
  }

  /** Whatever they are: the caller knows that the viewer is part of the claims that they belong to. */
  async inClaims(db: Queryable, ids: readonly string[], now: Date): Promise<OfferRead[]> {
    const { rows } = await db.query<OfferRead>(
      'offers-in-claims',
      `SELECT ${offerColumns('$1')} FROM offer o WHERE o.id = ANY ($2::uuid[])`,
      [now, ids],
    );
    return rows;
  }

  /** Those that stand first, then the latest. */
  async ofHome(db: Queryable, homeId: string, now: Date): Promise<OfferRead[]> {
    const { rows } = await db.query<OfferRead>(
      'offers-of-home',
      `SELECT * FROM (SELECT ${offerColumns('$2')} FROM offer o WHERE ${ownOffer('o', '$1')}) own
       ORDER BY status IN ('OPEN', 'PAUSED') DESC, posted_on DESC, id LIMIT ${MOST_OWN}`,
      [homeId, now],
    );
    return rows;
  }

  /** `limit` rows of open offers, the latest first; within a day the order means nothing. */
  async page(
    db: Queryable,
    viewer: Viewer,
    filter: OfferFilter,
    after: OfferPosition | null,
    limit: number,
    now: Date,
  ): Promise<OfferRead[]> {
    const values: unknown[] = [now, limit];
    const visible = this.visibleTo(viewer, values);
    if (visible === null) return [];
    // The text follows from which conditions there are, and so does the name.
    const narrowed = conditionsOf(filter, after, values);
    const { rows } = await db.query<OfferRead>(
      ['offers-for', viewer.kind, ...Object.keys(narrowed)].join('-'),
      `SELECT ${offerColumns('$1')} FROM offer o JOIN home h ON h.id = o.home_id
       WHERE ${[openOffer('o', '$1'), visible, ...Object.values(narrowed)].join('\n AND ')}
       ORDER BY o.posted_on DESC, o.id DESC LIMIT $2`,
      values,
    );
    return rows;
  }

  /** Null for whom there are no offers. Its values are put behind those that are there. */
  private visibleTo(viewer: Viewer, values: unknown[]): string | null {
    switch (viewer.kind) {
      case 'HOME':
        return ownOffer('o', parameter(values, viewer.homeId));
      case 'COORDINATOR':
        return visibleToCoordinator('o', 'h', parameter(values, viewer.partnerId));
      case 'FAMILY': {
        const requests = parameter(values, [...viewer.requestIds]);
        return visibleToFamily('o', 'h', requests, parameter(values, keptAwaySecret(this.secrets)), '$1');
      }
      default:
        return null;
    }
  }
}

function conditionsOf(filter: OfferFilter, after: OfferPosition | null, values: unknown[]): Record<string, string> {
  const conditions: Record<string, string> = {};
  const { kind, near, window, language, feature, skill } = filter;
  if (kind) conditions['kind'] = `o.kind = ${parameter(values, kind)}::help_kind`;
  if (near) {
    const rings = `(${parameter(values, ringsByCell(near.cell, near.rings))}::jsonb ->> o.cell)::integer`;
    const reaches = `('REMOTE' = ANY (o.modes) OR ${rings} <= o.reach_rings)`;
    if (near.rings === null) conditions['near'] = reaches;
    else conditions['within'] = `(${rings} IS NOT NULL AND ${reaches})`;
  }
  if (window) {
    const [opens, closes] = [parameter(values, window.opensAt), parameter(values, window.closesAt)];
    // Money alone may have no windows: it is there at any time.
    conditions['window'] = `(EXISTS (SELECT FROM offer_window w WHERE w.offer_id = o.id
        AND w.opens_at < ${closes}::timestamptz AND w.closes_at > ${opens}::timestamptz)
      OR (o.kind = 'MONEY' AND o.rule IS NULL AND NOT EXISTS (SELECT FROM offer_window w WHERE w.offer_id = o.id)))`;
  }
  if (language) {
    conditions['language'] = `EXISTS (SELECT FROM unnest(o.languages) tag
      WHERE split_part(tag, '-', 1) = ${parameter(values, language)})`;
  }
  if (feature) conditions['feature'] = `${parameter(values, feature)} = ANY (o.features)`;
  if (skill) conditions['skill'] = `${parameter(values, skill)} = ANY (o.skills)`;
  if (after) {
    conditions['after'] =
      `(o.posted_on, o.id) < (${parameter(values, after.postedOn)}::date, ${parameter(values, after.id)}::uuid)`;
  }
  return conditions;
}

function parameter(values: unknown[], value: unknown): string {
  values.push(value);
  return `$${values.length}`;
}

/** As an object: looked up row by row, while the rows come in the order of the page. */
function ringsByCell(cell: string, most: number | null): string {
  const { cells, rings } = reachedFrom(cell);
  const kept = cells.flatMap((near, at) => ((rings[at] ?? 0) <= (most ?? Infinity) ? [[near, rings[at]]] : []));
  return JSON.stringify(Object.fromEntries(kept));
}
