/** A copy of the repository to take walls out of: specs, programs that they build and child processes all run what stands in it. */
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { temporaryFolder } from '../world/temporary-folder.js';
import { type Mutant, weakened } from './mutants.js';

const ROOT = resolve(import.meta.dirname, '../..');
const LEFT_OUT = new Set(['node_modules', 'dist', '.git', 'data']);

export class WeakenedCopy {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<WeakenedCopy> {
    const folder = join(await temporaryFolder('weakened'), 'copy');
    await cp(ROOT, folder, { recursive: true, filter: (path) => !LEFT_OUT.has(relative(ROOT, path)) });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    return new WeakenedCopy(folder);
  }

  /** Does the work while the wall is away, and puts it back. */
  async without<T>(mutant: Mutant, work: () => Promise<T>): Promise<T> {
    const file = join(this.folder, mutant.file);
    const whole = await readFile(file, 'utf8');
    await writeFile(file, weakened(mutant, whole));
    try {
      return await work();
    } finally {
      await writeFile(file, whole);
    }
  }

  async remove(): Promise<void> {
    await rm(resolve(this.folder, '..'), { recursive: true, force: true });
  }
}
