/** Commands about the keys that wrap: which there are, a new one, and the end of an old one. */
import type { Command } from 'commander';
import { BackupKeys } from '../backup/backup-keys.js';
import { DestroyKek } from '../sealing/destroy-kek.js';
import { KeyChangeRefused } from '../sealing/key-provider.js';
import { ReadKeks } from '../sealing/read-keks.js';
import { RotateKeys, type Rotation } from '../sealing/rotate-keys.js';
import { type Act, type Answer, complain, table } from './terminal.js';
import { withService } from './with-service.js';

interface Rotating {
  readonly resume?: boolean;
  readonly destroyOld?: boolean;
}

export function addKeys(program: Command, act: Act): void {
  const keys = program.command('keys').description('the keys that wrap the keys of all sealed records');
  keys
    .command('list')
    .description('which there are, the oldest first, and how many data keys each of them wraps')
    .action(act(list));
  keys
    .command('rotate')
    .description('make a new one and rewrap everything under it, while the service runs; nothing is re-encrypted')
    .option('--resume', 'make none: finish a rotation that was broken off')
    .option(
      '--destroy-old',
      'destroy the older ones afterwards; backups of the key store from before open nothing then',
    )
    .action(act((options: Rotating) => rotate(options)));
  keys
    .command('destroy')
    .description('destroy one for good, and with it whatever it still wraps')
    .argument('<id>', 'as `keys list` shows it')
    .option('--yes', 'really; without it you are told what would be lost')
    .action(act((id: string, options: { yes?: boolean }) => destroy(id, options.yes === true)));
}

function list(): Promise<Answer> {
  return withService(async (app) => {
    const keks = await app.get(ReadKeks, { strict: false }).all();
    const rows = keks.map(({ id, state, wraps }) => [id, state.toLowerCase(), inWords(wraps)]);
    return { json: keks, lines: table(['ID', 'STATE', 'WRAPS'], rows, 'There are none.') };
  });
}

function rotate({ resume = false, destroyOld = false }: Rotating): Promise<Answer> {
  return withService(async (app, { config }) => {
    const rotation = app.get(RotateKeys, { strict: false });
    const turned = await rotation.execute({ resume, destroyOld: false }, complain);
    // Before an older one may go: backups of the main database go on opening until their time is over.
    await app.get(BackupKeys, { strict: false }).rewrap();
    const destroyed = destroyOld ? await rotation.execute({ resume: true, destroyOld }, complain) : turned;
    const done = { ...destroyed, rewrapped: turned.rewrapped };
    const where = config.vault ? 'the vault' : `the key file ${config.keyFile}`;
    return { json: done, lines: [...told(done, destroyOld), `Back up ${where} and the key store now.`] };
  });
}

function* told({ current, rewrapped, unreadable, destroyed, kept }: Rotation, destroyOld: boolean): Generator<string> {
  yield `Everything is wrapped under ${current}; ${rewrapped} data keys were rewrapped.`;
  if (unreadable > 0) yield `${unreadable} data keys open with none of the keys that are there, and stay as they are.`;
  for (const id of destroyed)
    yield `Destroyed ${id}. Backups of the key store from before this rotation open nothing more.`;
  for (const id of kept)
    yield destroyOld ? `Kept ${id}: something is still wrapped under it, or under an older one.` : `Older: ${id}`;
}

function destroy(id: string, really: boolean): Promise<Answer> {
  return withService(async (app) => {
    const use = app.get(DestroyKek, { strict: false });
    const { kek, dataKeys } = await use.look(id);
    if (!really) {
      throw new KeyChangeRefused(
        `That makes ${dataKeys === 0 ? 'nothing' : inWords(kek.wraps)} unreadable for good. Say --yes if you mean it.`,
      );
    }
    await app.get(BackupKeys, { strict: false }).rewrap();
    const lost = await use.execute(id);
    return {
      json: { destroyed: id, dataKeys: lost },
      lines: [
        `Destroyed ${id}, and ${lost} data keys with it.`,
        'Texts of lists may be shown for a few minutes more from the memory of a running service: restart it, if that matters.',
      ],
    };
  });
}

/** `3 CLAIM, 1 PERSON`. */
function inWords(wraps: Readonly<Record<string, number>>): string {
  return Object.entries(wraps)
    .map(([purpose, count]) => `${count} ${purpose}`)
    .join(', ');
}
