/** Calls under keys, some of which are broken off: each is sent again until it is done, and now and then once more when it is. */
import { randomUUID } from 'node:crypto';
import type { Json } from '../../world/families.js';
import type { Answer, Caller, World } from '../../world/world.js';
import type { Cut, CuttingProxy } from '../crash/cutting-proxy.js';

export interface Broken {
  /** Of the exchanges with the database from when the call is sent: other calls may be under way, and have theirs. */
  readonly at: number;
  readonly cut: Cut;
  /** Every line is cut in that moment, as where the process dies, and not one alone. */
  readonly isCrash: boolean;
}

/** Longer than a call may take: one that has not answered by then is dead. */
const DEAD_AFTER_SECONDS = 31;
const MOST_TRIES = 20;
/** Something broke, and nobody knows what was done. The last is what an error of a socket comes to within jest, for which it is no Error. */
const BROKE: readonly unknown[] = ['INTERNAL_SERVER_ERROR', 'KEYS_UNREACHABLE', 'BAD_USER_INPUT'];
const TOLD_AGAIN = 5;

export class BreakingCalls {
  readonly counted = { calls: 0, refused: 0, 'sent again': 0, 'sent again though done': 0 };
  private readonly url: string;

  constructor(
    readonly world: World,
    private readonly proxy: CuttingProxy,
  ) {
    const address = world.app.getHttpServer().address();
    if (!address || typeof address === 'string') throw new Error('the service listens on no port');
    this.url = `http://127.0.0.1:${address.port}/graphql`;
  }

  /** Its answer; the refusal's code where it was refused. */
  async call(mutation: string, input: Json, answer: string, { token }: Caller, broken: Broken | null): Promise<Json> {
    const query = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { ${answer} ... on Refusal { code } } }`;
    const body = JSON.stringify({ query, variables: { input } });
    const caller = { token, idempotencyKey: randomUUID() };
    if (broken) this.proxy.arm(broken.at, broken.cut, broken.isCrash);
    let told = await this.send(mutation, body, caller);
    if (broken) this.proxy.arm(-1, 'BEFORE');
    for (let again = 0; told === null; again += 1) {
      if (again > MOST_TRIES) throw new Error(`${mutation} does not come through`);
      this.counted['sent again'] += 1;
      await this.proxy.settled();
      told = await this.send(mutation, body, caller);
    }
    this.counted.calls += 1;
    if ('code' in told && told['code'] !== 'KEY_ANSWER_LOST') this.counted.refused += 1;
    else if (this.counted.calls % TOLD_AGAIN === 0) {
      this.counted['sent again though done'] += 1;
      await this.send(mutation, body, caller);
    }
    return told;
  }

  /** What has no key, until nothing breaks it off. */
  async untilDone<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
        await this.proxy.settled();
      }
    }
  }

  /** Null when nobody knows whether it was done. */
  private async send(mutation: string, body: string, { token, idempotencyKey }: Caller): Promise<Json | null> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'idempotency-key': idempotencyKey ?? '',
      },
      body,
    });
    const { data, errors } = (await response.json()) as Partial<Answer<Record<string, Json> | null>>; // As GraphQL over HTTP has it.
    const code = errors?.[0]?.extensions.code ?? data?.[mutation]?.['code'];
    if (BROKE.includes(code)) return null;
    if (code !== 'KEY_IN_PROGRESS') return { ...data?.[mutation], ...(code !== undefined && { code }) };
    this.world.clock.advance({ seconds: DEAD_AFTER_SECONDS });
    return null;
  }
}
