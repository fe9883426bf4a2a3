/** What a test writes lies in a temporary folder that PostgreSQL's account can pass through. */
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function temporaryFolder(purpose: string): Promise<string> {
  // Root's own TMPDIR may lie below a folder of mode 0700.
  const parent = process.getuid?.() === 0 ? '/tmp' : tmpdir();
  const folder = await mkdtemp(join(parent, `sanctuary-homes-${purpose}-`));
  await chmod(folder, 0o755);
  return folder;
}
