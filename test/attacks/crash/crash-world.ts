/** A world whose databases and keys a second process, which is to be broken, serves as well. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BuiltProgram } from '../../world/built-program.js';
import { theHost } from '../../world/people.js';
import { temporaryFolder } from '../../world/temporary-folder.js';
import { World } from '../../world/world.js';
import { RunningClock } from './running-clock.js';

export interface CrashWorld {
  readonly world: World;
  readonly clock: RunningClock;
  readonly program: BuiltProgram;
  /** With which the program serves what the world serves. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** `its`: settings of both. `programIn`: which program, given a folder for it. */
export async function openCrashWorld(
  its: Readonly<Record<string, string>> = {},
  programIn: (folder: string) => Promise<BuiltProgram> = BuiltProgram.runIn,
): Promise<CrashWorld> {
  const folder = await temporaryFolder('crash');
  const clock = new RunningClock();
  const [world, program] = await Promise.all([World.open(its, clock), programIn(join(folder, 'program'))]);
  await theHost(world);
  const { config, urls } = world.instance;
  return {
    ...{ world, clock, program },
    settings: {
      DATABASE_URL: urls.main,
      KEY_STORE_URL: urls.keyStore,
      KEY_FILE: config.keyFile,
      DATA_FOLDER: config.dataFolder,
      CALL_TIMEOUT_SECONDS: '30',
      HANDOFF_OPENINGS_PER_DAY: '1000000',
      MIGRATE: 'off',
      JOBS: 'off',
      LOG_LEVEL: 'error',
      RETURN_CODE_MEMORY_KIB: '64',
      PASSWORD_MEMORY_KIB: '64',
      ...its,
    },
    async close() {
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
