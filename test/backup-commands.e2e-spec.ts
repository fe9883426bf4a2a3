/** Backups, restores and the audit as an operator runs them: one command each, and an exit code that a script can trust. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Elsewhere, foldersOf } from './world/backups.js';
import { BuiltProgram, type Ended } from './world/built-program.js';
import { anAcceptedClaim, openHandoff } from './world/claims.js';
import { temporaryFolder } from './world/temporary-folder.js';
import { World } from './world/world.js';

// Every command is a process of its own.
jest.setTimeout(180_000);

let folder: string;
let program: BuiltProgram;
let world: World;
let place: Elsewhere;
beforeAll(async () => {
  folder = await temporaryFolder('commands');
  program = await BuiltProgram.runIn(join(folder, 'a clone'));
  // Commands tell the time by the system's clock.
  world = await World.open();
  world.clock.set(new Date());
  place = await Elsewhere.make();
});
afterAll(async () => {
  await world.close();
  await place.drop();
  await rm(folder, { recursive: true, force: true });
});

function cli(databaseUrl: string, ...args: string[]): Promise<Ended> {
  const settings = {
    DATABASE_URL: databaseUrl,
    DATA_FOLDER: world.instance.config.dataFolder,
    SAMPLE: 'off',
    CANARIES_PER_DAY: '0',
  };
  return program.start('cli', args, settings).end();
}

it('makes a backup, lists and verifies it, and puts it back', async () => {
  const { claimId, home } = await anAcceptedClaim(world);
  await openHandoff(world, home, claimId);
  const { main } = world.instance.urls;

  const made = await cli(main, '--json', 'backup');
  expect(made).toMatchObject({ code: 0 });
  const { archives } = JSON.parse(made.stdout) as { archives: { file: string }[] };
  expect(archives).toHaveLength(2);
  const listed = await cli(main, 'backup', 'list');
  expect(listed.stdout.split('\n').filter((line) => /\.(main|keys)\.backup/.test(line))).toHaveLength(2);
  for (const { file } of archives) {
    expect((await cli(main, 'backup', 'verify', file)).stdout).toContain('It is whole.');
  }
  await writeFile(join(foldersOf(world), 'broken.main.backup'), 'not an archive');
  expect(await cli(main, 'backup', 'verify', join(foldersOf(world), 'broken.main.backup'))).toMatchObject({
    code: 1,
    stdout: '',
  });

  // A service that does nothing lets its connections go after a while.
  await anAcceptedClaim(world);
  expect(await cli(main, 'restore', '--replace', 'another')).toMatchObject({
    code: 1,
    stderr: 'A service runs on these databases. Stop it first.\n',
  });
  const restored = await cli(place.urls.main, 'restore');
  expect(restored).toMatchObject({ code: 0 });
  expect(restored.stdout).toContain('Everybody signs in anew.');
  const again = await cli(place.urls.main, 'restore', '--replace', place.databaseName);
  expect(again).toMatchObject({ code: 0 });

  const heads = await cli(place.urls.main, 'audit', 'heads');
  const file = join(folder, 'heads');
  await writeFile(file, heads.stdout);
  expect(await cli(place.urls.main, 'audit', 'verify', '--heads', file)).toMatchObject({
    code: 0,
    stdout: '1 openings of 1 requests; 0 older than 90 days are gone.\nAll of it is as it was written.\n',
  });
  await place.query('main', 'DELETE FROM disclosure');
  const touched = await cli(place.urls.main, 'audit', 'verify');
  expect(touched.code).toBe(1);
  expect(touched.stdout).toMatch(/Touched: 1\..*\n[0-9a-f]{12}\n$/);
});
