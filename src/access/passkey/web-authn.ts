/** The Web Authentication API as this instance speaks it: for one domain, from known pages, and only with a person who was verified. */
import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { Settings } from '../../platform/instance-parts.js';
import type { AuthenticatorAnswer } from './authenticator-answer.js';
import type { NewCredential, OwnPasskey, PasskeyToUse } from './passkey.store.js';
import { CHALLENGE_LASTS } from './passkey-challenges.js';

/** Options for `navigator.credentials`, as JSON. */
export type CeremonyOptions = Readonly<Record<string, unknown>>;

const NAME = 'Sanctuary Homes';
/** EdDSA, ES256, RS256: what authenticators have. */
const ALGORITHMS = [-8, -7, -257];
const TRANSPORTS: ReadonlySet<unknown> = new Set(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);

/** Hundreds of modules: whoever starts waits for none of them. */
const library = () => import('@simplewebauthn/server');

@Injectable()
export class WebAuthn {
  constructor(private readonly settings: Settings) {}

  /** What the authenticator shows of whose it is names nobody: only that it is a home's, or a coordinator's. */
  async toRegister(
    personId: string,
    kind: 'home' | 'coordinator',
    there: readonly OwnPasskey[],
    challenge: Uint8Array<ArrayBuffer>,
  ): Promise<CeremonyOptions> {
    const { generateRegistrationOptions } = await library();
    const options = await generateRegistrationOptions({
      rpName: NAME,
      rpID: this.settings.config.webAuthnRpId,
      userName: kind,
      userDisplayName: kind,
      userID: handleOf(personId),
      challenge,
      timeout: CHALLENGE_LASTS,
      attestationType: 'none',
      excludeCredentials: there.map(({ credentialId, transports }) => ({
        id: credentialId.toString('base64url'),
        transports: [...transports],
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return { ...options };
  }

  /** No passkey is named: the authenticator knows which it has, and nobody learns who has one. */
  async toSign(challenge: Uint8Array<ArrayBuffer>): Promise<CeremonyOptions> {
    const { generateAuthenticationOptions } = await library();
    const options = await generateAuthenticationOptions({
      rpID: this.settings.config.webAuthnRpId,
      challenge,
      timeout: CHALLENGE_LASTS,
      userVerification: 'required',
    });
    return { ...options };
  }

  /** Null when it does not hold. Its challenge was taken already. */
  async registered(answer: AuthenticatorAnswer): Promise<NewCredential | null> {
    const { verifyRegistrationResponse } = await library();
    const verified = await orNull(() =>
      verifyRegistrationResponse({
        ...this.expected(answer),
        response: inShape<RegistrationResponseJSON>(answer),
        supportedAlgorithmIDs: ALGORITHMS,
      }),
    );
    if (!verified?.verified) return null;
    const { id, publicKey, counter, transports } = verified.registrationInfo.credential;
    return {
      credentialId: Buffer.from(id, 'base64url'),
      publicKey: Buffer.from(publicKey),
      counter,
      transports: (Array.isArray(transports) ? transports : []).filter((its) => TRANSPORTS.has(its)),
    };
  }

  /** The counter that was signed; null when it does not hold. Whether the counter goes on is looked at by whoever knows that this was signed. */
  async signed(answer: AuthenticatorAnswer, passkey: PasskeyToUse): Promise<{ readonly counter: number } | null> {
    const handle = answer.response['userHandle'];
    const personId = passkey.memberId ?? passkey.coordinatorId ?? '';
    if (handle !== undefined && handle !== null && handle !== Buffer.from(handleOf(personId)).toString('base64url')) {
      return null;
    }
    const { verifyAuthenticationResponse } = await library();
    const verified = await orNull(() =>
      verifyAuthenticationResponse({
        ...this.expected(answer),
        response: inShape<AuthenticationResponseJSON>(answer),
        credential: { id: answer.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
      }),
    );
    return verified?.verified ? { counter: verified.authenticationInfo.newCounter } : null;
  }

  private expected({ challenge }: AuthenticatorAnswer) {
    const { webAuthnOrigins, webAuthnRpId } = this.settings.config;
    return {
      expectedChallenge: challenge,
      expectedOrigin: [...webAuthnOrigins],
      expectedRPID: webAuthnRpId,
      requireUserVerification: true,
    };
  }
}

/** By which an authenticator tells whose passkey it has: random bytes, like every id here. */
function handleOf(personId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(personId.replaceAll('-', ''), 'hex'));
}

/** The library looks at every part itself, and throws at whatever is off. */
function inShape<T>({ challenge: _, ...answer }: AuthenticatorAnswer): T {
  return { ...answer, clientExtensionResults: {} } as T; // See above: it was typed by nobody.
}

async function orNull<T>(verify: () => Promise<T>): Promise<T | null> {
  try {
    return await verify();
  } catch {
    // Its messages repeat what was sent, and anything may have been.
    return null;
  }
}
