/** How a frontend behaves on a family's own phone: it keeps one token and nothing else, and forgets at once when it is told to. */

/** As `window.localStorage` is used; what is put there is on the phone until it is removed. */
export interface PhoneStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** Posts one operation to the service; rejects when there is no network. */
export type Send = <T>(document: string, variables: Record<string, unknown>, token?: string) => Promise<T>;

interface Refused {
  readonly code: string;
}
type Opened = { readonly session: { readonly token: string } } | Refused;

/** Says nothing of what it is for to somebody who looks through the phone. */
export const STORED_NAME = 'k';

export class FamilyPhone {
  /** In memory only: it is gone when the page is closed, and when it was out of sight. */
  private session: string | null = null;

  constructor(
    private readonly storage: PhoneStorage,
    private readonly send: Send,
  ) {}

  /** True when a PIN is enough. */
  get isKept(): boolean {
    return this.storage.getItem(STORED_NAME) !== null;
  }

  get isOpen(): boolean {
    return this.session !== null;
  }

  /** The code is typed, sent and forgotten: never stored, never in an address, never in a field that the browser fills in by itself. */
  async comeBack(code: string): Promise<string | null> {
    const { returnWithCode } = await this.send<{ returnWithCode: Opened }>(
      `mutation ($input: ReturnWithCodeInput!) {
        returnWithCode(input: $input) { ... on SessionOpened { session { token } } ... on Refusal { code } }
      }`,
      { input: { code } },
    );
    return this.opened(returnWithCode);
  }

  async comeBackWithPin(pin: string): Promise<string | null> {
    const phoneToken = this.storage.getItem(STORED_NAME);
    if (phoneToken === null) return 'PHONE_SIGNED_OUT';
    const { returnWithPin } = await this.send<{ returnWithPin: Opened }>(
      `mutation ($input: ReturnWithPinInput!) {
        returnWithPin(input: $input) { ... on SessionOpened { session { token } } ... on Refusal { code } }
      }`,
      { input: { phoneToken, pin } },
    );
    const refusal = this.opened(returnWithPin);
    // A token that opens nothing any more only shows that the phone was here.
    if (refusal === 'PHONE_SIGNED_OUT') this.storage.removeItem(STORED_NAME);
    return refusal;
  }

  /** Only when the family asks for it, on a phone that is its own. */
  async stay(pin: string): Promise<string | null> {
    const { staySignedIn } = await this.send<{ staySignedIn: { phoneToken: string } | Refused }>(
      `mutation ($input: StaySignedInInput!) {
        staySignedIn(input: $input) { ... on StayingSignedIn { phoneToken } ... on Refusal { code } }
      }`,
      { input: { pin } },
      this.session ?? undefined,
    );
    if ('code' in staySignedIn) return staySignedIn.code;
    this.storage.setItem(STORED_NAME, staySignedIn.phoneToken);
    return null;
  }

  /** Reads or does something as the family. */
  ask<T>(document: string, variables: Record<string, unknown> = {}): Promise<T> {
    return this.send<T>(document, variables, this.session ?? undefined);
  }

  /** The page went out of sight: whoever picks the phone up next needs the PIN. */
  lock(): void {
    this.session = null;
  }

  /** One tap. The phone forgets first, so it works without a network too: a token that nobody has opens nothing. */
  async signOut(): Promise<void> {
    const phoneToken = this.storage.getItem(STORED_NAME);
    const session = this.session;
    this.storage.removeItem(STORED_NAME);
    this.session = null;
    const told = [
      session !== null && this.send('mutation { signOut(input: {}) { __typename } }', {}, session),
      phoneToken !== null &&
        this.send('mutation ($input: ForgetPhoneInput!) { forgetPhone(input: $input) { __typename } }', {
          input: { phoneToken },
        }),
    ];
    await Promise.allSettled(told);
  }

  private opened(outcome: Opened): string | null {
    if ('code' in outcome) return outcome.code;
    this.session = outcome.session.token;
    return null;
  }
}
