/** A file that is generated, committed and compared: `UPDATE_COMMITTED=1` writes it instead. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** What stands in the file, after it was written anew if that was asked for. */
export async function committed(path: string, current: string): Promise<string> {
  const file = join(ROOT, path);
  if (process.env['UPDATE_COMMITTED'] === '1') await writeFile(file, current);
  return readFile(file, 'utf8').catch(() => '');
}
