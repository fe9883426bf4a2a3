/** Out of the headers of a call, who is asking. The person's rights decide; a frontend's key adds none to them. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { PartnerKeyInUse, Viewer } from '../kernel/viewer.js';
import { PartnerKeys } from '../partner/partner-keys.js';
import { viewerOfRing } from '../requester/family-is-back.js';
import { FamilySessions } from '../requester/family-sessions.js';
import { isTokenOf } from '../sealing/opaque-token.js';
import { PersonSessions } from './person-sessions.js';

export interface Credentials {
  /** The token of `Authorization: Bearer`, when there is one. */
  readonly token: string | null;
  readonly partnerKey: string | null;
  readonly origin: string | undefined;
}

@Injectable()
export class ViewerOfCall {
  constructor(
    private readonly partnerKeys: PartnerKeys,
    private readonly sessions: PersonSessions,
    private readonly families: FamilySessions,
    private readonly clock: Clock,
  ) {}

  /** Null when a token or key was shown that is not, or no longer, valid. */
  async find({ token, partnerKey, origin }: Credentials): Promise<Viewer | null> {
    const frontend = partnerKey === null ? undefined : await this.partnerKeys.find(partnerKey, origin);
    if (frontend === null) return null;
    const person = token === null ? withoutPerson(frontend) : await this.personOf(token);
    return person && frontend ? { ...person, frontend } : person;
  }

  /** A home as it was last looked up, when nothing but its token was shown; else null. */
  believed({ token, partnerKey }: Credentials): Viewer | null {
    return token === null || partnerKey !== null ? null : this.sessions.believedOf(token);
  }

  private async personOf(token: string): Promise<Viewer | null> {
    if (!isTokenOf('FAMILY', token)) return this.sessions.viewerOf(token);
    const opened = await this.families.open(token, this.clock.now());
    return opened && viewerOfRing(opened, token);
  }
}

function withoutPerson(frontend: PartnerKeyInUse | undefined): Viewer {
  if (frontend?.kind !== 'SECRET') return { kind: 'PUBLIC' };
  return { kind: 'PARTNER', partnerId: frontend.partnerId, scopes: frontend.scopes };
}
