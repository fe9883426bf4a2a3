/** The parts of a running instance that everything else is given: settings, clock, databases, keys, log. */
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { KeyProvider } from '../sealing/key-provider.js';
import type { Config } from './config.js';
import { Database } from './database/database.js';
import { Cursors } from './graphql/cursors.js';
import { Logger } from './logger.js';

/** The database of keys, rings and family sessions: kept apart from everything that they open. */
export class KeyStore {
  /** `owner`: the same as its owner, for sweeps alone. */
  constructor(
    readonly database: Database,
    readonly owner: Database,
  ) {}
}

/** The main database as its owner: for sweeps, which see all that is due, and for loading. Never behind a call. */
export class OwnerDatabase {
  constructor(readonly database: Database) {}
}

/** The settings, as something that can be injected. */
export class Settings {
  constructor(readonly config: Config) {}
}

export interface InstanceParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Database;
  readonly keyStore: KeyStore;
  readonly owner: OwnerDatabase;
  readonly secrets: InstanceSecrets;
  readonly keyProvider: KeyProvider;
  readonly logger: Logger;
}

@Global()
@Module({})
export class InstancePartsModule {
  static with(parts: InstanceParts): DynamicModule {
    const providers = [
      { provide: Settings, useValue: new Settings(parts.config) },
      { provide: Clock, useValue: parts.clock },
      { provide: Database, useValue: parts.database },
      { provide: KeyStore, useValue: parts.keyStore },
      { provide: OwnerDatabase, useValue: parts.owner },
      { provide: InstanceSecrets, useValue: parts.secrets },
      { provide: KeyProvider, useValue: parts.keyProvider },
      { provide: Logger, useValue: parts.logger },
      { provide: Cursors, useValue: new Cursors(parts.secrets.secret('cursor')) },
    ];
    return { module: InstancePartsModule, providers, exports: providers };
  }
}
