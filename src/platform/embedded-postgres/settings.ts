/** No value that a person typed reaches the server's log; otherwise the settings of a small server on one machine. */
import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Errors go to the client only: their very messages carry values ("invalid input syntax for type uuid: …"). */
const QUIET = {
  log_destination: 'stderr',
  log_line_prefix: '',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
};

const SMALL = {
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  random_page_cost: '1.1',
  // Nobody replicates an embedded server; loading a large sample writes half as much this way.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  // Compiling costs more than our short queries take.
  jit: 'off',
};

const FIXED = {
  // Reachable from this machine only; the port comes with the start.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  default_text_search_config: 'pg_catalog.simple',
};

/**
 * Loses everything when the machine stops at the wrong moment: for databases that live as long as a test. Nobody has the time to guess their
 * passwords, and their few rows are not worth a process to read them.
 */
const THROWAWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  scram_iterations: '1',
  max_parallel_workers_per_gather: '0',
};

/**
 * Writes both files into `folder`, where PostgreSQL's account may read but not write, and gives the arguments that
 * point the server at them. Written at every start, so that a change here reaches clusters that exist.
 */
export async function writeSettings(folder: string, throwaway: boolean): Promise<string[]> {
  const settings = { ...FIXED, ...QUIET, ...SMALL, ...(throwaway && THROWAWAY) };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  const conf = join(folder, 'postgresql.conf');
  const hba = join(folder, 'pg_hba.conf');
  await writeWhole(conf, ['# Written anew at every start.', ...lines]);
  await writeWhole(hba, ['# Written anew at every start.', 'host all all 127.0.0.1/32 scram-sha-256']);
  return ['-c', `config_file=${conf}`, '-c', `hba_file=${hba}`];
}

async function writeWhole(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(`${file}.making`, `${lines.join('\n')}\n`);
  // Whatever our umask is: the account reads it, and it holds no secret.
  await chmod(`${file}.making`, 0o644);
  await rename(`${file}.making`, file);
}
