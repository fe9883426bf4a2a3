/** The built service as a process of its own that a test may kill: started, called over HTTP, and gone. */
import type { BuiltProgram, Ended, Running } from '../../world/built-program.js';
import type { Answer, Caller } from '../../world/world.js';

const ADDRESS = /GraphQL {4}http:\/\/[^:]+:(\d+)\/graphql/;
/** Longer than any call that is answered takes. */
const PATIENCE_MS = 40_000;

export class ServiceProcess {
  private constructor(
    readonly running: Running,
    private readonly url: string,
  ) {}

  static async start(program: BuiltProgram, settings: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const running = program.start('main', [], { PORT: '0', METRICS_PORT: '0', SAMPLE: 'off', ...settings });
    const port = ADDRESS.exec(await running.says('Ctrl-C stops it.'))?.[1];
    return new ServiceProcess(running, `http://127.0.0.1:${port}`);
  }

  /** Rejects when the process is killed meanwhile. */
  async call<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown>,
    { token, idempotencyKey }: Caller,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...more,
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { data, errors } = (await answer.json()) as { data: T; errors?: Answer<T>['errors'] }; // As GraphQL over HTTP has it.
    return { status: answer.status, data, errors: errors ?? [], headers: Object.fromEntries(answer.headers) };
  }

  /** Whether it calls itself ready. */
  async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
    return answer?.status === 200;
  }

  kill(): Promise<Ended> {
    return this.running.end('SIGKILL');
  }

  stop(): Promise<Ended> {
    return this.running.end('SIGTERM');
  }
}
