/** Before the first spec: the world that all of them share, one step a line. */
import './resolve-typescript.js';
import { makeRunFolder } from './run-folder.js';
import { startSharedServer } from './shared-server.js';
import { makeTemplateDatabases } from './template-database.js';

export default async function setUpWorld(): Promise<void> {
  await makeRunFolder();
  await startSharedServer();
  await makeTemplateDatabases();
}
