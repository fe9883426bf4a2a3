/** Whoever starts the service is told in one line what stands in the way, and what to do about it; never with a password in it. */
import { KeyFileRefused } from '../sealing/key-file.js';
import { ConfigError } from './config.js';
import { databaseErrorCode } from './database/database.js';
import { EmbeddedPostgresUnavailable } from './embedded-postgres/binaries.js';
import { DataFolderInUse } from './embedded-postgres/data-folder-lock.js';

/** Its message is for the operator. */
export class CannotStart extends Error {}

const OF_OPERATOR = [CannotStart, ConfigError, DataFolderInUse, KeyFileRefused, EmbeddedPostgresUnavailable];

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
  // Node tries every address of a host, and reports the failures together.
  const one = error instanceof AggregateError ? error.errors[0] : error;
  return IN_WORDS[databaseErrorCode(one) ?? databaseErrorCode(error) ?? ''] ?? null;
}
