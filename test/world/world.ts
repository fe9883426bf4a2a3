/** The real application on real databases of its own, with a clock that the test holds. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { readConfig } from '../../src/platform/config.js';
import { type Instance, openInstance } from '../../src/platform/instance.js';
import { Logger } from '../../src/platform/logger.js';
import { keyStoreRows, mainRows } from '../../src/rows.js';
import { Poster } from './poster.js';
import { copyTemplateDatabases, dropDatabases } from './template-database.js';
import { temporaryFolder } from './temporary-folder.js';
import { TestClock } from './test-clock.js';

export interface Caller {
  readonly token?: string;
  readonly partnerKey?: string;
  readonly language?: string;
  readonly origin?: string;
  readonly idempotencyKey?: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly data: T;
  readonly errors: readonly {
    message: string;
    extensions: { code: string; correlationId?: string; path?: string[] };
  }[];
  readonly headers: Record<string, string>;
}

export class World {
  private readonly poster: Poster;

  private constructor(
    readonly instance: Instance,
    readonly app: NestFastifyApplication,
    readonly clock: TestClock,
    /** Everything that was logged so far. */
    readonly logLines: string[],
    private readonly dispose: () => Promise<void>,
  ) {
    this.poster = new Poster(app.getHttpServer());
  }

  /** `settings` are environment variables, as an operator would set them. */
  static async open(settings: Record<string, string> = {}, clock = new TestClock()): Promise<World> {
    const name = `world_${randomUUID().replaceAll('-', '')}`;
    const folder = await temporaryFolder('world');
    const config = readConfig({
      DATABASE_URL: await copyTemplateDatabases(name),
      DATA_FOLDER: join(folder, 'data'),
      MIGRATE: 'off',
      JOBS: 'off',
      SAMPLE: 'off',
      METRICS_PORT: '0',
      RETURN_CODE_MEMORY_KIB: '64',
      NEW_CODES_PER_HOUR: '100000',
      PASSWORD_MEMORY_KIB: '64',
      REGISTRATIONS_PER_HOUR: '1000000',
      // A busy machine is no failure.
      CALL_TIMEOUT_SECONDS: '30',
      REQUEST_PAGES_PER_DAY: '1000000',
      HANDOFF_OPENINGS_PER_DAY: '1000000',
      COORDINATOR_PAGES_PER_DAY: '1000000',
      AREA_LOOKUPS_PER_DAY: '1000000',
      LIST_PAGES_PER_DAY: '1000000',
      CANARIES_PER_DAY: '0',
      ...settings,
    });
    // Processes that the service starts of itself are our sources, not what is built of them.
    process.env['NODE_OPTIONS'] = `--import=${new URL('./resolve-typescript.js', import.meta.url).href}`;
    const logLines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        logLines.push(chunk.toString('utf8'));
        done();
      },
    });
    const instance = await openInstance({
      config,
      clock,
      rows: { main: mainRows, keyStore: keyStoreRows },
      logger: new Logger(config.logLevel, sink),
    });
    const app = await createApplication(instance);
    await app.listen(0, '127.0.0.1');
    return new World(instance, app, clock, logLines, async () => {
      await app.close();
      await instance.close();
      await dropDatabases(name);
      await rm(folder, { recursive: true, force: true });
    });
  }

  get<T>(part: Type<T>): T {
    return this.app.get(part, { strict: false });
  }

  /** One GraphQL call over HTTP. */
  async call<T = Record<string, unknown>>(
    document: string,
    variables: Record<string, unknown> = {},
    caller: Caller = {},
  ): Promise<Answer<T>> {
    const answer = await this.poster.post('/graphql', JSON.stringify({ query: document, variables }), {
      ...(caller.token !== undefined && { authorization: `Bearer ${caller.token}` }),
      ...(caller.partnerKey !== undefined && { 'x-partner-key': caller.partnerKey }),
      ...(caller.language !== undefined && { 'accept-language': caller.language }),
      ...(caller.origin !== undefined && { origin: caller.origin }),
      ...(caller.idempotencyKey !== undefined && { 'idempotency-key': caller.idempotencyKey }),
    });
    // As GraphQL over HTTP has it; a specification asks for the fields that it looks at.
    const { data, errors } = JSON.parse(answer.body) as { data: T; errors?: Answer<T>['errors'] };
    return { status: answer.status, data, errors: errors ?? [], headers: answer.headers };
  }

  /** A call that must go through without errors: its data. */
  async ask<T = Record<string, unknown>>(
    document: string,
    variables: Record<string, unknown> = {},
    caller: Caller = {},
  ): Promise<T> {
    const answer = await this.call<T>(document, variables, caller);
    if (answer.errors.length > 0)
      throw new Error(`the call was answered with errors: ${JSON.stringify(answer.errors)}`);
    if (!answer.data) throw new Error(`the call was not answered: ${answer.status}`);
    return answer.data;
  }

  async close(): Promise<void> {
    this.poster.close();
    await this.dispose();
  }
}
