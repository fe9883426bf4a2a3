/** The program as it ships, built elsewhere and run as processes of their own: what an operator sees of it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');
/** As package.json says it: a start reads most of the program compiled. */
const COMPILED = join(ROOT, 'node_modules/.cache/node');
/** Of the folder in which the program lies. */
export const OWN_SOURCE_MAPS = 'dist/src/platform/own-source-maps.js';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class BuiltProgram {
  private constructor(
    /** Where it lies; `dist` is in there. */
    readonly folder: string,
    private readonly workingFolder: string,
  ) {}

  /** Runs in `workingFolder`. It is built once for a run of the tests, by whoever needs it first. */
  static async runIn(workingFolder: string): Promise<BuiltProgram> {
    const run = process.env['TEST_RUN_FOLDER'];
    if (!run) throw new Error('There is no folder for the run: specs are started by npm test.');
    await mkdir(workingFolder, { recursive: true });
    const program = join(run, 'a clone');
    while (!(await isThere(program))) await buildOrWait(program);
    return new BuiltProgram(program, workingFolder);
  }

  /** A copy of one's own, which may be changed. */
  static async copyIn(folder: string): Promise<BuiltProgram> {
    const built = await BuiltProgram.runIn(folder);
    await cp(built.folder, folder, { recursive: true, verbatimSymlinks: true });
    return new BuiltProgram(folder, folder);
  }

  /** `settings`: environment variables; nothing else of our own environment but PATH is handed on. */
  start(program: 'main' | 'cli', args: readonly string[], settings: Readonly<Record<string, string>>): Running {
    const entry = join(this.folder, 'dist/src', `${program}.js`);
    return new Running(
      spawn(process.execPath, ['--import', join(this.folder, OWN_SOURCE_MAPS), entry, ...args], {
        cwd: this.workingFolder,
        env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILED, ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }
}

/** Whoever makes the folder builds in it; when that fails, the next one tries. */
async function buildOrWait(program: string): Promise<void> {
  const making = `${program}.making`;
  const mine = await mkdir(making).then(
    () => true,
    () => false,
  );
  if (!mine) return delay(100);
  try {
    await buildIn(making);
    await rename(making, program);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

async function buildIn(folder: string): Promise<void> {
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
  const what = ['src', 'migrations', '--config-file', '.swcrc', '--ignore', '**/*.spec.ts', '--quiet'];
  await promisify(execFile)(process.execPath, [swc, ...what, '-d', join(folder, 'dist')], { cwd: ROOT });
  // As Nest's builder copies what nest-cli.json names as assets.
  for (const files of ['src/screening/lists', 'src/commitment/content'])
    await cp(join(ROOT, files), join(folder, 'dist', files), { recursive: true });
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

export class Running {
  private stdout = '';
  private stderr = '';
  private readonly ended: Promise<Ended>;

  constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk) => {
      this.stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.ended = once(child, 'close').then(([code]) => ({ code, stdout: this.stdout, stderr: this.stderr }));
  }

  get pid(): number {
    return Number(this.child.pid);
  }

  /** Resolves with what was said so far once `words` were said; rejects when the process ends without. */
  async says(words: string): Promise<string> {
    let over: Ended | undefined;
    void this.ended.then((its) => {
      over = its;
    });
    while (!this.stdout.includes(words)) {
      if (over) throw new Error(`It ended with ${over.code} and without "${words}": ${over.stdout}${over.stderr}`);
      await new Promise((next) => setTimeout(next, 10));
    }
    return this.stdout;
  }

  /** Waits for the end, after a signal if one is named. */
  async end(signal?: NodeJS.Signals): Promise<Ended> {
    if (signal) this.child.kill(signal);
    return this.ended;
  }
}
