/** Ready means: both databases answer with the schema that this program was written for, and what is sealed can be opened. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyProvider } from '../../sealing/key-provider.js';
import { Database } from '../database/database.js';
import { areUpToDate, isBeingRestored } from '../database/migrate.js';
import { KeyStore } from '../instance-parts.js';

/** Bound to the probe's wrapping, so that it can never stand in for a key in use. */
const PROBE = { dataKeyId: 'readiness', purpose: 'READINESS' };

@Injectable()
export class Readiness {
  constructor(
    private readonly database: Database,
    private readonly keyStore: KeyStore,
    private readonly keys: KeyProvider,
  ) {}

  /** Each rejects when the part is not ready. */
  get parts(): Readonly<Record<string, () => Promise<void>>> {
    return {
      database: () => answers(this.database),
      keyStore: () => answers(this.keyStore.database),
      migrations: async () => {
        if (!(await areUpToDate(this.database, this.keyStore.database))) throw new Error('the schema is too old');
        for (const its of [this.database, this.keyStore.database]) {
          if (await isBeingRestored(its)) throw new Error('a restore is under way');
        }
      },
      keys: async () => {
        const plain = randomBytes(32);
        const opened = await this.keys.unwrap(await this.keys.wrap(plain, PROBE), PROBE);
        if (!opened.equals(plain)) throw new Error('a key did not come back');
      },
    };
  }
}

async function answers(database: Database): Promise<void> {
  await database.query('is-ready', 'SELECT 1');
}
