/** Every secret of an instance comes from its one root, a label each, so that none can stand in for another. */
import { hkdfSync } from 'node:crypto';

/** The labels are part of what was stored under them: a changed label is a lost secret. */
export type SecretLabel =
  | 'pepper' // Argon2's secret, for return codes and passwords
  | 'blind-index' // digests of e-mail addresses and phone numbers
  | 'idempotency-pepper'
  | 'cursor'
  | 'kept-away' // digests of the households that a request is kept from
  | 'disclosures' // the chain of who opened a handoff
  | 'attempts' // digests of who tried something, and what, for a day
  | 'presence' // tokens by which different families of a cell are counted
  | 'unknown-selector' // the salt of return codes that do not exist
  | 'mail' // the ids of letters
  | 'meters' // digests of who looked at what on a day
  | 'earned' // digests of the intakes that a home delivered
  | 'canary' // ids that nobody was given
  | 'bank-references' // digests of what bank statements call a transfer
  | 'receipts' // digests of what homes call their receipts
  | 'mark'; // what the key store knows the root by: it is stored, and opens nothing

export class InstanceSecrets {
  private readonly derived = new Map<SecretLabel, Buffer>();

  constructor(private readonly root: Buffer) {}

  /** 256 bits, the same at every start. */
  secret(label: SecretLabel): Buffer {
    const known = this.derived.get(label);
    if (known) return known;
    const secret = deriveKey(this.root, `secret/${label}`);
    this.derived.set(label, secret);
    return secret;
  }
}

/** HKDF-SHA-256 of something that is already hard to guess; 256 bits. */
export function deriveKey(from: Uint8Array | string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, '', `sanctuary-homes/v1/${use}`, 32));
}
