/** Commands about the log of who opened a handoff: whether somebody touched it, and its heads, to be kept elsewhere. */
import type { Command } from 'commander';
import { NotHeads } from '../claim/audit/kept-heads.js';
import { VerifyDisclosures } from '../claim/audit/verify-disclosures.js';
import { CannotStart } from '../platform/cannot-start.js';
import { type Act, type Answer, EXIT } from './terminal.js';
import { withService } from './with-service.js';

export function addAudit(program: Command, act: Act): void {
  const audit = program.command('audit').description('the log of who opened which handoff');
  audit
    .command('verify')
    .description('go through all of it; ends with 1 when somebody touched it')
    .option('--heads <file>', 'what `audit heads` printed earlier, kept where no database administrator can reach it')
    .action(act((options: { heads?: string }) => verify(options.heads)));
  audit
    .command('heads')
    .description('a line for each request: how many openings it had, and the hash of the last')
    .action(act(heads));
}

function verify(headsFile: string | undefined): Promise<Answer> {
  return withService(async (app, { clock }) => {
    const found = await app
      .get(VerifyDisclosures, { strict: false })
      .execute(clock.now(), headsFile)
      .catch((error: unknown) => {
        if (error instanceof NotHeads) throw new CannotStart('That file is not what `audit heads` prints.');
        throw error;
      });
    const { requests, disclosures, dropped, broken } = found;
    if (broken.length > 0) process.exitCode = EXIT.notDone;
    const counts = `${disclosures} openings of ${requests} requests; ${dropped} older than 90 days are gone.`;
    const verdict =
      broken.length === 0
        ? ['All of it is as it was written.']
        : [`Touched: ${broken.length}. The first digits of SHA-256 of their ids:`, ...broken];
    return { json: found, lines: [counts, ...verdict] };
  });
}

function heads(): Promise<Answer> {
  return withService(async (app) => {
    const lines = await app.get(VerifyDisclosures, { strict: false }).heads();
    return { json: lines, lines };
  });
}
