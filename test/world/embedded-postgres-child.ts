/** A process of its own that starts an embedded PostgreSQL with a database in it, says so in one line, and stops it on SIGTERM. */
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.js';

/** The one line, as JSON: what the process got, or how it was refused. */
export interface ChildReport {
  readonly ownerUrl?: string;
  readonly firstStart?: boolean;
  readonly error?: string;
  readonly message?: string;
  readonly holder?: number;
}

const [dataFolder = '', sharedFolder = ''] = process.argv.slice(2);

function report(line: ChildReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function serve(server: EmbeddedPostgres): Promise<void> {
  process.once('SIGTERM', () => void server.stop());
  await server.ensureDatabase('words');
  report({ ownerUrl: server.ownerUrl('words'), firstStart: server.firstStart });
}

try {
  await serve(await startEmbeddedPostgres({ dataFolder, sharedFolder, throwaway: true, log: () => {} }));
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error('unknown');
  const holder = error instanceof Error && 'holder' in error ? Number(error.holder) : undefined;
  report({ error: name, message, holder });
}
