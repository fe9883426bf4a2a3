/** Whether the database server writes down what people typed: an embedded one does not, and of another one we can only tell. */
import type { Logger } from '../logger.js';
import type { Queryable } from '../queryable.js';

export interface ServerSetting {
  readonly name: string;
  /** In the words of `pg_settings`. */
  readonly setting: string;
}

/** What each has to be so that no value, and no statement that quotes one, reaches a log. */
const QUIET: Readonly<Record<string, (setting: string) => boolean>> = {
  log_statement: (setting) => setting === 'none' || setting === 'ddl',
  log_min_error_statement: (setting) => setting === 'panic' || setting === 'fatal',
  log_error_verbosity: (setting) => setting === 'terse',
  log_min_duration_statement: (setting) => setting === '-1',
  log_min_duration_sample: (setting) => setting === '-1',
  log_transaction_sample_rate: (setting) => Number(setting) === 0,
  log_parameter_max_length: (setting) => setting === '0',
  log_parameter_max_length_on_error: (setting) => setting === '0',
  'auto_explain.log_min_duration': (setting) => setting === '-1',
  'pgaudit.log': (setting) => setting === 'none' || setting === '',
};

/** The names of those that are not as they should be, in order. */
export function loudSettings(settings: readonly ServerSetting[]): string[] {
  const loud = settings.filter(({ name, setting }) => QUIET[name]?.(setting) === false).map(({ name }) => name);
  // Statements come with their parameters only where both are written.
  const statements = loud.filter((name) => !name.startsWith('log_parameter'));
  return (statements.length > 0 ? loud : []).toSorted();
}

/** One line for each setting that an operator should change. */
export async function warnOfLoudServer(database: Queryable, logger: Logger): Promise<void> {
  for (const setting of loudSettings(await readServerSettings(database))) {
    logger.warn('the database server may write down what people typed: see SECURITY.md', { setting });
  }
}

async function readServerSettings(database: Queryable): Promise<readonly ServerSetting[]> {
  const { rows } = await database.query<ServerSetting>(
    'server-log-settings',
    'SELECT name, setting FROM pg_settings WHERE name = ANY ($1::text[])',
    [Object.keys(QUIET)],
  );
  return rows;
}
