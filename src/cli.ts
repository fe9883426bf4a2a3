/** `npm run cli -- …`: the operator's commands, in one process that ends. */
import { CommanderError } from 'commander';
import { commandLine } from './cli/program.js';
import { complain, EXIT } from './cli/terminal.js';
import { whyItCannotStart } from './platform/cannot-start.js';
import { Logger } from './platform/logger.js';

function codeOf(error: unknown): number {
  // Commander has said what it did not understand; asked for help, it ends with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.misunderstood;
  const why = whyItCannotStart(error);
  if (why) complain(why);
  else new Logger('error', process.stderr).failure('the command broke', error);
  return EXIT.notDone;
}

await commandLine()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = codeOf(error);
  });
process.exit();
