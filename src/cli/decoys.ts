/** What an operator leaves where a thief looks: a key and a sign-in that are nobody's, and raise an alarm when they are tried. */
import type { Command } from 'commander';
import { Canaries } from '../sealing/canaries.js';
import { type Act, type Answer, table } from './terminal.js';
import { withService } from './with-service.js';

export function addDecoys(program: Command, act: Act): void {
  program
    .command('decoys')
    .description(
      'a partner key and a sign-in that are nobody’s: leave them in a vault, a wiki or an old backup, and hear of it when they are tried',
    )
    .action(act(() => withService(async (app) => shown(app.get(Canaries, { strict: false })))));
}

/** The same ones every time. */
function shown({ decoys }: Canaries): Answer {
  const rows = [
    ['partner key', decoys.partnerKey],
    ['e-mail', decoys.email],
    ['password', decoys.password],
  ];
  return { json: decoys, lines: table(['DECOY', 'VALUE'], rows, '') };
}
