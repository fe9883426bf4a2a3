/** Every setting of an instance, read once from the environment, with a default that works on one machine. */
import { join, resolve } from 'node:path';

export interface Config {
  /** The folder of the embedded database, the key file, mail and sample access. `DATA_FOLDER`, default `.data`. */
  readonly dataFolder: string;
  /** PostgreSQL to use instead of the embedded one; the role owns its database. `DATABASE_URL`. */
  readonly databaseUrl: string | undefined;
  /** The key store's database; default: the main one's name followed by `_keys`, on the same server. `KEY_STORE_URL`. */
  readonly keyStoreUrl: string | undefined;
  /** File of key-encryption keys. `KEY_FILE`, default `keys.json` in the data folder. */
  readonly keyFile: string;
  readonly host: string;
  readonly port: number;
  /** Proxies whose X-Forwarded-For is believed: addresses, CIDR ranges, or loopback, linklocal, uniquelocal. `TRUST_PROXY`. */
  readonly trustProxy: string;
  /** Where `/metrics` listens, on loopback only; 0 turns it off. `METRICS_PORT`. */
  readonly metricsPort: number;
  /** `SMTP_URL`; without it mail goes to a folder below the data folder. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Explorer and introspection. On unless `NODE_ENV=production`; `EXPLORER=on|off` decides otherwise. */
  readonly explorer: boolean;
  /** Whether an empty database gets the sample neighbourhood. On for the embedded database. `SAMPLE=on|off`. */
  readonly sample: boolean;
  /** Whether this process runs the sweeps. `JOBS=on|off`. */
  readonly jobs: boolean;
  /** Whether this process brings the schema up to date when it starts. `MIGRATE=on|off`. */
  readonly migrate: boolean;
  /** Connections to the main database. `DATABASE_POOL`. */
  readonly poolSize: number;
  readonly logLevel: string;
  /** Memory of one Argon2id hash of a return code, in KiB (64 MiB: RFC 9106's second choice). Tests use less. */
  readonly returnCodeMemoryKiB: number;
  /** Memory of one Argon2id hash of a password, in KiB (19 MiB: OWASP's choice for two passes). `PASSWORD_MEMORY_KIB`. */
  readonly passwordMemoryKiB: number;
  /** Homes that one client (a network address, or what a partner's server names) may register within an hour. `REGISTRATIONS_PER_HOUR`. */
  readonly registrationsPerHour: number;
  /** New return codes that one client may be given within an hour without anybody signed in. `NEW_CODES_PER_HOUR`. */
  readonly newCodesPerHour: number;
  /** The name of the host partner that the first start makes. `HOST_PARTNER_NAME`. */
  readonly hostPartnerName: string;
}

/** A setting that cannot be used. Its message names the variable and what it takes, never the value. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

export function readConfig(environment: Environment): Config {
  const production = environment['NODE_ENV'] === 'production';
  const databaseUrl = blankIsUnset(environment['DATABASE_URL']);
  const dataFolder = resolve(blankIsUnset(environment['DATA_FOLDER']) ?? '.data');
  return {
    dataFolder,
    databaseUrl,
    keyStoreUrl: blankIsUnset(environment['KEY_STORE_URL']),
    keyFile: resolve(blankIsUnset(environment['KEY_FILE']) ?? join(dataFolder, 'keys.json')),
    host: blankIsUnset(environment['HOST']) ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: wholeNumber(environment, 'PORT', 3000, 0, 65535),
    trustProxy: blankIsUnset(environment['TRUST_PROXY']) ?? 'loopback',
    metricsPort: wholeNumber(environment, 'METRICS_PORT', 9464, 0, 65535),
    smtpUrl: smtpUrl(environment),
    mailFrom: blankIsUnset(environment['MAIL_FROM']) ?? 'Sanctuary Homes <no-reply@sanctuary-homes.invalid>',
    explorer: onOrOff(environment, 'EXPLORER', !production),
    sample: onOrOff(environment, 'SAMPLE', databaseUrl === undefined && !production),
    jobs: onOrOff(environment, 'JOBS', true),
    migrate: onOrOff(environment, 'MIGRATE', true),
    poolSize: wholeNumber(environment, 'DATABASE_POOL', 10, 2, 100),
    logLevel: blankIsUnset(environment['LOG_LEVEL']) ?? 'info',
    returnCodeMemoryKiB: wholeNumber(environment, 'RETURN_CODE_MEMORY_KIB', 65_536, 64, 1_048_576),
    passwordMemoryKiB: wholeNumber(environment, 'PASSWORD_MEMORY_KIB', 19_456, 64, 1_048_576),
    registrationsPerHour: wholeNumber(environment, 'REGISTRATIONS_PER_HOUR', 30, 1, 1_000_000),
    newCodesPerHour: wholeNumber(environment, 'NEW_CODES_PER_HOUR', 60, 1, 1_000_000),
    hostPartnerName: blankIsUnset(environment['HOST_PARTNER_NAME']) ?? 'Sanctuary Homes host partner',
  };
}

function blankIsUnset(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function wholeNumber(environment: Environment, name: string, fallback: number, least: number, most: number): number {
  const text = blankIsUnset(environment[name]);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new ConfigError(`${name} takes a whole number from ${least} to ${most}.`);
  }
  return value;
}

function smtpUrl(environment: Environment): string | undefined {
  const text = blankIsUnset(environment['SMTP_URL']);
  if (text === undefined || (/^smtps?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.hostname))
    return text;
  throw new ConfigError('SMTP_URL takes smtp://user:password@host:587 or smtps://user:password@host:465.');
}

function onOrOff(environment: Environment, name: string, fallback: boolean): boolean {
  const text = blankIsUnset(environment[name]);
  if (text === undefined) return fallback;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new ConfigError(`${name} takes on or off.`);
}
