/** Every setting of an instance, read once from the environment, with a default that works on one machine. */
import { dirname, join, resolve } from 'node:path';
import { MOST_CANARIES_A_DAY } from '../sealing/canary-ids.js';
import {
  blankIsUnset,
  byTier,
  domainName,
  type Environment,
  emailAddress,
  onOrOff,
  pathOf,
  publishingMinutes,
  smtpUrl,
  vault,
  webOrigins,
  wholeNumber,
} from './read-setting.js';
import type { Config } from './settings.js';

export { ConfigError } from './read-setting.js';
export type { Config } from './settings.js';

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
