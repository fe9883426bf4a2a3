/** What the specs of a run make once for all of them lies in a folder of the run, and is gone after it. */
import { rm } from 'node:fs/promises';
import { temporaryFolder } from './temporary-folder.js';

let folder: string | undefined;

/** Tells the specs through the environment. */
export async function makeRunFolder(): Promise<void> {
  folder = await temporaryFolder('run');
  process.env['TEST_RUN_FOLDER'] = folder;
}

export async function removeRunFolder(): Promise<void> {
  if (folder) await rm(folder, { recursive: true, force: true });
}
