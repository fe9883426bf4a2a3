/** What a test writes lies in a temporary folder that PostgreSQL's account can pass through. */
import { chmod, mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function temporaryFolder(purpose: string): Promise<string> {
  // Root's own TMPDIR may lie below a folder of mode 0700.
  return folderIn(process.getuid?.() === 0 ? '/tmp' : tmpdir(), purpose);
}

const MEMORY = '/dev/shm';
/** Some hundred databases come and go in a run, a few of them at once, and up to 1 GB of write-ahead log. */
const ROOMY_BYTES = 4 * 1024 ** 3;

/** In memory where there is a place and room for it: to make a database's hundreds of files there takes a tenth of the time. */
export async function quickTemporaryFolder(purpose: string): Promise<string> {
  const its = await statfs(MEMORY).catch(() => undefined);
  if (!its || its.bavail * its.bsize < ROOMY_BYTES) return temporaryFolder(purpose);
  return folderIn(MEMORY, purpose).catch(() => temporaryFolder(purpose));
}

async function folderIn(parent: string, purpose: string): Promise<string> {
  const folder = await mkdtemp(join(parent, `sanctuary-homes-${purpose}-`));
  await chmod(folder, 0o755);
  return folder;
}
