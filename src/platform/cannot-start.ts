/** Whoever starts the service is told in one line what stands in the way, and what to do about it; never with a password in it. */
import { KeyFileRefused } from '../sealing/key-file.js';
import { KeyChangeRefused, KeyDestroyed, KeysUnreachable, type WhyUnreachable } from '../sealing/key-provider.js';
import { SealBroken } from '../sealing/sealed-box.js';
import { VaultRefused } from '../sealing/vault-settings.js';
import { ConfigError } from './config.js';
import { databaseErrorCode } from './database/database.js';
import { EmbeddedPostgresUnavailable } from './embedded-postgres/binaries.js';
import { DataFolderInUse } from './embedded-postgres/data-folder-lock.js';

/** Its message is for the operator. */
export class CannotStart extends Error {}

const OF_OPERATOR = [
  CannotStart,
  ConfigError,
  DataFolderInUse,
  KeyFileRefused,
  KeyChangeRefused,
  VaultRefused,
  EmbeddedPostgresUnavailable,
];

const NO_KEYS: Readonly<Record<WhyUnreachable, string>> = {
  NO_ANSWER: 'The keys cannot be reached: nothing answers where VAULT_ADDR points, or the key file cannot be read.',
  SEALED: 'The vault of VAULT_ADDR is sealed, or has no leader yet.',
  DENIED:
    'The vault of VAULT_ADDR does not let us do this: the token or role is over, or its policy lacks a path (src/sealing/README.md).',
  TOO_MANY_CALLS: 'The vault of VAULT_ADDR takes no more calls from here right now.',
  FAULT:
    'The vault of VAULT_ADDR has no such transit key, or fails inside: look at VAULT_TRANSIT_MOUNT, VAULT_TRANSIT_KEY, and its own log.',
  NONSENSE: 'What answers at VAULT_ADDR is not a vault that we understand.',
  JOURNAL: 'The journal of what was erased cannot be read or written: look at the folder ERASURE_JOURNAL and its disk.',
  RETIRED:
    'The key file, or the vault, knows only keys that were rotated out since: it is older than the key store. Put its newest copy back.',
};
const KEYS_LOST =
  'The root of this instance does not open: VAULT_TRANSIT_MOUNT and VAULT_TRANSIT_KEY name another key than the one that wraps it, that one is gone, or the row was changed. Without it nothing opens: bring back a newer copy of the key store, or begin anew with an empty database.';

export const RESTORE_BROKEN_OFF =
  'A restore is under way, or was broken off: these databases are not whole. Run `npm run cli -- restore` again.';

export const SCHEMA_TOO_OLD = 'The database is older than this program: run `npm run cli -- migrate` first.';

/** By SQLSTATE, or the code of Node's error. A driver's own message may name users and values: it is not shown. */
const IN_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No PostgreSQL answers where DATABASE_URL or KEY_STORE_URL points.',
  ECONNRESET: 'The PostgreSQL server broke the connection off.',
  ENOTFOUND: 'The host that DATABASE_URL or KEY_STORE_URL names is not known.',
  EAI_AGAIN: 'The host that DATABASE_URL or KEY_STORE_URL names cannot be looked up right now.',
  EHOSTUNREACH: 'The host that DATABASE_URL or KEY_STORE_URL names cannot be reached.',
  ETIMEDOUT: 'The PostgreSQL server of DATABASE_URL or KEY_STORE_URL does not answer in time.',
  ERR_INVALID_URL: 'DATABASE_URL and KEY_STORE_URL take URLs: postgres://user:password@host:5432/name.',
  '28P01': 'PostgreSQL refuses the user or the password of DATABASE_URL or KEY_STORE_URL.',
  '28000': 'PostgreSQL does not let the user of DATABASE_URL or KEY_STORE_URL in.',
  '3D000': 'The database that DATABASE_URL or KEY_STORE_URL names does not exist: create it, owned by that user.',
  '42501':
    'The user of DATABASE_URL has to own its database and to have CREATEROLE (for the roles that serve), and CREATEDB if the key store is to be made for it.',
  // The roles come with the schema; without them, there is none.
  '22023': SCHEMA_TOO_OLD,
  '42P01': SCHEMA_TOO_OLD,
  '53300': 'The PostgreSQL server has no connection left.',
  '57P03': 'The PostgreSQL server is still starting: try again in a moment.',
};

/** One line for whoever started it; null for what we did not foresee. */
export function whyItCannotStart(error: unknown): string | null {
  if (error instanceof Error && OF_OPERATOR.some((kind) => error instanceof kind)) return error.message;
  if (error instanceof KeysUnreachable) return NO_KEYS[error.why];
  if (error instanceof KeyDestroyed || error instanceof SealBroken) return KEYS_LOST;
  // Node tries every address of a host, and reports the failures together.
  const one = error instanceof AggregateError ? error.errors[0] : error;
  return IN_WORDS[databaseErrorCode(one) ?? databaseErrorCode(error) ?? ''] ?? null;
}
