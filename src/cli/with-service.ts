/** A command works on the databases of the service, whether or not the service runs; it serves nothing and runs no jobs itself. */
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { SystemClock } from '../kernel/clock.js';
import { type Config, readConfig } from '../platform/config.js';
import { type Instance, openInstance } from '../platform/instance.js';
import { Logger } from '../platform/logger.js';
import { keyStoreRows, mainRows } from '../rows.js';
import { complain } from './terminal.js';

const FEW_CONNECTIONS = 3;

/** Joins the embedded database of a service that runs, or starts it for as long as `work` takes. */
export async function withService<T>(
  work: (app: INestApplicationContext, instance: Instance) => Promise<T>,
): Promise<T> {
  const config = forCommand(readConfig(process.env));
  const instance = await openInstance({
    config,
    clock: new SystemClock(),
    rows: { main: mainRows, keyStore: keyStoreRows },
    // Standard output belongs to the answer.
    logger: new Logger(config.logLevel, process.stderr),
    say: complain,
    mayAttach: true,
  });
  try {
    const app = await NestFactory.createApplicationContext(AppModule.of(instance), {
      logger: ['error', 'fatal'],
      abortOnError: false,
    });
    try {
      return await work(app, instance);
    } finally {
      await app.close();
    }
  } finally {
    await instance.close();
  }
}

/** A database of somebody's own is migrated by `migrate` alone; the embedded one has nobody else to do it. */
function forCommand(config: Config): Config {
  return { ...config, migrate: config.databaseUrl === undefined, poolSize: FEW_CONNECTIONS };
}
