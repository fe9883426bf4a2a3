/** Whoever changes their e-mail shows who they are, and may not find out by it which addresses are taken. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused } from '../../kernel/decision.js';
import { decideEmail } from '../../kernel/email-address.js';
import { AttemptCounters } from '../attempt-counters.js';
import { Attempts } from '../attempts.js';
import type { CallingClient } from '../calling-client.js';
import { type PersonViewer, personIdOf, personOf } from '../person.js';
import { ChangeAddress } from './change-address.js';
import { type Confirmation, ConfirmPerson } from './confirm-person.js';

const MOST_AN_HOUR = 10;

@Injectable()
export class ChangeEmail {
  private readonly attempts: Attempts;

  constructor(
    private readonly confirm: ConfirmPerson,
    private readonly addresses: ChangeAddress,
    counters: AttemptCounters,
  ) {
    this.attempts = new Attempts(counters.of({ what: 'change-email', most: MOST_AN_HOUR }));
  }

  async execute(
    viewer: PersonViewer,
    input: { readonly email: string; readonly confirmation: Confirmation },
    client: CallingClient,
  ): Promise<{ readonly changed: true } | Refused> {
    const email = decideEmail(input.email);
    if (!email.accepted) return email;
    const unconfirmed = await this.confirm.execute(viewer, input.confirmation, client);
    if (unconfirmed) return unconfirmed;
    const begun = await this.attempts.begin([personIdOf(personOf(viewer))]);
    return isRefused(begun) ? begun : this.addresses.execute(viewer, { email: email.value });
  }
}
