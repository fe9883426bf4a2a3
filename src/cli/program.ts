/** The command line: which commands there are, and how each of them ends. */
import { Command } from 'commander';
import { addAudit } from './audit.js';
import { addBackup } from './backup.js';
import { addDecoys } from './decoys.js';
import { addKeys } from './keys.js';
import { addLedger } from './ledger.js';
import { addMaintenance } from './maintenance.js';
import { addPartners } from './partners.js';
import { addRestore } from './restore.js';
import { addSamples } from './samples.js';
import { type Act, tell } from './terminal.js';

export function commandLine(): Command {
  const program = new Command('npm run cli --')
    .description('What the operator of an instance does. Works while the service runs, and without it.')
    .option('--json', 'answer with one JSON document')
    .showHelpAfterError('(add --help for what there is)')
    .exitOverride();
  const act: Act =
    (work) =>
    async (...args) => {
      const code = tell(await work(...args), program.opts<{ json?: boolean }>().json === true);
      // What an answer set before stays: a sweep that failed is told, and is no success.
      process.exitCode = process.exitCode || code;
    };
  addPartners(program, act);
  addKeys(program, act);
  addMaintenance(program, act);
  addBackup(program, act);
  addRestore(program, act);
  addAudit(program, act);
  addLedger(program, act);
  addDecoys(program, act);
  addSamples(program, act);
  return program;
}
