/** Until somebody was accepted, a handoff opens only with a key that lies in the family's ring. */
import { makeKey } from '../sealing/sealed-box.js';
import type { Ring } from './domain/ring.js';

/** As a ring keeps it. */
export function makeFamilyKey(): string {
  return makeKey().toString('base64');
}

/** Null when the request is not in this ring. */
export function familyKeyOf(ring: Ring, requestId: string): Buffer | null {
  const request = ring.requests.find(({ id }) => id === requestId);
  return request ? Buffer.from(request.familyKey, 'base64') : null;
}
