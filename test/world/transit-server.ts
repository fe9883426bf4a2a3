/** A vault to test against: it answers over HTTP as Vault and OpenBao do, down to their words, and can be as broken as they can be. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { TransitEngine } from './transit-engine.js';
import { aCertificate, type TestCertificate } from './vault-certificate.js';
import { VaultTokens } from './vault-tokens.js';

type Json = Record<string, unknown>;

/** FLAKY: every other call is cut. GARBAGE: 200, and a page of something else. */
export type VaultMood = 'FINE' | 'SEALED' | 'BUSY' | 'BROKEN' | 'SLOW' | 'CUT' | 'FLAKY' | 'GARBAGE' | 'REDIRECTING';

export interface VaultCall {
  readonly method: string;
  readonly path: string;
  /** How many a batch asked for. */
  readonly items: number;
}

const SLOW_MS = 30_000;

export class TransitServer {
  mood: VaultMood = 'FINE';
  readonly tokens = new VaultTokens();
  /** In whatever mood, this one takes its time. */
  slowPath: string | null = null;
  /** Whatever reached it, in whatever mood. */
  readonly calls: VaultCall[] = [];
  private readonly mounts = new Map<string, TransitEngine>();
  private server: Server | null = null;
  private port = 0;

  private constructor(
    /** Null when it is asked over plain HTTP. */
    readonly tls: TestCertificate | null,
  ) {}

  static async start({ tls = false } = {}): Promise<TransitServer> {
    const server = new TransitServer(tls ? aCertificate() : null);
    await server.up();
    return server;
  }

  get address(): string {
    return `${this.tls ? 'https' : 'http'}://127.0.0.1:${this.port}`;
  }

  /** On the port that it had before. */
  async up(): Promise<void> {
    const take = (request: IncomingMessage, response: ServerResponse) => {
      this.take(request, response).catch(() => response.destroy());
    };
    const server = this.tls
      ? createTlsServer({ cert: this.tls.certificate, key: this.tls.key }, take)
      : createServer(take);
    await new Promise<void>((resolve, reject) => server.on('error', reject).listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port; // It listens on a port, not on a path.
    this.server = server;
  }

  async down(): Promise<void> {
    const server = this.server;
    this.server = null;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body: Json = text === '' ? {} : JSON.parse(text);
    const path = (request.url ?? '').replace(/^\/v1\//, '').replace(/\?.*$/, '');
    const method = request.method === 'PUT' ? 'POST' : (request.method ?? 'GET');
    const items = Array.isArray(body['batch_input']) ? body['batch_input'].length : 0;
    this.calls.push({ method, path, items });
    const token = request.headers['x-vault-token'];
    if (await this.inItsMood(path, request, response)) return;
    const answer = this.answer(method, path, body, typeof token === 'string' ? token : undefined);
    reply(response, answer.status, answer.body);
  }

  /** True when nothing more is to be said. */
  private async inItsMood(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (this.mood === 'SLOW' || path === this.slowPath) await delay(SLOW_MS, undefined, { ref: false });
    if (this.mood === 'CUT' || (this.mood === 'FLAKY' && this.calls.length % 2 === 1)) {
      // Some of an answer, and then nothing.
      response.writeHead(200, { 'content-length': '1000' }).write('{"data":');
      await delay(5);
      request.socket.destroy();
      return true;
    }
    if (this.mood === 'SEALED') reply(response, 503, { errors: ['Vault is sealed'] });
    else if (this.mood === 'BUSY')
      reply(response, 429, { errors: ['request path "transit": rate limit quota exceeded'] });
    else if (this.mood === 'BROKEN') reply(response, 500, { errors: ['1 error occurred:\n\t* internal error\n\n'] });
    else if (this.mood === 'GARBAGE') response.writeHead(200).end('<html>It works!</html>');
    else if (this.mood === 'REDIRECTING') response.writeHead(307, { location: 'https://elsewhere.invalid/' }).end();
    else return false;
    return true;
  }

  private answer(
    method: string,
    path: string,
    body: Json,
    token: string | undefined,
  ): { status: number; body: Json | null } {
    const denied = { status: 403, body: { errors: ['permission denied'] } };
    const by = this.tokens.find(token);
    const open = path === 'auth/approle/login';
    const capability = method === 'GET' ? 'read' : method === 'DELETE' ? 'delete' : 'update';
    if (!open && (!by || !this.tokens.mayDo(by, capability, path))) return denied;
    const mounted = /^sys\/mounts\/(.+)$/.exec(path)?.[1];
    if (mounted) {
      this.mounts.set(mounted, new TransitEngine());
      return { status: 204, body: null };
    }
    const mount = [...this.mounts.keys()].find((its) => path.startsWith(`${its}/`));
    const answered = mount
      ? this.mounts.get(mount)?.answer(method, path.slice(mount.length + 1), body)
      : this.tokens.answer(method, path, body, by);
    if (!answered) return { status: 404, body: { errors: [`no handler for route "${path}". route entry not found.`] } };
    if (answered.status === 204) return { status: 204, body: null };
    if (answered.errors) return { status: answered.status, body: { errors: answered.errors } };
    return { status: answered.status, body: enveloped(answered) };
  }
}

function enveloped({ data, auth }: { readonly data?: Json; readonly auth?: Json }): Json {
  return {
    request_id: randomUUID(),
    lease_id: '',
    renewable: false,
    lease_duration: 0,
    data: data ?? null,
    wrap_info: null,
    warnings: null,
    auth: auth ?? null,
  };
}

function reply(response: ServerResponse, status: number, body: Json | null): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(body === null ? undefined : `${JSON.stringify(body)}\n`);
}
