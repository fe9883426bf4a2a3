/** A PostgreSQL of the test's own, with ordinary durability, behind an address that stays when it comes back elsewhere. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { readPostmasterNote } from '../../../src/platform/embedded-postgres/leftover.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/platform/embedded-postgres/start.js';
import { descendantsOf } from '../../world/processes.js';
import { CuttingProxy } from './cutting-proxy.js';

const DATABASE = 'crash';

export class OwnPostgres {
  private isGone = false;

  private constructor(
    private readonly start: () => Promise<EmbeddedPostgres>,
    private server: EmbeddedPostgres,
    readonly proxy: CuttingProxy,
  ) {
    this.watch();
  }

  /** `folder`: for all that it writes. */
  static async startIn(folder: string): Promise<OwnPostgres> {
    const options = { dataFolder: join(folder, 'data'), sharedFolder: join(folder, 'shared'), log: () => undefined };
    const start = () => startEmbeddedPostgres(options);
    const server = await start();
    await server.ensureDatabase(DATABASE);
    return new OwnPostgres(start, server, await CuttingProxy.before(server.ownerUrl(DATABASE)));
  }

  /** Through the proxy. */
  get url(): string {
    return this.proxy.through(this.server.ownerUrl(DATABASE));
  }

  /** Where its files are. */
  get folder(): string {
    return this.server.folder;
  }

  /** Kills one process that works for the service; all others end with it, and PostgreSQL recovers by itself. False when there is none. */
  async killBackend(): Promise<boolean> {
    const rows = await this.asSuperuser(
      `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'sanctuary%' AND pid <> pg_backend_pid()
       ORDER BY state = 'idle', state_change DESC LIMIT 1`,
    );
    const pid = Number(rows[0]?.['pid'] ?? 0);
    if (pid > 0) process.kill(pid, 'SIGKILL');
    return pid > 0;
  }

  /** As kill -9 does it, or the system that has no memory left: nothing is written any more. */
  async killPostmaster(): Promise<void> {
    await killPostmasterOf(this.folder);
    await this.server.exited;
  }

  /** Until it takes connections again: by itself, or started again where it is gone. */
  async back(): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      if (this.isGone) await this.startAgain();
      if (await this.answers()) return;
      await delay(50);
    }
    throw new Error('PostgreSQL does not come back');
  }

  /** Writes until nothing more fits into its log; PostgreSQL gives up when it cannot write there. */
  async fillLog(): Promise<void> {
    for (let megabytes = 0; megabytes < 1_000; megabytes += 1) {
      const written = await this.asSuperuser(
        "SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1000000))",
      ).then(
        () => true,
        () => false,
      );
      if (!written) return;
    }
  }

  /** Of all of its processes. */
  async pids(): Promise<number[]> {
    const note = await readPostmasterNote(join(this.folder, 'data'));
    return note ? [note.pid, ...descendantsOf(note.pid)] : [];
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.server.stop();
  }

  private async startAgain(): Promise<void> {
    this.server = await this.start();
    this.proxy.leadTo(this.server.port);
    this.watch();
  }

  private watch(): void {
    this.isGone = false;
    void this.server.exited.then(() => {
      this.isGone = true;
    });
  }

  private answers(): Promise<boolean> {
    return this.asSuperuser('SELECT').then(
      () => true,
      () => false,
    );
  }

  private async asSuperuser(statement: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: this.server.superuserUrl(DATABASE) });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Of the cluster that lives in `folder`. */
export async function killPostmasterOf(folder: string): Promise<void> {
  const note = await readPostmasterNote(join(folder, 'data'));
  if (!note) throw new Error('PostgreSQL says nowhere which process it is');
  process.kill(note.pid, 'SIGKILL');
}
