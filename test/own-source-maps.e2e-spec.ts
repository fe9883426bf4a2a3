/** What an operator reads of an error: the lines of our TypeScript, at the cost of our maps alone. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BuiltProgram, OWN_SOURCE_MAPS } from './world/built-program.js';
import { temporaryFolder } from './world/temporary-folder.js';

let program: BuiltProgram;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('own-source-maps');
  program = await BuiltProgram.runIn(folder);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What a program says that was started as ours are. */
async function said(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', join(program.folder, OWN_SOURCE_MAPS), '--input-type=module', '--eval', script],
    { cwd: program.folder },
  );
  return stdout;
}

describe('a trace of an error', () => {
  it('names the line of the TypeScript', async () => {
    const trace = await said(`
      const { readConfig } = await import('./dist/src/platform/config.js');
      try { readConfig({ DATABASE_POOL_SIZE: 'many', PUBLISHING_MINUTES: '7' }); } catch (error) { console.log(error.stack); }`);
    expect(trace).toMatch(/src\/platform\/read-setting\.ts:\d+:\d+/);
    expect(trace).not.toContain('read-setting.js');
  });

  it('keeps no map of an installed package', async () => {
    const kept = await said(`
      import { createRequire, findSourceMap } from 'node:module';
      const require = createRequire(process.cwd() + '/');
      require('typeorm');
      await import('./dist/src/platform/config.js');
      const packages = require.resolve('typeorm');
      console.log(JSON.stringify([findSourceMap(packages) ?? null, Boolean(findSourceMap(process.cwd() + '/dist/src/platform/config.js'))]));`);
    expect(JSON.parse(kept)).toEqual([null, true]);
  });
});
