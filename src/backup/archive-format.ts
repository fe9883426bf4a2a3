/** What an archive says of itself: one line that anybody may read, and within the seal which schema its rows belong to and how many there are. */
import { isPublicId } from '../kernel/ids.js';

export type Part = 'main' | 'keys';

/** Readable without any key, and bound to every byte that follows. */
export interface ArchiveHeader {
  readonly format: typeof FORMAT;
  /** The same in both parts of a backup. */
  readonly backup: string;
  readonly part: Part;
  /** ISO 8601, to the minute. */
  readonly madeAt: string;
  /** Of the key that opens it. */
  readonly keyId: string;
}

export interface TableShape {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly primaryKey: readonly string[];
  /** Of other tables that its rows name, `schema.name`. */
  readonly needs: readonly string[];
}

/** A null stays a null; anything else is text as PostgreSQL prints it. */
export type RowText = readonly (string | null)[];

export type ArchiveRecord =
  | { readonly manifest: { readonly migrations: readonly string[]; readonly tables: readonly TableShape[] } }
  /** The rows that follow are of the table at this place in the manifest. */
  | { readonly table: number }
  | { readonly row: RowText }
  /** sha256: hex, of all lines before this one. */
  | { readonly end: { readonly counts: readonly number[]; readonly sha256: string } };

export const FORMAT = 'sanctuary-homes-backup/1';
export const MOST_HEADER_BYTES = 1_024;

export function printHeader(header: ArchiveHeader): string {
  return `${JSON.stringify(header)}\n`;
}

/** Null for anything that `printHeader` would not have written. */
export function parseHeader(line: string): ArchiveHeader | null {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null) return null;
  const { format, backup, part, madeAt, keyId } = read as Record<string, unknown>; // Narrowed to an object.
  const isHeader =
    format === FORMAT &&
    typeof backup === 'string' &&
    isPublicId(backup) &&
    (part === 'main' || part === 'keys') &&
    typeof madeAt === 'string' &&
    !Number.isNaN(Date.parse(madeAt)) &&
    typeof keyId === 'string' &&
    isPublicId(keyId);
  return isHeader ? { format, backup, part, madeAt, keyId } : null;
}

/** Rows are the bare list: there are many of them. */
export function printRecord(record: ArchiveRecord): string {
  return `${JSON.stringify('row' in record ? record.row : record)}\n`;
}

/** What is within the seal was written by `printRecord`: the seal vouches for its shape. */
export function parseRecord(line: string): ArchiveRecord {
  const read: unknown = JSON.parse(line);
  return Array.isArray(read) ? { row: read } : (read as ArchiveRecord); // See above.
}

export function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

/** `2026-06-10T15-30Z-1a2b3c4d.main.backup`: names sort by time. */
export function nameOfArchive({ backup, part, madeAt }: ArchiveHeader): string {
  return `${madeAt.slice(0, 16).replace(':', '-')}Z-${backup.slice(0, 8)}.${part}.backup`;
}
