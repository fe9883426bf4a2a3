/** The token that the vault knows us by: given once and renewed, read from a file that somebody keeps fresh, or got for a role. */
import { readFile } from 'node:fs/promises';
import { KeysUnreachable } from './key-provider.js';
import { objectOf, stringOf } from './vault-answer.js';
import type { VaultHttp } from './vault-http.js';
import type { VaultCredential } from './vault-settings.js';

/** A token whose life cannot be learnt is looked at again after this time. */
const LOOK_AGAIN_MS = 60_000;
const SOONEST_MS = 1_000;
const LONGEST_MS = 12 * 60 * 60 * 1000;

export class VaultLogin {
  private known: string | null = null;
  private asking: Promise<string> | null = null;

  constructor(
    private readonly credential: VaultCredential,
    private readonly http: Pick<VaultHttp, 'send'>,
    private readonly patience: number,
  ) {}

  async token(): Promise<string> {
    return this.known ?? this.fresh();
  }

  /** After the vault refused this one; null when there is no other. */
  async another(refused: string): Promise<string | null> {
    // Somebody else was refused with it too, and has got another since.
    if (this.known !== null && this.known !== refused) return this.known;
    if (this.credential.kind === 'TOKEN') return null;
    const token = await this.fresh();
    return token === refused ? null : token;
  }

  /** A given token ends with its time, unless it is renewed before. The others are got anew when they end. */
  keepAlive(): void {
    const { credential } = this;
    if (credential.kind === 'TOKEN') this.renewIn(0, credential.token);
  }

  private fresh(): Promise<string> {
    this.asking ??= this.get().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async get(): Promise<string> {
    this.known = await tokenFor(this.credential, this.http, this.patience);
    return this.known;
  }

  private renewIn(milliseconds: number, token: string): void {
    setTimeout(() => {
      void this.renew(token).then((next) => this.renewIn(next, token));
    }, milliseconds).unref();
  }

  /** Answers when to come back. */
  private async renew(token: string): Promise<number> {
    const ask = (method: 'GET' | 'POST', path: string) =>
      this.http.send({ method, path, token, ...(method === 'POST' && { body: {} }) }, this.patience);
    try {
      const look = objectOf(objectOf((await ask('GET', 'auth/token/lookup-self')).text)?.['data']);
      // A vault that is sealed or busy has said nothing of the token.
      if (look === null) return LOOK_AGAIN_MS;
      if (look['renewable'] !== true) return LONGEST_MS;
      const renewed = objectOf(objectOf((await ask('POST', 'auth/token/renew-self')).text)?.['auth']);
      const seconds = Number(renewed?.['lease_duration']);
      if (!(seconds > 0)) return LOOK_AGAIN_MS;
      return Math.min(LONGEST_MS, Math.max(SOONEST_MS, (seconds * 1000) / 3));
    } catch {
      return LOOK_AGAIN_MS;
    }
  }
}

async function tokenFor(credential: VaultCredential, http: Pick<VaultHttp, 'send'>, patience: number): Promise<string> {
  if (credential.kind === 'TOKEN') return credential.token;
  if (credential.kind === 'TOKEN_FILE') return secretIn(credential.file);
  const body = { role_id: credential.roleId, secret_id: await secretIn(credential.secretIdFile) };
  const reply = await http.send({ method: 'POST', path: 'auth/approle/login', body }, patience).catch(() => null);
  if (!reply) throw new KeysUnreachable('NO_ANSWER');
  if (reply.status === 503) throw new KeysUnreachable('SEALED');
  const token = stringOf(objectOf(objectOf(reply.text)?.['auth'])?.['client_token']);
  if (reply.status !== 200 || token === null) throw new KeysUnreachable(reply.status < 500 ? 'DENIED' : 'FAULT');
  return token;
}

async function secretIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.trim() === '') throw new KeysUnreachable('DENIED');
  return text.trim();
}
