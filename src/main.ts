/** `npm start`: serves until it is told to stop, and says in plain words what runs where, or why it does not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SAMPLE_ACCESS } from './explorer/sample-access.js';
import { whyItCannotStart } from './platform/cannot-start.js';
import { readConfig } from './platform/config.js';
import { Logger } from './platform/logger.js';
import { type Service, startService } from './service.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

const DATABASE_IS_GONE_MS = 1_000;
/** Null until the service runs. */
let databaseGone: Promise<string> | null = null;

async function main(): Promise<void> {
  const startedAt = performance.now();
  const service = await startService(readConfig(process.env), say);
  for (const line of greeting(service, (performance.now() - startedAt) / 1_000)) say(line);

  let stopping = false;
  const stop = () => {
    if (stopping) {
      complain('Stopping at once.');
      process.exit(1);
    }
    stopping = true;
    say('Stopping: calls in flight finish first. Once more to stop at once.');
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => void fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  databaseGone = service.databaseGone;
  void service.databaseGone.then((why) => {
    complain(why);
    process.exit(1);
  });
}

function* greeting({ instance, url, metricsUrl }: Service, seconds: number): Generator<string> {
  const { config, embedded } = instance;
  yield `Sanctuary Homes is ready after ${seconds.toFixed(1)} s.`;
  yield `  GraphQL    ${url}/graphql`;
  yield `  Explorer   ${config.explorer ? url : 'off (EXPLORER=on turns it on)'}`;
  const sample = join(config.dataFolder, SAMPLE_ACCESS);
  if (existsSync(sample)) yield `  Sample     act as anybody in it with ${sample}`;
  yield `  Database   ${embedded ? `embedded PostgreSQL in ${embedded.folder}` : 'the one of DATABASE_URL'}`;
  yield `  Mail       ${config.smtpUrl ? 'to the server of SMTP_URL' : `as files in ${join(config.dataFolder, 'mail')}`}`;
  yield `  Publishing ${config.publishingMinutes === 0 ? 'at once, for trying out (PUBLISHING_MINUTES=10 in production)' : `every ${config.publishingMinutes} minutes`}`;
  yield `  Health     ${url}/health/ready`;
  yield `  Metrics    ${metricsUrl ?? (config.metricsPort === 0 ? 'off' : `none: port ${config.metricsPort} is taken (METRICS_PORT)`)}`;
  yield '  Ctrl-C stops it.';
}

/** What was not foreseen goes through the log's sieve: an error's message may carry what somebody typed. */
async function fail(error: unknown): Promise<never> {
  // A connection notices the end of the database before we are told of it: then that is what there is to say.
  const gone = databaseGone && (await Promise.race([databaseGone, delay(DATABASE_IS_GONE_MS, null, { ref: true })]));
  const why = gone ?? whyItCannotStart(error);
  if (why) complain(why);
  else new Logger('error').failure('the service broke', error);
  process.exit(1);
}

process.on('uncaughtException', (error) => void fail(error));
process.on('unhandledRejection', (error) => void fail(error));
await main().catch(fail);
