/** Whoever answers a challenge with a passkey is its person: once, verified, and with a counter that goes on. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { type Refused, refuse } from '../../kernel/decision.js';
import { Notices } from '../../notice/notices.js';
import { Database } from '../../platform/database/database.js';
import type { Person } from '../person-sessions.js';
import { decideAnswer } from './authenticator-answer.js';
import { PasskeyStore, type PasskeyToUse } from './passkey.store.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { WebAuthn } from './web-authn.js';

type Use = { readonly purpose: 'SIGN_IN' } | { readonly purpose: 'CONFIRM'; readonly personId: string };

@Injectable()
export class UsePasskey {
  constructor(
    private readonly database: Database,
    private readonly store: PasskeyStore,
    private readonly challenges: PasskeyChallenges,
    private readonly webAuthn: WebAuthn,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** `text`: the answer of the authenticator in JSON. That it was used stays, whatever comes of what it was used for. */
  async execute(text: string, use: Use, path: readonly string[]): Promise<Person | Refused> {
    const now = this.clock.now();
    const answer = decideAnswer(text, path);
    if (!answer.accepted) return answer;
    if (!(await this.challenges.use(answer.value.challenge, use, now))) return refuse('PASSKEY_REFUSED', path);
    const passkey = await this.store.find(this.database, Buffer.from(answer.value.id, 'base64url'));
    const person = passkey && ownerOf(passkey);
    if (!passkey || !person) return refuse('PASSKEY_REFUSED', path);
    if (use.purpose === 'CONFIRM' && use.personId !== (passkey.memberId ?? passkey.coordinatorId)) {
      return refuse('PASSKEY_REFUSED', path);
    }
    const signed = await this.webAuthn.signed(answer.value, passkey);
    if (!signed) return refuse('PASSKEY_REFUSED', path);
    const on = now.toISOString().slice(0, 10);
    if (await this.store.markUsed(this.database, passkey.id, signed.counter, on)) return person;
    await this.tell(passkey, now);
    return refuse('PASSKEY_COPIED', path);
  }

  private async tell({ memberId, homeId, coordinatorId }: PasskeyToUse, now: Date): Promise<void> {
    const to = homeId ? { homeId } : { coordinatorId: coordinatorId ?? '' };
    const about = { kind: 'PERSON', id: memberId ?? coordinatorId ?? '' } as const;
    await this.notices.tell(this.database, to, 'PASSKEY_COPIED', about, now);
  }
}

function ownerOf({ memberId, coordinatorId }: PasskeyToUse): Person | null {
  if (memberId) return { memberId };
  return coordinatorId ? { coordinatorId } : null;
}
