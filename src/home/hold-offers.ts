/**
 * What offers follow of their home, its tier, its pause, its circle and its end, is written into all of them when it changes. Who changes it holds them before the home,
 * as by whoever claims; and since a home may post another at any time, one after the other.
 */
import type { Queryable } from '../platform/queryable.js';

export interface HomeOfPartner {
  readonly homeId: string;
  readonly partnerId: string;
}

/** Nobody else changes it until the transaction ends. Nobody waits for a home that is closed, or of another partner than the one that is named. */
export async function takeTurn(tx: Queryable, { homeId, partnerId }: HomeOfPartner): Promise<void> {
  await tx.query(
    'take-turn-at-home',
    `SELECT pg_advisory_xact_lock(hashtextextended('home ' || h.id, 0)) FROM home h
     WHERE h.id = $1 AND h.partner_id = $2 AND h.closed_at IS NULL`,
    [homeId, partnerId],
  );
}

/** Both, before the home is held. */
export async function holdOffersInTurn(tx: Queryable, home: HomeOfPartner): Promise<void> {
  await takeTurn(tx, home);
  await holdOffers(tx, home);
}

/** Once it is somebody's turn and before the home is held, in the order in which several are locked. */
export async function holdOffers(tx: Queryable, { homeId, partnerId }: HomeOfPartner): Promise<void> {
  await tx.query(
    'hold-offers-of-home',
    `SELECT FROM offer o WHERE o.home_id = (SELECT h.id FROM home h WHERE h.id = $1 AND h.partner_id = $2 AND h.closed_at IS NULL)
     ORDER BY o.id FOR NO KEY UPDATE OF o`,
    [homeId, partnerId],
  );
}
