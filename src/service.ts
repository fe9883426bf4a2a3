/** The running service: opened in order, and stopped so that calls and sweeps in flight finish first. */
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from './application.js';
import { SystemClock } from './kernel/clock.js';
import { SUGGESTION_STATEMENTS } from './matching/suggestion-statements.js';
import { CannotStart } from './platform/cannot-start.js';
import type { Config } from './platform/config.js';
import { warnOfLoudServer } from './platform/database/server-log.js';
import { type Instance, openInstance } from './platform/instance.js';
import { type Jobs, startJobs } from './platform/jobs/job-runner.js';
import { RunSweeps } from './platform/jobs/run-sweeps.js';
import { Logger } from './platform/logger.js';
import { Metrics } from './platform/metrics/metrics.js';
import { type MetricsServer, startMetricsServer } from './platform/metrics/metrics-server.js';
import { keyStoreRows, mainRows } from './rows.js';
import { isInhabited, loadSample } from './sample/sample.js';

const CALLS_FINISH_MS = 10_000;
const SWEEPS_FINISH_MS = 8_000;

export interface Service {
  readonly instance: Instance;
  /** Where GraphQL is served, as a person would type it. */
  readonly url: string;
  /** Null when it is off, or its port is taken. */
  readonly metricsUrl: string | null;
  /** Resolves, with the reason, when the embedded database ends by itself. */
  readonly databaseGone: Promise<string>;
  stop(): Promise<void>;
}

/** `say`: lines for the person at the terminal. Throws what `whyItCannotStart` puts in words. */
export async function startService(config: Config, say: (line: string) => void): Promise<Service> {
  const clock = new SystemClock();
  const instance = await openInstance({ config, clock, rows: { main: mainRows, keyStore: keyStoreRows }, say });
  let app: NestFastifyApplication | undefined;
  let jobs: Jobs | undefined;
  let metrics: MetricsServer | null = null;
  const stop = async () => {
    try {
      await Promise.all([app && closeCalls(app), jobs?.stop(SWEEPS_FINISH_MS)]);
      await metrics?.close();
    } finally {
      await instance.close();
    }
  };
  try {
    if (config.sample && !(await isInhabited(instance))) {
      say('Loading the sample neighbourhood.');
      await loadSample(asSample(instance), createApplication, say);
    }
    await warnOfLoudServer(instance.database, instance.logger);
    await warnOfLoudServer(instance.keyStore.database, instance.logger);
    app = await createApplication(instance);
    await listen(app, config);
    if (config.metricsPort > 0) metrics = await startMetricsServer(app.get(Metrics), config.metricsPort);
    if (config.jobs) {
      const sweeps = app.get(RunSweeps, { strict: false });
      const { publishingMinutes } = config;
      jobs = await startJobs({ url: instance.urls.main, sweeps, publishingMinutes, clock, logger: instance.logger });
    }
    // Behind the back of whoever asks: the service is ready without it.
    instance.database
      .planAhead(SUGGESTION_STATEMENTS)
      .catch((error: unknown) => instance.logger.failure('suggestions were not planned ahead', error));
    const shown = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
    return {
      instance,
      url: `http://${shown}:${new URL(await app.getUrl()).port || 80}`,
      metricsUrl: metrics && `http://127.0.0.1:${metrics.port}/metrics`,
      databaseGone: whenGone(instance),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Its people have no mailboxes, and what its days sweep up is no news. */
function asSample(instance: Instance): Instance {
  return { ...instance, config: { ...instance.config, smtpUrl: undefined }, logger: new Logger('warn') };
}

async function listen(app: NestFastifyApplication, { port, host }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new CannotStart(`Port ${port} is in use. Stop what listens there, or set PORT to another one.`);
    }
    if (code === 'EACCES') throw new CannotStart(`Port ${port} may not be used by this user. Set PORT to another one.`);
    if (code === 'EADDRNOTAVAIL') throw new CannotStart('HOST names no address of this machine.');
    throw error;
  }
}

/** From now on new calls are turned away; those in flight have a while to finish. */
async function closeCalls(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  // A connection that falls idle after its last answer would otherwise be waited for.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const closed = app.close();
  const impatience = setTimeout(() => server.closeAllConnections(), CALLS_FINISH_MS);
  await closed.finally(() => {
    clearInterval(idle);
    clearTimeout(impatience);
  });
}

async function whenGone({ embedded, lastDatabaseLines }: Instance): Promise<string> {
  const end = await embedded?.exited;
  // Without an embedded database, and after a planned stop, this never comes true.
  if (!end || end.asked) return new Promise(() => undefined);
  await delay(0);
  return `The database ended by itself (${end.reason}).\n${lastDatabaseLines().join('\n')}`;
}
