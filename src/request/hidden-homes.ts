/** Households that a family names are never stored: what is kept of each is a keyed digest, of the mailbox and not of how it is written. */
import { Injectable } from '@nestjs/common';
import { eachAccepted } from '../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { decideEmail } from '../kernel/email-address.js';
import { BlindIndex } from '../sealing/blind-index.js';

/** By its e-mail or by its phone. */
export interface NamedHome {
  readonly email?: string | null;
  readonly phone?: string | null;
}

@Injectable()
export class HiddenHomes {
  constructor(private readonly index: BlindIndex) {}

  decide(homes: readonly NamedHome[], path: readonly string[] = ['hideFromHomes']): Decision<readonly Buffer[]> {
    return eachAccepted(homes.map((home, at) => this.decideOne(home, [...path, String(at)])));
  }

  private decideOne({ email, phone }: NamedHome, path: readonly string[]): Decision<Buffer> {
    if (typeof email === 'string') {
      const address = decideEmail(email, [...path, 'email']);
      return address.accepted ? accept(this.index.digestMailbox(address.value)) : address;
    }
    const digest = typeof phone === 'string' ? this.index.digestPhone(phone) : null;
    return digest ? accept(digest) : refuse('PHONE_INVALID', [...path, 'phone']);
  }
}
