/** PostgreSQL refuses to run as root: started by root, its programs run as an account without privileges. */
import { execFile } from 'node:child_process';

/** The account that PostgreSQL's programs run as; `null` wherever one is taken stands for our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface ProgramEnd {
  /** Exit code; 127 when the program could not be started, 128 when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const UNPRIVILEGED = ['postgres', '_postgres', 'nobody'];

export function weAreRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Root hands over to the owner of a cluster that exists, else to `postgres`, else to `nobody`; anyone else stays who they are.
 */
export async function chooseAccount(ownerOfCluster: Account | undefined): Promise<Account | null> {
  if (!weAreRoot()) return null;
  if (ownerOfCluster && ownerOfCluster.uid !== 0) return ownerOfCluster;
  for (const name of UNPRIVILEGED) {
    const uid = await run('id', ['-u', name], null);
    const gid = await run('id', ['-g', name], null);
    if (uid.code === 0 && gid.code === 0 && Number(uid.stdout) > 0) {
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no user postgres or nobody. Set DATABASE_URL to another server.',
  );
}

/** Asked by trying, as that account: mode bits alone miss access lists and mount options. */
export async function canEnter(account: Account | null, folder: string): Promise<boolean> {
  return (await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account)).code === 0;
}

/** Runs a program to its end. `input` goes to its standard input, so that a password is never an argument that `ps` shows. */
export function run(
  program: string,
  args: readonly string[],
  account: Account | null,
  input = '',
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = execFile(program, [...args], { ...asAccount(account), encoding: 'utf8' }, (error, stdout, stderr) => {
      const failure = typeof error?.code === 'string' ? 127 : 128;
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : failure;
      resolve({ code, stdout, stderr: failure === 127 && error ? error.message : stderr });
    });
    // A program that ends before it has read everything reports that by its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/**
 * What every program of PostgreSQL is started with. It must not start in a folder that its account cannot enter, and
 * `PG…` variables that somebody set for other servers must not reach it.
 */
export function asAccount(account: Account | null) {
  return {
    ...(account && { uid: account.uid, gid: account.gid }),
    cwd: '/',
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  };
}
