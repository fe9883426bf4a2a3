/** All specs of a run share one PostgreSQL, made for the run and gone after it; `TEST_DATABASE_URL` names another one instead. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.js';
import { quickTemporaryFolder, temporaryFolder } from './temporary-folder.js';

let stop: (() => Promise<void>) | undefined;

/** Tells the specs through the environment. In both URLs the database's name is to be replaced. */
export async function startSharedServer(): Promise<void> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    tellSpecs(given, given);
    return;
  }
  const folder = await quickTemporaryFolder('tests');
  // Root's copy of PostgreSQL's programs: what lies in memory may not be run everywhere.
  const sharedFolder = await temporaryFolder('tests-programs');
  const said: string[] = [];
  const server = await startEmbeddedPostgres({
    dataFolder: join(folder, 'data'),
    sharedFolder,
    throwaway: true,
    log: (line) => said.push(line),
  });
  void server.exited.then(({ asked, reason }) => {
    if (!asked) process.stderr.write(`The tests' PostgreSQL is gone (${reason}).\n${said.slice(-20).join('\n')}\n`);
  });
  tellSpecs(server.ownerUrl('postgres'), server.superuserUrl('postgres'));
  stop = async () => {
    await server.stop();
    for (const its of [folder, sharedFolder]) await rm(its, { recursive: true, force: true });
  };
}

export async function stopSharedServer(): Promise<void> {
  await stop?.();
}

function tellSpecs(ownerUrl: string, superuserUrl: string): void {
  process.env.TEST_PG_OWNER_URL = ownerUrl;
  process.env.TEST_PG_SUPERUSER_URL = superuserUrl;
}
