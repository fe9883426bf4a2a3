/** How a frontend behaves on a family's own phone: it keeps one token and the day on which that ends, and forgets at once when it is told to. */

/** As `window.localStorage` is used; what is put there is on the phone until it is removed. */
export interface PhoneStorage {
  getItem(name: string): string | null;
  /** Throws where the browser keeps nothing, as some private windows do. */
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** Posts one operation to the service. Rejects when there is no network, or with an error whose message is the code of the first one. */
export type Send = <T>(document: string, variables: Record<string, unknown>, token?: string) => Promise<T>;

interface Refused {
  readonly code: string;
}
interface Session {
  readonly session: { readonly token: string };
}
interface Kept {
  readonly phoneToken: string;
  readonly expiresAt: string;
}

/** Says nothing of what it is for to somebody who looks through the phone. */
export const STORED_NAME = 'k';

/** Methods that open something answer with the code of a refusal, or null. Of our own: LEFT_MEANWHILE and NOT_KEPT_HERE. */
export class FamilyPhone {
  /** In memory only: it is gone when the page is closed, and when it is locked. */
  private session: string | null = null;
  /** What was asked before the page was left opens nothing afterwards, whenever the answer comes. */
  private timesLeft = 0;
  private trying: Promise<string | null> | null = null;

  constructor(
    private readonly storage: PhoneStorage,
    private readonly send: Send,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** True when a PIN is enough. */
  get isKept(): boolean {
    return this.kept() !== null;
  }

  get isOpen(): boolean {
    return this.session !== null;
  }

  /** The session that the answer to a family's first post holds. */
  enter({ session }: Session): void {
    this.session = session.token;
  }

  /** The code is typed, sent and forgotten. */
  async comeBack(code: string): Promise<string | null> {
    const { timesLeft } = this;
    const { returnWithCode } = await this.send<{ returnWithCode: Session | Refused }>(
      `mutation ($input: ReturnWithCodeInput!) {
        returnWithCode(input: $input) { ... on SessionOpened { session { token } } ... on Refusal { code } }
      }`,
      { input: { code } },
    );
    return this.opened(returnWithCode, timesLeft);
  }

  /** Two taps are one try: there are five of them. */
  comeBackWithPin(pin: string): Promise<string | null> {
    this.trying ??= this.tryPin(pin).finally(() => {
      this.trying = null;
    });
    return this.trying;
  }

  /** Only when the family asks for it, on a phone that is its own. */
  async stay(pin: string): Promise<string | null> {
    const { timesLeft, session } = this;
    const before = this.kept();
    const { staySignedIn } = await this.send<{ staySignedIn: Kept | Refused }>(
      `mutation ($input: StaySignedInInput!) {
        staySignedIn(input: $input) { ... on StayingSignedIn { phoneToken expiresAt } ... on Refusal { code } }
      }`,
      { input: { pin } },
      session ?? undefined,
    );
    if ('code' in staySignedIn) return staySignedIn.code;
    const refusal = timesLeft === this.timesLeft ? this.keep(staySignedIn) : 'LEFT_MEANWHILE';
    // Whatever the phone does not keep is signed out: nobody could do it later.
    const over = refusal === null ? before : staySignedIn.phoneToken;
    if (over !== null) await this.tellForgotten(over).catch(() => undefined);
    return refusal;
  }

  /** Reads or does something as the family. */
  async ask<T>(document: string, variables: Record<string, unknown> = {}): Promise<T> {
    try {
      return await this.send<T>(document, variables, this.session ?? undefined);
    } catch (error) {
      // Idle for too long, or signed out elsewhere.
      if (error instanceof Error && error.message === 'UNAUTHENTICATED') this.session = null;
      throw error;
    }
  }

  /**
   * The page went out of sight: whoever picks the phone up next needs the PIN. Without one it stays open, since eight words are too
   * many to type after each look at a message. Never `signOut`, which would sign out the phone itself.
   */
  lock(): void {
    if (this.isKept) this.close();
  }

  /** The page was closed or left lying: with a PIN it is locked, without one signed out. */
  async leave(): Promise<void> {
    if (this.isKept) this.close();
    else await this.signOut();
  }

  /** One tap. The phone forgets first, so it works without a network too: a token that nobody has opens nothing. */
  async signOut(): Promise<void> {
    const phoneToken = this.kept();
    const session = this.session;
    this.storage.removeItem(STORED_NAME);
    this.close();
    await Promise.allSettled([
      session !== null && this.send('mutation { signOut(input: {}) { __typename } }', {}, session),
      phoneToken !== null && this.tellForgotten(phoneToken),
    ]);
  }

  private async tryPin(pin: string): Promise<string | null> {
    const { timesLeft } = this;
    const phoneToken = this.kept();
    if (phoneToken === null) return 'PHONE_SIGNED_OUT';
    const { returnWithPin } = await this.send<{ returnWithPin: Session | Refused }>(
      `mutation ($input: ReturnWithPinInput!) {
        returnWithPin(input: $input) { ... on SessionOpened { session { token } } ... on Refusal { code } }
      }`,
      { input: { phoneToken, pin } },
    );
    const refusal = this.opened(returnWithPin, timesLeft);
    // A token that opens nothing any more only shows that the phone was here.
    if (refusal === 'PHONE_SIGNED_OUT' && this.kept() === phoneToken) this.storage.removeItem(STORED_NAME);
    return refusal;
  }

  private opened(outcome: Session | Refused, timesLeft: number): string | null {
    if ('code' in outcome) return outcome.code;
    if (timesLeft !== this.timesLeft) return 'LEFT_MEANWHILE';
    this.enter(outcome);
    return null;
  }

  private close(): void {
    this.session = null;
    this.timesLeft += 1;
  }

  private tellForgotten(phoneToken: string): Promise<unknown> {
    return this.send('mutation ($input: ForgetPhoneInput!) { forgetPhone(input: $input) { __typename } }', {
      input: { phoneToken },
    });
  }

  /** The day and no moment: that would say when the family sat here. */
  private keep({ phoneToken, expiresAt }: Kept): string | null {
    try {
      this.storage.setItem(STORED_NAME, `${phoneToken} ${expiresAt.slice(0, 10)}`);
      return null;
    } catch {
      return 'NOT_KEPT_HERE';
    }
  }

  /** After its last day it is removed by whoever looks. */
  private kept(): string | null {
    const [phoneToken = null, lastDay = ''] = this.storage.getItem(STORED_NAME)?.split(' ') ?? [];
    if (phoneToken === null || lastDay >= this.now().toISOString().slice(0, 10)) return phoneToken;
    this.storage.removeItem(STORED_NAME);
    return null;
  }
}
