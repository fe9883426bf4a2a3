/** The operations that are broken off. */
import type { World } from '../../world/world.js';
import { anAcceptOf } from './accepting.js';
import type { Attempt } from './attempt.js';
import { aClaimOfAnOffer, aClaimOfARequest } from './claiming.js';
import { anErasure } from './erasing.js';
import { anOpening } from './opening.js';

export const operations = ['claimRequest', 'claimOffer', 'acceptClaim', 'openHandoff', 'eraseRequester'] as const;
export type Operation = (typeof operations)[number];

const PREPARE: Readonly<Record<Operation, (world: World) => Promise<Attempt>>> = {
  claimRequest: aClaimOfARequest,
  claimOffer: aClaimOfAnOffer,
  acceptClaim: anAcceptOf,
  openHandoff: anOpening,
  eraseRequester: anErasure,
};

export function prepare(world: World, operation: Operation): Promise<Attempt> {
  return PREPARE[operation](world);
}
