/** Commands about the ledger: whether all of it balances. */
import type { Command } from 'commander';
import { VerifyLedger } from '../ledger/verify-ledger.js';
import { type Act, type Answer, EXIT } from './terminal.js';
import { withService } from './with-service.js';

export function addLedger(program: Command, act: Act): void {
  const ledger = program.command('ledger').description('what was promised, received, set aside and paid');
  ledger
    .command('verify')
    .description('reckon every transfer and every balance anew; ends with 1 when something does not hold')
    .action(act(verify));
}

function verify(): Promise<Answer> {
  return withService(async (app) => {
    const found = await app.get(VerifyLedger, { strict: false }).execute();
    const { accounts, transfers, entries, faults } = found;
    if (faults.length > 0) process.exitCode = EXIT.notDone;
    const counts = `${transfers} transfers of ${entries} entries between ${accounts} accounts.`;
    const verdict =
      faults.length === 0 ? ['All of it balances.'] : faults.map(({ fault, id, says }) => `${fault} ${id}: ${says}`);
    return { json: found, lines: [counts, ...verdict] };
  });
}
