/** GraphQL over HTTP as cheap as Node makes it, on connections that stay open: the load must not cost more than what it measures. */
import { Agent, request } from 'node:http';

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
}

export interface Caller {
  post(body: string, token?: string): Promise<Answered>;
  close(): void;
}

export function callerOf(url: URL, connections: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });
  return {
    post: (body, token) => new Promise((resolve, reject) => post({ url, agent, body, token }, resolve, reject)),
    close: () => agent.destroy(),
  };
}

interface Call {
  readonly url: URL;
  readonly agent: Agent;
  readonly body: string;
  readonly token: string | undefined;
}

function post({ url, agent, body, token }: Call, resolve: (its: Answered) => void, reject: (its: Error) => void): void {
  const startedAt = performance.now();
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const call = request(url, { method: 'POST', agent, headers });
  call.once('error', reject);
  call.once('response', (response) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.once('error', reject);
    response.once('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      resolve({ status: response.statusCode ?? 0, text, milliseconds: performance.now() - startedAt });
    });
  });
  call.end(body);
}

/** So many calls, so many of them at a time: each connection sends its next one when it has its answer. */
export async function atATime(width: number, calls: number, call: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < calls) {
      const at = next;
      next += 1;
      await call(at);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
}
