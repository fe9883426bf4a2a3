/** Whom a viewer speaks for in a claim. For nobody: then the claim does not exist, as far as it is told. */
import type { Viewer } from '../kernel/viewer.js';
import type { ClaimRecord } from './claim-record.js';
import { Party } from './domain/claim.js';

/** A coordinator speaks for the partner that looks after it, and for the family too when it took the request in itself. */
export function partiesOf(viewer: Viewer, claim: ClaimRecord): readonly Party[] {
  switch (viewer.kind) {
    case 'HOME':
      return claim.homeId === viewer.homeId ? ['HOME'] : [];
    case 'FAMILY':
      return claim.requestId !== null && viewer.requestIds.has(claim.requestId) ? ['FAMILY'] : [];
    case 'COORDINATOR':
      if (claim.partnerId !== viewer.partnerId) return [];
      return claim.intakeCoordinatorId === viewer.coordinatorId ? ['COORDINATOR', 'FAMILY'] : ['COORDINATOR'];
    default:
      return [];
  }
}

/** Whose answer to a proposal a viewer may give: a coordinator the family's as INTAKE, its partner's as DISPATCHER. */
export function answersOf(viewer: Viewer): readonly Party[] {
  if (viewer.kind !== 'COORDINATOR') return Object.values(Party);
  const as = { INTAKE: 'FAMILY', DISPATCHER: 'COORDINATOR' } as const;
  return viewer.roles.flatMap((role) => (role === 'INTAKE' || role === 'DISPATCHER' ? [as[role]] : []));
}

/**
 * Whether it has a part, as a condition on the claim under `claim`: what a statement never finds takes as long as what is not there. Its three parameters
 * begin with number `first`, as `partIn` gives them.
 */
export function hasPart(claim: string, first: number): string {
  return `(${claim}.home_id = $${first}::uuid OR ${claim}.request_id = ANY ($${first + 1}::uuid[]) OR ${claim}.partner_id = $${first + 2}::uuid)`;
}

export function partIn(viewer: Viewer): [homeId: string | null, requestIds: string[], partnerId: string | null] {
  return [
    viewer.kind === 'HOME' ? viewer.homeId : null,
    viewer.kind === 'FAMILY' ? [...viewer.requestIds] : [],
    viewer.kind === 'COORDINATOR' ? viewer.partnerId : null,
  ];
}
