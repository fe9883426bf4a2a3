/** What is in the journal stays in it, whoever else writes, merges or dies meanwhile. */
import { createHash, randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TestClock } from '../../../test/world/test-clock.js';
import { ErasureJournal } from './erasure-journal.js';
import { type JournalEntry, parseEntry, printEntry } from './journal-format.js';

let folder: string;
let clock: TestClock;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'journal-')), 'erasures');
  clock = new TestClock('2026-06-10T15:10:00Z');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const aJournal = () => new ErasureJournal(folder, clock);
const digest = (text: string | number) => createHash('sha256').update(String(text)).digest();
async function digestsIn(journal = aJournal()): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const entry of journal.entries()) if ('digest' in entry) found.add(entry.digest.toString('hex'));
  return found;
}
const hexOf = (digests: readonly Buffer[]) => new Set(digests.map((its) => its.toString('hex')));
const files = async () => (await readdir(folder)).filter((name) => name !== 'journal-id');

describe('the erasure journal', () => {
  it('prints what it reads, and takes nothing else for an entry', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const entry: JournalEntry = { digest: Buffer.from(bytes) };
        expect(parseEntry(printEntry(entry))).toEqual(entry);
        expect(parseEntry(printEntry(entry).slice(0, -1))).toBeNull();
      }),
    );
    const signed: JournalEntry = { signedAt: new Date('2026-06-10T15:30:00Z') };
    expect(parseEntry(printEntry({ signedAt: new Date('2026-06-10T15:43:21Z') }))).toEqual(signed);
    for (const line of ['', 'e', 'x', 't yesterday', 'e 00']) expect(parseEntry(line)).toBeNull();
  });

  it('is readable for its owner alone, and the same journal for all who begin it at once', async () => {
    const ids = await Promise.all([aJournal(), aJournal(), aJournal()].map((its) => its.id()));
    expect(new Set(ids).size).toBe(1);
    await aJournal().add([digest(1)]);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    expect((await stat(folder)).mode & 0o077).toBe(0);
  });

  it('passes over a line that was cut short, and keeps what comes after it', async () => {
    await aJournal().add([digest(1)]);
    const [open = ''] = await files();
    await appendFile(join(folder, open), `e ${digest(2).toString('hex').slice(0, 20)}`);
    await aJournal().add([digest(3)]);
    expect(await digestsIn()).toEqual(hexOf([digest(1), digest(3)]));
  });

  it('loses nothing while several add, merge and read at once', async () => {
    const written: Buffer[] = [];
    const write = async (journal: ErasureJournal) => {
      for (let count = 0; count < 40; count += 1) {
        const some = [randomBytes(32), randomBytes(32)];
        await journal.add(some);
        written.push(...some);
      }
    };
    let busy = true;
    const merge = async (journal: ErasureJournal) => {
      while (busy) {
        clock.advance({ minutes: 61 });
        await journal.tidy('2020-06-01');
        const known = [...written];
        const found = await digestsIn(journal);
        expect(known.filter((its) => !found.has(its.toString('hex')))).toEqual([]);
      }
    };
    const merging = [merge(aJournal()), merge(aJournal())];
    await Promise.all([write(aJournal()), write(aJournal()), write(aJournal())]);
    busy = false;
    await Promise.all(merging);
    expect(await digestsIn()).toEqual(hexOf(written));
  });

  it('keeps the order of nothing for longer than an hour or two', async () => {
    const journal = aJournal();
    for (const its of [3, 1, 2]) await journal.add([digest(its)]);
    await journal.tidy('2026-06-01');
    expect(await files()).toEqual(['2026-06-10T15-00Z.open']);
    clock.advance({ hours: 2 });
    await journal.sign();
    await journal.tidy('2026-06-01');
    const merged = (await files()).find((name) => name.endsWith('.merged')) ?? '';
    const lines = (await readFile(join(folder, merged), 'utf8')).split('\n').filter((line) => line.startsWith('e '));
    expect(lines).toEqual(lines.toSorted());
    expect(lines).toHaveLength(3);
  });

  it('drops the days that no backup is as old as', async () => {
    const journal = aJournal();
    await journal.add([digest('old')]);
    clock.advance({ days: 3 });
    await journal.add([digest('new')]);
    await journal.tidy('2026-06-11');
    expect(await digestsIn()).toEqual(hexOf([digest('new')]));
  });

  it('says so when it cannot be written', async () => {
    const nowhere = join(folder, '..', 'a file');
    await writeFile(nowhere, '');
    const journal = new ErasureJournal(join(nowhere, 'journal'), clock);
    await expect(journal.add([digest(1)])).rejects.toMatchObject({ name: 'KeysUnreachable', why: 'JOURNAL' });
    await expect(journal.id()).rejects.toMatchObject({ name: 'KeysUnreachable' });
  });
});
