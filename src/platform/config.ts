/** Every setting of an instance, read once from the environment, with a default that works on one machine. */
import { dirname, join, resolve } from 'node:path';
import { decideEmail } from '../kernel/email-address.js';
import type { HomeTier } from '../kernel/viewer.js';
import { MOST_CANARIES_A_DAY } from '../sealing/canary-ids.js';
import type { VaultSettings } from '../sealing/vault-settings.js';
import { readVault } from './vault-config.js';

export interface Config {
  /** The folder of the embedded database, the key file, mail and sample access. `DATA_FOLDER`, default `.data`. */
  readonly dataFolder: string;
  /** PostgreSQL to use instead of the embedded one; the role owns its database. `DATABASE_URL`. */
  readonly databaseUrl: string | undefined;
  /** The key store's database; default: the main one's name followed by `_keys`, on the same server. `KEY_STORE_URL`. */
  readonly keyStoreUrl: string | undefined;
  /** File of key-encryption keys. `KEY_FILE`, default `keys.json` in the data folder. */
  readonly keyFile: string;
  /** The vault that keeps the keys instead of the key file: `KEY_PROVIDER=vault` and `VAULT_…` (sealing/README.md). */
  readonly vault: VaultSettings | undefined;
  /** Seconds that the opened keys of listings stay in memory: so long lists go on without the key provider, and destroyed keys go on opening. `KEY_MEMORY_SECONDS`. */
  readonly keyMemorySeconds: number;
  readonly host: string;
  readonly port: number;
  /** Proxies whose X-Forwarded-For is believed: addresses, CIDR ranges, or loopback, linklocal, uniquelocal. `TRUST_PROXY`. */
  readonly trustProxy: string;
  /** Where `/metrics` listens, on loopback only; 0 turns it off. `METRICS_PORT`. */
  readonly metricsPort: number;
  /** `SMTP_URL`; without it mail goes to a folder below the data folder. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Who gets a letter when an alarm is raised, at most one an hour for each kind. `OPERATOR_EMAIL`; without it there is only the log. */
  readonly operatorEmail: string | undefined;
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
  /** The same, and members who join, within a day through the servers of one partner, whichever clients they name. `REGISTRATIONS_PER_PARTNER`. */
  readonly registrationsPerPartner: number;
  /** Addresses of calendars that lead nowhere, within an hour, before a client is told to wait. `CALENDAR_MISSES_PER_CLIENT`. */
  readonly calendarMissesPerClient: number;
  /** New return codes that one client may be given within an hour without anybody signed in. `NEW_CODES_PER_HOUR`. */
  readonly newCodesPerHour: number;
  /** Wrong return codes that are tried for one pair of leading words within an hour, whoever sends them. `WRONG_CODES_PER_SELECTOR`. */
  readonly wrongCodesPerSelector: number;
  /** Beyond those, from clients that sent no other wrong code within the hour: nobody can shut a family out with a few guesses. `WRONG_CODES_IN_RESERVE`. */
  readonly wrongCodesInReserve: number;
  /** Wrong return codes of one client within an hour, after which only codes of families that exist are tried. `WRONG_CODES_PER_CLIENT`. */
  readonly wrongCodesPerClient: number;
  /** The same for all clients together that one partner's server names. Wrong passwords are counted against it too. `WRONG_CODES_PER_PARTNER`. */
  readonly wrongCodesPerPartner: number;
  /** The same for all clients of the instance together. `WRONG_CODES_PER_HOUR`. */
  readonly wrongCodesPerHour: number;
  /** Wrong passwords for one e-mail within an hour, whoever sends them. `WRONG_PASSWORDS_PER_EMAIL`. */
  readonly wrongPasswordsPerEmail: number;
  /** Wrong passwords of one client within an hour. `WRONG_PASSWORDS_PER_CLIENT`. */
  readonly wrongPasswordsPerClient: number;
  /** Wrong codes and passwords within an hour, tried or turned away, at which CODE_GUESSING is raised. `GUESSES_UNTIL_ALARM`. */
  readonly guessesUntilAlarm: number;
  /** What one operation may cost, in fields times the rows that they are asked for. `QUERY_COST`. */
  readonly queryCost: number;
  /** Seconds within which a request has to arrive and be answered; what is not done by then is not done. `CALL_TIMEOUT_SECONDS`. */
  readonly callTimeoutSeconds: number;
  /** On which marks of the clock new requests appear for others: every so many minutes; 0: at once, which production refuses. `PUBLISHING_MINUTES`. */
  readonly publishingMinutes: number;
  /** k of privacy.md: so many families must have asked in an area before it is published or counted. `LEAST_FAMILIES`. */
  readonly leastFamilies: number;
  /** Different requests whose page one home may open within a day (UTC). `REQUEST_PAGES_PER_DAY`. */
  readonly requestPagesPerDay: number;
  /** Pages of the list of requests that one home may read within a day. `LIST_PAGES_PER_DAY`. */
  readonly listPagesPerDay: number;
  /** Lists of suggestions that one home or one family may read within a day. `SUGGESTIONS_PER_DAY`. */
  readonly suggestionsPerDay: number;
  /** Claims whose handoff one home may open within a day. `HANDOFF_OPENINGS_PER_DAY`. */
  readonly handoffOpeningsPerDay: number;
  /** Places that one client may look up within a day. `AREA_LOOKUPS_PER_DAY`. */
  readonly areaLookupsPerDay: number;
  /** Requests, suggestions and pages of lists that one coordinator may read within a day. `COORDINATOR_PAGES_PER_DAY`. */
  readonly coordinatorPagesPerDay: number;
  /** The same of the servers of one partner together. `PARTNER_PAGES_PER_DAY`. */
  readonly partnerPagesPerDay: number;
  /** Claims that a home of each tier may have open at once. `OPEN_CLAIMS_NEW`, `OPEN_CLAIMS_VOUCHED`, `OPEN_CLAIMS_TRUSTED`. */
  readonly openClaims: Readonly<Record<HomeTier, number>>;
  /** Claims that a home of each tier may begin within seven days. `WEEKLY_CLAIMS_NEW`, `WEEKLY_CLAIMS_VOUCHED`, `WEEKLY_CLAIMS_TRUSTED`. */
  readonly weeklyClaims: Readonly<Record<HomeTier, number>>;
  /** Times that a home may open the handoff of one claim. `OPENINGS_PER_CLAIM`. */
  readonly openingsPerClaim: number;
  /** Claims let go after their handoff was opened, other than as too far, that pause a home within 30 days. `RELEASES_THAT_PAUSE`. */
  readonly releasesThatPause: number;
  /** Days in a row with all pages used up that pause a home. `FULL_DAYS_THAT_PAUSE`. */
  readonly fullDaysThatPause: number;
  /** Canary requests that are made each day; 0 makes none. `CANARIES_PER_DAY`. */
  readonly canariesPerDay: number;
  /** Folder of the journal of what was erased; better on another disk than the databases. `ERASURE_JOURNAL`, default `erasure-journal` in the data folder. */
  readonly erasureJournal: string;
  /** Where `cli backup` writes. `BACKUP_FOLDER`, default `backups` in the data folder; better on another machine. */
  readonly backupFolder: string;
  /** Folder of the keys that open backups until their time is over. `BACKUP_KEY_FOLDER`, default `backup-keys` beside the key file. */
  readonly backupKeyFolder: string;
  /** Days after which the backup of the main database opens no more. `BACKUP_DAYS`. */
  readonly backupDays: number;
  /** Days after which the backup of the key store opens no more. `BACKUP_KEYS_DAYS`. */
  readonly backupKeysDays: number;
  /** A file of words that texts are screened for besides ours, in the form of src/screening/lists/en.json. `SCREENING_WORDS`. */
  readonly screeningWords: string | undefined;
  /** Days after which coordinators are told once more of words that wait for them. `TEXT_REMINDER_DAYS`. */
  readonly textReminderDays: number;
  /** Times that one text may be said in other words within an hour; taking it away is always possible. `REWORDINGS_PER_HOUR`. */
  readonly rewordingsPerHour: number;
  /** The domain that passkeys are made for. `WEBAUTHN_RP_ID`. Changing it makes every passkey useless. */
  readonly webAuthnRpId: string;
  /** Origins of the pages on which passkeys are used, with commas between. `WEBAUTHN_ORIGINS`, default the API's own on this machine. */
  readonly webAuthnOrigins: readonly string[];
  /** Times that one member may have the data of its home handed out within a day; and files of statements that one person may have made. `EXPORTS_PER_DAY`. */
  readonly exportsPerDay: number;
  /** Different trainings and actions that one home, with all its members, signs up for within a day: each may show an address. `SIGN_UPS_PER_DAY`. */
  readonly signUpsPerDay: number;
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
  const keyFile = resolve(blankIsUnset(environment['KEY_FILE']) ?? join(dataFolder, 'keys.json'));
  return {
    dataFolder,
    databaseUrl,
    keyStoreUrl: blankIsUnset(environment['KEY_STORE_URL']),
    keyFile,
    vault: vault(environment),
    keyMemorySeconds: wholeNumber(environment, 'KEY_MEMORY_SECONDS', 300, 1, 3_600),
    host: blankIsUnset(environment['HOST']) ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: wholeNumber(environment, 'PORT', 3000, 0, 65535),
    trustProxy: blankIsUnset(environment['TRUST_PROXY']) ?? 'loopback',
    metricsPort: wholeNumber(environment, 'METRICS_PORT', 9464, 0, 65535),
    smtpUrl: smtpUrl(environment),
    mailFrom: blankIsUnset(environment['MAIL_FROM']) ?? 'Sanctuary Homes <no-reply@sanctuary-homes.invalid>',
    operatorEmail: emailAddress(environment, 'OPERATOR_EMAIL'),
    explorer: onOrOff(environment, 'EXPLORER', !production),
    sample: onOrOff(environment, 'SAMPLE', databaseUrl === undefined && !production),
    jobs: onOrOff(environment, 'JOBS', true),
    migrate: onOrOff(environment, 'MIGRATE', true),
    poolSize: wholeNumber(environment, 'DATABASE_POOL', 10, 2, 100),
    logLevel: blankIsUnset(environment['LOG_LEVEL']) ?? 'info',
    returnCodeMemoryKiB: wholeNumber(environment, 'RETURN_CODE_MEMORY_KIB', 65_536, 64, 1_048_576),
    passwordMemoryKiB: wholeNumber(environment, 'PASSWORD_MEMORY_KIB', 19_456, 64, 1_048_576),
    registrationsPerHour: wholeNumber(environment, 'REGISTRATIONS_PER_HOUR', 30, 1, 1_000_000),
    registrationsPerPartner: wholeNumber(environment, 'REGISTRATIONS_PER_PARTNER', 1_000, 1, 1_000_000),
    calendarMissesPerClient: wholeNumber(environment, 'CALENDAR_MISSES_PER_CLIENT', 30, 1, 100_000),
    newCodesPerHour: wholeNumber(environment, 'NEW_CODES_PER_HOUR', 60, 1, 1_000_000),
    wrongCodesPerSelector: wholeNumber(environment, 'WRONG_CODES_PER_SELECTOR', 5, 1, 1_000),
    wrongCodesInReserve: wholeNumber(environment, 'WRONG_CODES_IN_RESERVE', 20, 0, 1_000),
    wrongCodesPerClient: wholeNumber(environment, 'WRONG_CODES_PER_CLIENT', 20, 1, 10_000),
    wrongCodesPerPartner: wholeNumber(environment, 'WRONG_CODES_PER_PARTNER', 200, 1, 1_000_000),
    wrongCodesPerHour: wholeNumber(environment, 'WRONG_CODES_PER_HOUR', 1_000, 1, 1_000_000),
    wrongPasswordsPerEmail: wholeNumber(environment, 'WRONG_PASSWORDS_PER_EMAIL', 10, 1, 10_000),
    wrongPasswordsPerClient: wholeNumber(environment, 'WRONG_PASSWORDS_PER_CLIENT', 20, 1, 10_000),
    guessesUntilAlarm: wholeNumber(environment, 'GUESSES_UNTIL_ALARM', 100, 1, 1_000_000),
    callTimeoutSeconds: wholeNumber(environment, 'CALL_TIMEOUT_SECONDS', 5, 1, 60),
    queryCost: wholeNumber(environment, 'QUERY_COST', 50_000, 100, 10_000_000),
    publishingMinutes: publishingMinutes(environment, production),
    leastFamilies: wholeNumber(environment, 'LEAST_FAMILIES', 5, 5, 1_000),
    requestPagesPerDay: wholeNumber(environment, 'REQUEST_PAGES_PER_DAY', 50, 1, 1_000_000),
    listPagesPerDay: wholeNumber(environment, 'LIST_PAGES_PER_DAY', 2_000, 1, 1_000_000_000),
    suggestionsPerDay: wholeNumber(environment, 'SUGGESTIONS_PER_DAY', 500, 1, 1_000_000_000),
    handoffOpeningsPerDay: wholeNumber(environment, 'HANDOFF_OPENINGS_PER_DAY', 20, 1, 1_000_000),
    areaLookupsPerDay: wholeNumber(environment, 'AREA_LOOKUPS_PER_DAY', 500, 1, 1_000_000_000),
    coordinatorPagesPerDay: wholeNumber(environment, 'COORDINATOR_PAGES_PER_DAY', 1_000, 1, 1_000_000_000),
    partnerPagesPerDay: wholeNumber(environment, 'PARTNER_PAGES_PER_DAY', 20_000, 1, 1_000_000_000),
    openClaims: byTier(environment, 'OPEN_CLAIMS', { NEW: 1, VOUCHED: 10, TRUSTED: 20 }),
    weeklyClaims: byTier(environment, 'WEEKLY_CLAIMS', { NEW: 3, VOUCHED: 50, TRUSTED: 100 }),
    openingsPerClaim: wholeNumber(environment, 'OPENINGS_PER_CLAIM', 20, 1, 1_000),
    releasesThatPause: wholeNumber(environment, 'RELEASES_THAT_PAUSE', 2, 1, 100),
    fullDaysThatPause: wholeNumber(environment, 'FULL_DAYS_THAT_PAUSE', 3, 1, 7),
    canariesPerDay: wholeNumber(environment, 'CANARIES_PER_DAY', 1, 0, MOST_CANARIES_A_DAY),
    erasureJournal: resolve(blankIsUnset(environment['ERASURE_JOURNAL']) ?? join(dataFolder, 'erasure-journal')),
    backupFolder: resolve(blankIsUnset(environment['BACKUP_FOLDER']) ?? join(dataFolder, 'backups')),
    backupKeyFolder: resolve(blankIsUnset(environment['BACKUP_KEY_FOLDER']) ?? join(dirname(keyFile), 'backup-keys')),
    backupDays: wholeNumber(environment, 'BACKUP_DAYS', 30, 1, 365),
    backupKeysDays: wholeNumber(environment, 'BACKUP_KEYS_DAYS', 7, 1, 365),
    screeningWords: pathOf(environment, 'SCREENING_WORDS'),
    textReminderDays: wholeNumber(environment, 'TEXT_REMINDER_DAYS', 3, 1, 30),
    rewordingsPerHour: wholeNumber(environment, 'REWORDINGS_PER_HOUR', 20, 1, 10_000),
    webAuthnRpId: domainName(environment, 'WEBAUTHN_RP_ID', 'localhost'),
    webAuthnOrigins: webOrigins(
      environment,
      'WEBAUTHN_ORIGINS',
      `http://localhost:${wholeNumber(environment, 'PORT', 3000, 0, 65535)}`,
    ),
    exportsPerDay: wholeNumber(environment, 'EXPORTS_PER_DAY', 5, 1, 1_000),
    signUpsPerDay: wholeNumber(environment, 'SIGN_UPS_PER_DAY', 10, 1, 1_000),
    hostPartnerName: blankIsUnset(environment['HOST_PARTNER_NAME']) ?? 'Sanctuary Homes host partner',
  };
}

function blankIsUnset(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function domainName(environment: Environment, name: string, fallback: string): string {
  const text = blankIsUnset(environment[name])?.toLowerCase() ?? fallback;
  if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text)) {
    throw new ConfigError(`${name} takes a domain, without scheme, port or path.`);
  }
  return text;
}

function webOrigins(environment: Environment, name: string, fallback: string): readonly string[] {
  const origins = (blankIsUnset(environment[name]) ?? fallback).split(',').map((its) => its.trim());
  for (const origin of origins) {
    const url = URL.canParse(origin) ? new URL(origin) : null;
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost');
    if (!url || !isSafe || url.origin !== origin) {
      throw new ConfigError(`${name} takes origins such as https://help.example.org, with commas between.`);
    }
  }
  return origins;
}

function pathOf(environment: Environment, name: string): string | undefined {
  const path = blankIsUnset(environment[name]);
  return path === undefined ? undefined : resolve(path);
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

/** Divisors of the hour, so that the marks are the same in every hour. */
const PUBLISHING_MINUTES = [0, 5, 10, 15, 20, 30];

function publishingMinutes(environment: Environment, production: boolean): number {
  const minutes = wholeNumber(environment, 'PUBLISHING_MINUTES', production ? 10 : 0, 0, 30);
  if (!PUBLISHING_MINUTES.includes(minutes)) throw new ConfigError('PUBLISHING_MINUTES takes 0, 5, 10, 15, 20 or 30.');
  if (production && minutes === 0) {
    throw new ConfigError('PUBLISHING_MINUTES takes no 0 in production: the moment of a post would tell whose it is.');
  }
  return minutes;
}

/** One setting for each tier, under the name followed by it. */
function byTier(environment: Environment, name: string, fallback: Readonly<Record<HomeTier, number>>) {
  const of = (tier: HomeTier) => wholeNumber(environment, `${name}_${tier}`, fallback[tier], 0, 10_000);
  return { NEW: of('NEW'), VOUCHED: of('VOUCHED'), TRUSTED: of('TRUSTED') };
}

function smtpUrl(environment: Environment): string | undefined {
  const text = blankIsUnset(environment['SMTP_URL']);
  if (text === undefined || (/^smtps?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.hostname))
    return text;
  throw new ConfigError('SMTP_URL takes smtp://user:password@host:587 or smtps://user:password@host:465.');
}

function emailAddress(environment: Environment, name: string): string | undefined {
  const text = blankIsUnset(environment[name]);
  if (text === undefined || decideEmail(text).accepted) return text;
  throw new ConfigError(`${name} takes one e-mail address.`);
}

function vault(environment: Environment): VaultSettings | undefined {
  const provider = blankIsUnset(environment['KEY_PROVIDER']) ?? 'file';
  if (provider === 'file') return undefined;
  if (provider !== 'vault') throw new ConfigError('KEY_PROVIDER takes file or vault.');
  const patience = wholeNumber(environment, 'VAULT_TIMEOUT_MS', 1_500, 100, 4_000);
  return readVault(
    (name) => blankIsUnset(environment[name]),
    patience,
    (words) => {
      throw new ConfigError(words);
    },
  );
}

function onOrOff(environment: Environment, name: string, fallback: boolean): boolean {
  const text = blankIsUnset(environment[name]);
  if (text === undefined) return fallback;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new ConfigError(`${name} takes on or off.`);
}
