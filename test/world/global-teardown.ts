/** After the last spec: what `global-setup.ts` started is stopped, and its folder removed. */
import './resolve-typescript.js';
import { stopSharedServer } from './shared-server.js';

export default async function tearDownWorld(): Promise<void> {
  await stopSharedServer();
}
