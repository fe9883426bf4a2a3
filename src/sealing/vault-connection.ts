/** Asks the vault until it answers or patience ends; a vault that does not answer is left alone for a second, so that no call waits in a row. */
import { setTimeout as delay } from 'node:timers/promises';
import { KeysUnreachable, type WhyUnreachable } from './key-provider.js';
import { objectOf } from './vault-answer.js';
import { VaultHttp, type VaultQuestion, type VaultReply } from './vault-http.js';
import { VaultLogin } from './vault-login.js';
import type { VaultSettings } from './vault-settings.js';

export interface VaultAnswer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
}

const MOST_TRIES = 3;
const FIRST_PAUSE_MS = 50;
const REST_MS = 1_000;

export class VaultConnection {
  private restUntil = 0;
  private restsBecause: WhyUnreachable = 'NO_ANSWER';

  private constructor(
    private readonly http: VaultHttp,
    private readonly login: VaultLogin,
    private readonly patience: number,
  ) {}

  static async open(settings: VaultSettings): Promise<VaultConnection> {
    const http = await VaultHttp.prepare(settings);
    const login = new VaultLogin(settings.login, http, settings.patience);
    login.keepAlive();
    return new VaultConnection(http, login, settings.patience);
  }

  /**
   * What may be asked twice. Answers with whatever the vault said about the question itself (2xx, 4xx); rejects with `KeysUnreachable`
   * when it is sealed, broken, too busy, does not know us, or says nothing that we understand.
   */
  ask(question: VaultQuestion): Promise<VaultAnswer> {
    return this.within(question, MOST_TRIES);
  }

  /** What must not happen twice: it is asked once, and an unknown outcome is one. */
  askOnce(question: VaultQuestion): Promise<VaultAnswer> {
    return this.within(question, 1);
  }

  private async within(question: VaultQuestion, tries: number): Promise<VaultAnswer> {
    const startedAt = performance.now();
    if (startedAt < this.restUntil) throw new KeysUnreachable(this.restsBecause);
    const deadline = startedAt + this.patience;
    let why: WhyUnreachable = 'NO_ANSWER';
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const pause = attempt === 1 ? 0 : FIRST_PAUSE_MS * 4 ** (attempt - 2);
      if (performance.now() + pause >= deadline) break;
      await delay(pause);
      const reply = await this.asOurselves(question, deadline).catch(unreachable);
      const answer = reply instanceof KeysUnreachable ? reply : understood(reply);
      if (!(answer instanceof KeysUnreachable)) return answer;
      why = answer.why;
      // Who we are was tried anew already: asking again would not change it.
      if (why === 'DENIED') break;
    }
    this.restUntil = performance.now() + REST_MS;
    this.restsBecause = why;
    throw new KeysUnreachable(why);
  }

  /** A token may have ended since it was last used: then once more with another. */
  private async asOurselves(question: VaultQuestion, deadline: number): Promise<VaultReply> {
    const token = await inTime(this.login.token(), deadline);
    const reply = await this.http.send({ ...question, token }, left(deadline));
    if (reply.status !== 403) return reply;
    const another = await inTime(this.login.another(token), deadline);
    return another === null ? reply : this.http.send({ ...question, token: another }, left(deadline));
  }
}

/** A login is shared by all who wait for it: it goes on when one of them does not wait any longer. */
async function inTime<T>(login: Promise<T>, deadline: number): Promise<T> {
  const enough = new AbortController();
  const late = delay(left(deadline), undefined, { signal: enough.signal }).then(() => {
    throw new KeysUnreachable('NO_ANSWER');
  });
  try {
    return await Promise.race([login, late]);
  } finally {
    late.catch(() => undefined); // It lost the race.
    enough.abort();
  }
}

function left(deadline: number): number {
  return Math.max(1, Math.ceil(deadline - performance.now()));
}

function unreachable(error: unknown): KeysUnreachable {
  return error instanceof KeysUnreachable ? error : new KeysUnreachable('NO_ANSWER');
}

function understood({ status, text }: VaultReply): VaultAnswer | KeysUnreachable {
  if (status === 403) return new KeysUnreachable('DENIED');
  if (status === 429) return new KeysUnreachable('TOO_MANY_CALLS');
  if (status === 503) return new KeysUnreachable('SEALED');
  const body = status === 204 ? {} : objectOf(text);
  const data = objectOf(body?.['data']);
  // A batch in which something of the vault's own failed is answered with 500, and tells of each of its items.
  if (status >= 500 && !data) return new KeysUnreachable('FAULT');
  if (status < 200 || (status >= 300 && status < 400) || !body) return new KeysUnreachable('NONSENSE');
  return { status, data };
}
