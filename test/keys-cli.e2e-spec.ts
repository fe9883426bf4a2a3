/** An operator changes the keys beside a running service, and is told what would be lost before anything is. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BuiltProgram, type Ended } from './world/built-program.js';
import { anAcceptedClaim, openHandoff } from './world/claims.js';
import { temporaryFolder } from './world/temporary-folder.js';
import { World } from './world/world.js';

// Every command is a process of its own: on a busy machine that takes a while.
jest.setTimeout(180_000);

describe('cli keys', () => {
  let folder: string;
  let program: BuiltProgram;
  let world: World;
  beforeAll(async () => {
    folder = await temporaryFolder('keys cli');
    program = await BuiltProgram.runIn(join(folder, 'a clone'));
    world = await World.open();
  });
  afterAll(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const cli = (...args: string[]): Promise<Ended> => {
    const { config, urls } = world.instance;
    const settings = { DATABASE_URL: urls.main, DATA_FOLDER: config.dataFolder, SAMPLE: 'off', LOG_LEVEL: 'error' };
    return program.start('cli', ['--json', 'keys', ...args], settings).end();
  };
  const list = async () => {
    const { code, stdout, stderr } = await cli('list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as { id: string; state: string; wraps: Record<string, number> }[]; // What `ReadKeks` answers.
  };

  it('lists, rotates, resumes and destroys while the service runs', async () => {
    const first = await anAcceptedClaim(world);
    const [before] = await list();
    expect(before).toMatchObject({ state: 'CURRENT', wraps: { CLAIM: 1, LISTING: 1, PERSON: 2 } });

    const rotated = await cli('rotate');
    expect(rotated.code).toBe(0);
    expect(rotated.stderr).toMatch(/^The new key is \S+\.\n4 data keys are rewrapped\.\n$/);
    const { current, rewrapped } = JSON.parse(rotated.stdout);
    expect(rewrapped).toBe(4);
    expect(await list()).toEqual([
      { id: before?.id, state: 'OLDER', wraps: {} },
      { id: current, state: 'CURRENT', wraps: before?.wraps },
    ]);

    // The service has not heard of it yet.
    const second = await anAcceptedClaim(world);
    const resumed = await cli('rotate', '--resume', '--destroy-old');
    expect(JSON.parse(resumed.stdout)).toEqual({
      current,
      rewrapped: 0,
      unreadable: 0,
      destroyed: [before?.id],
      kept: [],
    });
    for (const { home, claimId } of [first, second]) {
      expect(await openHandoff(world, home, claimId)).toHaveProperty('handoff');
    }

    const refused = await cli('destroy', current, '--yes');
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'It is the current key. Rotate first: keys rotate.\n',
    });
    expect(await cli('destroy', 'nobodys', '--yes')).toMatchObject({ code: 1, stdout: '' });
    await world.instance.keyProvider.add();
    const asked = await cli('destroy', current);
    expect(asked).toMatchObject({ code: 1, stdout: '' });
    expect(asked.stderr).toMatch(/^That makes 2 CLAIM, 1 LISTING, 3 PERSON unreadable for good\. Say --yes/);
    expect(await openHandoff(world, second.home, second.claimId)).toHaveProperty('handoff');
    const done = await cli('destroy', current, '--yes');
    expect(JSON.parse(done.stdout)).toEqual({ destroyed: current, dataKeys: 6 });
    expect(await openHandoff(world, second.home, second.claimId)).toEqual({ code: 'HANDOFF_CLOSED' });
    expect(await list()).toHaveLength(1);
  });
});
