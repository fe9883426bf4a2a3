/** An authenticator as a phone has one, in software: keys on P-256, a counter, and a person whom it verifies. It signs what it is asked to, also what is wrong. */
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

export const RP_ID = 'localhost';
export const ORIGIN = 'http://localhost:3000';

export interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

/** What is off about an answer, if anything. */
export interface Odd {
  readonly origin?: string;
  readonly rpId?: string;
  readonly verified?: boolean;
  readonly type?: string;
  readonly challenge?: string;
  /** What it says its counter is. */
  readonly counter?: number;
  /** Signs with a key that is not this passkey's. */
  readonly otherKey?: boolean;
  readonly userHandle?: string;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_CREDENTIAL = 0x40;
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

export class Authenticator {
  readonly id = randomBytes(32);
  counter = 0;
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userId = '';

  /** A new passkey, as JSON. */
  register(options: Options, odd: Odd = {}): string {
    this.userId = options.user?.id ?? '';
    const clientData = this.clientData('webauthn.create', options, odd);
    const authData = Buffer.concat([
      this.head(WITH_CREDENTIAL, odd),
      Buffer.alloc(16),
      Buffer.from([this.id.length >> 8, this.id.length & 0xff]),
      this.id,
      coseOf(this.keys.publicKey),
    ]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ]);
    return JSON.stringify({
      ...this.named(),
      response: {
        clientDataJSON: base64url(clientData),
        attestationObject: base64url(isoCBOR.encode(attestation as never)), // Its type names only what it reads itself.
        transports: ['internal'],
      },
    });
  }

  /** An answer that it is this person, as JSON. */
  sign(options: Options, odd: Odd = {}): string {
    this.counter += 1;
    const clientData = this.clientData('webauthn.get', options, odd);
    const authData = this.head(0, odd);
    const key = odd.otherKey ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : this.keys.privateKey;
    const signature = createSign('sha256')
      .update(Buffer.concat([authData, sha256(clientData)]))
      .sign(key);
    return JSON.stringify({
      ...this.named(),
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authData),
        signature: base64url(signature),
        userHandle: odd.userHandle ?? this.userId,
      },
    });
  }

  private named() {
    const id = base64url(this.id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' };
  }

  private clientData(type: string, { challenge }: Options, odd: Odd): Buffer {
    const data = {
      type: odd.type ?? type,
      challenge: odd.challenge ?? challenge,
      origin: odd.origin ?? ORIGIN,
      crossOrigin: false,
    };
    return Buffer.from(JSON.stringify(data));
  }

  private head(flags: number, { rpId = RP_ID, verified = true, counter = this.counter }: Odd): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags | PRESENT | (verified ? VERIFIED : 0)]), count]);
  }
}

/** EC2, ES256, P-256. */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const cose = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ]);
  return Buffer.from(isoCBOR.encode(cose as never)); // See above.
}
