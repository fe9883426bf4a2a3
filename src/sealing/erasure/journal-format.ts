/** A line of the erasure journal is a digest of what was erased, or says that somebody kept it then; anything else is a line cut short. */

export type JournalEntry = { readonly digest: Buffer } | { readonly signedAt: Date };

const HALF_HOUR_MS = 30 * 60 * 1000;
const OPEN = /^(\d{4}-\d\d-\d\d)T\d\d-\d\dZ\.open$/;
/** One that is about to be merged: nobody adds to it any more. */
const TAKEN = /^(\d{4}-\d\d-\d\d)T\d\d-\d\dZ\.[0-9a-f-]{36}\.taken$/;
const MERGED = /^(\d{4}-\d\d-\d\d)\.[0-9a-f-]{36}\.merged$/;

export function printEntry(entry: JournalEntry): string {
  return 'digest' in entry ? `e ${entry.digest.toString('hex')}` : `t ${markOf(entry.signedAt).toISOString()}`;
}

/** Null for what `printEntry` would not have written. */
export function parseEntry(line: string): JournalEntry | null {
  const digest = /^e ([0-9a-f]{64})$/.exec(line)?.[1];
  if (digest) return { digest: Buffer.from(digest, 'hex') };
  const signed = /^t (\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z)$/.exec(line)?.[1];
  return signed ? { signedAt: new Date(signed) } : null;
}

/** The file to which is added now. Names sort by time. */
export function nameOfOpenFile(now: Date): string {
  return `${markOf(now).toISOString().slice(0, 16).replace(':', '-')}Z.open`;
}

export function nameOfMergedFile(day: string, id: string): string {
  return `${day}.${id}.merged`;
}

export function nameOfTakenFile(openFile: string, id: string): string {
  return openFile.replace(/open$/, `${id}.taken`);
}

export function isMergedFile(name: string): boolean {
  return MERGED.test(name);
}

export function isOpenFile(name: string): boolean {
  return OPEN.test(name);
}

/** YYYY-MM-DD; empty for a file of another kind. */
export function dayOfFile(name: string): string {
  return (OPEN.exec(name) ?? TAKEN.exec(name) ?? MERGED.exec(name))?.[1] ?? '';
}

/** Coarse, as everything that says when. */
function markOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / HALF_HOUR_MS) * HALF_HOUR_MS);
}
