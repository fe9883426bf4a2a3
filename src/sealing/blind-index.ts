/** An e-mail address or a phone number is found again by a keyed digest, never by itself. */
import { createHmac } from 'node:crypto';
// The core with its metadata handed in: jest, which maps .js to .ts, would read the package's own metadata.min.json.js as JSON.
import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { canonicalBytes } from './canonical-bytes.js';

export class BlindIndex {
  /** `key`: the secret 'blind-index' of the instance. */
  constructor(private readonly key: Buffer) {}

  /** 32 bytes. Case, width and outer spaces make no difference. */
  digestEmail(email: string): Buffer {
    return this.digest('email', email.normalize('NFKC').trim().toLowerCase());
  }

  /**
   * 32 bytes: of the mailbox that the address most likely reaches. What is behind a plus, and dots before the @, make no difference to most
   * that deliver mail: whoever adds them is the same person. Where nobody wrote either it is `digestEmail` again.
   */
  digestMailbox(email: string): Buffer {
    const address = email.normalize('NFKC').trim().toLowerCase();
    const at = address.lastIndexOf('@');
    const domain = address.slice(at + 1);
    const local = address
      .slice(0, at)
      .replace(/(?<=.)\+.*$/u, '')
      .replaceAll('.', '');
    return this.digest('email', `${local}@${domain === 'googlemail.com' ? 'gmail.com' : domain}`);
  }

  /** 32 bytes, or null for what is no phone number. Without a country code it is read as one of the United States. */
  digestPhone(phone: string): Buffer | null {
    const number = parsePhoneNumberFromString(
      phone.normalize('NFKC'),
      { defaultCountry: 'US', extract: false },
      metadata,
    );
    return number?.isValid() ? this.digest('phone', number.number) : null;
  }

  private digest(kind: 'email' | 'phone', normal: string): Buffer {
    return createHmac('sha256', this.key)
      .update(canonicalBytes('sanctuary-homes/blind-index', [kind, normal]))
      .digest();
  }
}
