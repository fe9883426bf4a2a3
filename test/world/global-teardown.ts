/** After the last spec: what `global-setup.ts` started is stopped, and its folders removed. */
import './resolve-typescript.js';
import { removeRunFolder } from './run-folder.js';
import { stopSharedServer } from './shared-server.js';

export default async function tearDownWorld(): Promise<void> {
  await stopSharedServer();
  await removeRunFolder();
}
