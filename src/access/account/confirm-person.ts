/** What decides who gets in is changed by whoever shows once more, with password or passkey, that it is them: an open session is not enough. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import { Database } from '../../platform/database/database.js';
import type { CallingClient } from '../calling-client.js';
import { GuessAlarm } from '../guess-alarm.js';
import { UsePasskey } from '../passkey/use-passkey.js';
import { Passwords } from '../passwords.js';
import { type PersonViewer, personIdOf, personOf } from '../person.js';
import { SignInLimits } from '../sign-in-limits.js';
import { AccountStore } from './account.store.js';

/** One of the two. */
export interface Confirmation {
  readonly password?: string | null;
  /** The answer of the authenticator in JSON, to a challenge of startPasskeyConfirmation. */
  readonly passkey?: string | null;
}

const PATH = ['confirmation'];

@Injectable()
export class ConfirmPerson {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountStore,
    private readonly passwords: Passwords,
    private readonly passkeys: UsePasskey,
    private readonly limits: SignInLimits,
    private readonly alarm: GuessAlarm,
  ) {}

  /** Null when it is them. Wrong ones count as if somebody tried to sign in. */
  async execute(
    viewer: PersonViewer,
    { password = null, passkey = null }: Confirmation,
    client: CallingClient,
  ): Promise<Refused | null> {
    if ((password === null) === (passkey === null)) return refuse('INVALID_INPUT', PATH);
    const account = await this.accounts.find(this.database, personOf(viewer));
    if (!account) return refuse('SIGN_IN_FAILED', PATH);
    const attempt = await this.limits.begin(client, password === null ? null : account.emailDigest);
    if (isRefused(attempt)) return attempt;
    const refused =
      password === null
        ? await this.byPasskey(viewer, passkey ?? '')
        : await this.byPassword(account.passwordHash, password);
    if (refused === null || refused.code === 'BUSY') await attempt.giveBack();
    else await this.alarm.note();
    return refused;
  }

  private async byPassword(hash: string | null, password: string): Promise<Refused | null> {
    const match = await this.passwords.firstMatch(password, [hash]);
    if (isRefused(match)) return match;
    return match === null ? refuse('SIGN_IN_FAILED', [...PATH, 'password']) : null;
  }

  private async byPasskey(viewer: PersonViewer, answer: string): Promise<Refused | null> {
    const use = { purpose: 'CONFIRM', personId: personIdOf(personOf(viewer)) } as const;
    const person = await this.passkeys.execute(answer, use, [...PATH, 'passkey']);
    return isRefused(person) ? person : null;
  }
}
