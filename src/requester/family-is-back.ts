/** What a family gets that has come back, by its words or by its phone: a session, and whom it is now seen as. */
import type { FamilyViewer } from '../kernel/viewer.js';
import type { OpenRing } from './rings.js';

export interface FamilyIsBack {
  readonly session: { readonly token: string; readonly expiresAt: Date };
  readonly viewer: FamilyViewer;
}

export function viewerOfRing({ ring }: OpenRing, token: string): FamilyViewer {
  return { kind: 'FAMILY', requestIds: new Set(ring.requests.map(({ id }) => id)), token };
}
