/** Who is asking. Every read and every decision takes one. */

import type { CoordinatorRole } from './coordinator-role.js';
import type { KeyScope } from './key-scope.js';
import type { MemberRole } from './member-role.js';
import type { TrainingTopic } from './training-topic.js';

/** A frontend's key. Publishable keys post for families and read what is public; secret keys are for servers. */
export interface PartnerKeyInUse {
  readonly keyId: string;
  readonly partnerId: string;
  readonly kind: 'PUBLISHABLE' | 'SECRET';
  readonly scopes: readonly KeyScope[];
}

interface Anyone {
  /** The frontend that forwards the call, when it named itself. It adds no right to a person's. */
  readonly frontend?: PartnerKeyInUse;
}

export interface PublicViewer extends Anyone {
  readonly kind: 'PUBLIC';
}

/** A server of a partner that acts on the partner's own behalf: a secret key and no person. */
export interface PartnerViewer extends Anyone {
  readonly kind: 'PARTNER';
  readonly partnerId: string;
  readonly scopes: readonly KeyScope[];
}

/** A family that opened its ring with a return code or a session. */
export interface FamilyViewer extends Anyone {
  readonly kind: 'FAMILY';
  /** The requests in its ring: the only link between them, and it lives as long as this call. */
  readonly requestIds: ReadonlySet<string>;
  /** The session token as sent: it opens the ring. Never logged, never stored. */
  readonly token: string;
}

export type HomeTier = 'NEW' | 'VOUCHED' | 'TRUSTED';

/** What a session said of its home when it was last looked up: a statement that shows anything on its word has to compare it. */
interface SessionBelief {
  readonly digest: Buffer;
  readonly facts: string;
}

export interface HomeViewer extends Anyone {
  readonly kind: 'HOME';
  readonly homeId: string;
  readonly memberId: string;
  readonly memberRole: MemberRole;
  readonly circleId: string;
  /** Circles whose link with its own stands: what has widened to them, it learns of. */
  readonly linkedCircleIds: readonly string[];
  readonly partnerId: string;
  readonly tier: HomeTier;
  /** Nothing of requests is shown before somebody vouched for the home. */
  readonly vouched: boolean;
  readonly paused: boolean;
  /** Its partner's newest agreement is accepted, or there is none. Nothing of requests is shown before. */
  readonly agreed: boolean;
  /** Topics of the certificates that its members hold and that are good now. */
  readonly certificates: readonly TrainingTopic[];
  /** BCP 47 tags the home speaks and access features it has: needs beyond them show as "others". */
  readonly languages: readonly string[];
  readonly features: readonly string[];
  /** Absent where no session was looked up. */
  readonly belief?: SessionBelief;
  /** It was not looked up for this call: nothing may be said on its word before a statement has compared it (see `Unconfirmed`). */
  readonly isBelieved?: true;
}

/** Thrown where nothing may be said on what is believed of a home's session, be it that it is no longer so, or that no row stands for it: the call begins anew, with what is. */
export class Unconfirmed extends Error {}

export interface CoordinatorViewer extends Anyone {
  readonly kind: 'COORDINATOR';
  readonly coordinatorId: string;
  readonly partnerId: string;
  readonly roles: readonly CoordinatorRole[];
}

export type Viewer = PublicViewer | PartnerViewer | FamilyViewer | HomeViewer | CoordinatorViewer;
export type ViewerKind = Viewer['kind'];
