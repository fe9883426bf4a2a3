/** JSON sent to a server on this machine, over connections that are kept: most calls of a test are made this way. */
import { Agent, type OutgoingHttpHeaders, request, type Server } from 'node:http';

export interface Posted {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, string>;
}

export class Poster {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly server: Server) {}

  async post(path: string, json: string, headers: OutgoingHttpHeaders): Promise<Posted> {
    const address = this.server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
    const its = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json), ...headers };
    const { promise, resolve, reject } = Promise.withResolvers<Posted>();
    request({ host: '127.0.0.1', port: address.port, path, method: 'POST', agent: this.agent, headers: its })
      .on('error', reject)
      .on('response', (answer) => {
        let body = '';
        answer
          .setEncoding('utf8')
          .on('data', (part: string) => {
            body += part;
          })
          .on('error', reject)
          .on('end', () => resolve({ status: answer.statusCode ?? 0, body, headers: flat(answer.headers) }));
      })
      .end(json);
    return promise;
  }

  close(): void {
    this.agent.destroy();
  }
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
