/** The settings of an instance: what each is for, and the variable that says it. Their defaults are in config.ts. */
import type { HomeTier } from '../kernel/viewer.js';
import type { VaultSettings } from '../sealing/vault-settings.js';

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
