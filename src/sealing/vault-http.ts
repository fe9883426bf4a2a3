/** One question to the vault over HTTP: it goes to the address of the settings and nowhere else, and its answer is of bounded size and time. */
import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { VaultRefused, type VaultSettings } from './vault-settings.js';

export interface VaultQuestion {
  readonly method: 'GET' | 'POST';
  /** Below `/v1/`. */
  readonly path: string;
  readonly token?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface VaultReply {
  readonly status: number;
  readonly text: string;
}

const MOST_CONNECTIONS = 16;
/** A page of keys takes about 10 kB. */
const MOST_BYTES = 4_000_000;

export class VaultHttp {
  private constructor(
    private readonly settings: VaultSettings,
    private readonly ask: (options: object) => ReturnType<typeof httpRequest>,
  ) {}

  static async prepare(settings: VaultSettings): Promise<VaultHttp> {
    const keep = { keepAlive: true, maxSockets: MOST_CONNECTIONS };
    if (new URL(settings.address).protocol === 'http:') {
      const agent = new HttpAgent(keep);
      return new VaultHttp(settings, (options) => httpRequest(settings.address, { ...options, agent }));
    }
    const ca = settings.caFile === undefined ? undefined : await readFile(settings.caFile).catch(() => null);
    if (ca === null) throw new VaultRefused(`The certificates of VAULT_CACERT cannot be read: ${settings.caFile}.`);
    // Said here, since NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would otherwise let anybody be the vault.
    const agent = new HttpsAgent({ ...keep, ...(ca && { ca }), minVersion: 'TLSv1.2', rejectUnauthorized: true });
    return new VaultHttp(settings, (options) => httpsRequest(settings.address, { ...options, agent }));
  }

  /** Rejects when there is no whole answer within so many milliseconds. A redirect is an answer: the token is not carried elsewhere. */
  send({ method, path, token, body }: VaultQuestion, milliseconds: number): Promise<VaultReply> {
    const { namespace } = this.settings;
    const payload = body && JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = this.ask({
        method,
        path: `/v1/${path}`,
        signal: AbortSignal.timeout(milliseconds),
        headers: {
          'x-vault-request': 'true',
          ...(token !== undefined && { 'x-vault-token': token }),
          ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
          ...(payload !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
          }),
        },
      });
      request.on('error', reject);
      request.on('response', (response: IncomingMessage) => {
        readWhole(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
      });
      request.end(payload);
    });
  }
}

async function readWhole(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes: Buffer = chunk; // No encoding was set: they are buffers.
    size += bytes.length;
    if (size > MOST_BYTES) throw new Error('the answer is too long');
    chunks.push(bytes);
  }
  if (!response.complete) throw new Error('the answer was cut off');
  return Buffer.concat(chunks).toString('utf8');
}
