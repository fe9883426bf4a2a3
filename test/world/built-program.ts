/** The program as it ships, built elsewhere and run as processes of their own: what an operator sees of it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');
/** As package.json says it: a start reads most of the program compiled. */
const COMPILED = join(ROOT, 'node_modules/.cache/node');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class BuiltProgram {
  private constructor(private readonly folder: string) {}

  static async buildIn(folder: string): Promise<BuiltProgram> {
    await mkdir(folder, { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
    const what = ['src', 'migrations', '--config-file', '.swcrc', '--ignore', '**/*.spec.ts', '--quiet'];
    await promisify(execFile)(process.execPath, [swc, ...what, '-d', join(folder, 'dist')], { cwd: ROOT });
    // As Nest's builder copies what nest-cli.json names as assets.
    for (const files of ['src/screening/lists', 'src/commitment/content'])
      await cp(join(ROOT, files), join(folder, 'dist', files), { recursive: true });
    return new BuiltProgram(folder);
  }

  /** `settings`: environment variables; nothing else of our own environment but PATH is handed on. */
  start(program: 'main' | 'cli', args: readonly string[], settings: Readonly<Record<string, string>>): Running {
    const entry = join(this.folder, 'dist/src', `${program}.js`);
    return new Running(
      spawn(process.execPath, ['--enable-source-maps', entry, ...args], {
        cwd: this.folder,
        env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILED, ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }
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
