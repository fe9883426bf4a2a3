/** A new password ends every session but the one in use: whoever had the old one is out. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import { decidePassword } from '../../kernel/password.js';
import { Notices } from '../../notice/notices.js';
import { Database } from '../../platform/database/database.js';
import type { CallingClient } from '../calling-client.js';
import { Passwords } from '../passwords.js';
import { type PersonViewer, personIdOf, personOf, tellingOf } from '../person.js';
import { PersonSessions } from '../person-sessions.js';
import { AccountStore } from './account.store.js';
import { type Confirmation, ConfirmPerson } from './confirm-person.js';

@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountStore,
    private readonly confirm: ConfirmPerson,
    private readonly passwords: Passwords,
    private readonly sessions: PersonSessions,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: PersonViewer,
    token: string,
    input: { readonly newPassword: string; readonly confirmation: Confirmation },
    client: CallingClient,
  ): Promise<{ readonly changed: true } | Refused> {
    const password = decidePassword(input.newPassword, ['newPassword']);
    if (!password.accepted) return password;
    const unconfirmed = await this.confirm.execute(viewer, input.confirmation, client);
    if (unconfirmed) return unconfirmed;
    const hash = await this.passwords.hash(password.value);
    if (isRefused(hash)) return hash;
    const now = this.clock.now();
    const person = personOf(viewer);
    return this.database.transaction(async (tx) => {
      await this.accounts.setPassword(tx, person, hash);
      // Of two at once the second finds its session ended: whoever had the old password is out.
      if (!(await this.sessions.isOpen(token, tx))) return refuse('SIGN_IN_FAILED');
      await this.sessions.closeOthers(token, tx);
      const about = { kind: 'PERSON', id: personIdOf(person) } as const;
      await this.notices.tell(tx, tellingOf(viewer), 'PASSWORD_CHANGED', about, now);
      return { changed: true } as const;
    });
  }
}
