/** A disk that can be full: one of its own in memory, where the system lets us mount one. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const BLOCK = Buffer.alloc(64 * 1024);

export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Null where nobody may mount a disk. */
  static async mount(folder: string, megabytes: number): Promise<SmallDisk | null> {
    await mkdir(folder, { recursive: true });
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder]);
      return new SmallDisk(folder);
    } catch {
      return null;
    }
  }

  /** To the last byte. */
  async fill(): Promise<void> {
    const file = await open(join(this.folder, 'filler'), 'a');
    try {
      for (let size = BLOCK.length; size > 0; ) {
        const isWritten = await file.write(BLOCK, 0, size).then(
          ({ bytesWritten }) => bytesWritten === size,
          () => false,
        );
        if (!isWritten) size = Math.floor(size / 2);
      }
    } finally {
      await file.close();
    }
  }

  async free(): Promise<void> {
    await rm(join(this.folder, 'filler'), { force: true });
  }

  async unmount(): Promise<void> {
    await run('umount', ['-l', this.folder]);
  }
}

/** Files of these processes grow no further than this, as if the disk were full; null: as they like. False where nobody may say so. */
export async function limitFiles(pids: readonly number[], bytes: number | null): Promise<boolean> {
  const limited = await Promise.allSettled(
    pids.map(async (pid) => {
      // As whoever it runs as: root alone may not be enough, in a container.
      const { uid, gid } = await stat(`/proc/${pid}`);
      await run('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:`], { uid, gid, cwd: '/' });
    }),
  );
  // The first is the one that starts all others; of those, some may be gone by now.
  return limited[0]?.status === 'fulfilled';
}

/** Nobody but root writes into this folder, and what is in it, any more; or again. */
export async function shutFolder(folder: string, isShut: boolean): Promise<void> {
  const inside = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const folders = [folder, ...inside.map(({ name }) => join(folder, name))];
  // The outer one is opened first, and shut last.
  for (const its of isShut ? folders.toReversed() : folders) await chmod(its, isShut ? 0o500 : 0o700);
}
