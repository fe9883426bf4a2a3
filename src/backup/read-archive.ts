/** An archive is read from its first byte to its last, or not believed: sealed, complete, and with as many rows as it says. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { linesOf } from '../platform/lines-of.js';
import {
  type ArchiveHeader,
  type ArchiveRecord,
  MOST_HEADER_BYTES,
  parseHeader,
  parseRecord,
  type RowText,
  type TableShape,
} from './archive-format.js';
import { openChunks } from './sealed-chunks.js';

/** It is not an archive of ours, not whole, or not as it was written. It never says which. */
export class ArchiveBroken extends Error {
  override readonly name = 'ArchiveBroken';
}

export interface Manifest {
  readonly migrations: readonly string[];
  readonly tables: readonly TableShape[];
}

/** What is done with an archive while it is read. Nothing of it may be believed before `read` resolves. */
export interface Reader {
  begin?(manifest: Manifest): Promise<void>;
  rows?(table: TableShape, rows: readonly RowText[]): Promise<void>;
}

export interface ArchiveRead {
  readonly manifest: Manifest;
  /** In the order of the manifest's tables. */
  readonly counts: readonly number[];
}

const AT_ONCE = 250;

/** Null for a file that is no archive. */
export async function readHeader(path: string): Promise<ArchiveHeader | null> {
  const bytes = await headerBytesOf(path).catch(() => null);
  return bytes && parseHeader(bytes.toString('utf8').trimEnd());
}

/** Throws `ArchiveBroken`, or what the reader throws. */
export async function readArchive(path: string, key: Buffer, reader: Reader = {}): Promise<ArchiveRead> {
  const header = await headerBytesOf(path).catch(() => {
    throw new ArchiveBroken();
  });
  const reading = new ReadingArchive(reader);
  for await (const line of sealedLines(path, header, key)) await reading.take(line);
  return reading.end();
}

class ReadingArchive {
  private manifest: Manifest | null = null;
  private table: TableShape | null = null;
  private readonly counts: number[] = [];
  private batch: RowText[] = [];
  private readonly hash = createHash('sha256');
  private over = false;

  constructor(private readonly reader: Reader) {}

  async take(line: string): Promise<void> {
    if (this.over) throw new ArchiveBroken();
    const record = parsed(line);
    if (!('end' in record)) this.hash.update(line).update('\n');
    if ('row' in record) await this.takeRow(record.row);
    else if ('table' in record) await this.takeTable(record.table);
    else if ('manifest' in record) await this.takeManifest(record.manifest);
    else await this.takeEnd(record.end);
  }

  end(): ArchiveRead {
    if (!this.over || !this.manifest) throw new ArchiveBroken();
    return { manifest: this.manifest, counts: this.counts };
  }

  private async takeManifest(manifest: Manifest): Promise<void> {
    if (this.manifest) throw new ArchiveBroken();
    this.manifest = manifest;
    await this.reader.begin?.(manifest);
  }

  private async takeTable(at: number): Promise<void> {
    await this.passOn();
    const table = this.manifest?.tables[at];
    if (!table || at !== this.counts.length) throw new ArchiveBroken();
    this.table = table;
    this.counts.push(0);
  }

  private async takeRow(row: RowText): Promise<void> {
    if (row.length !== this.table?.columns.length) throw new ArchiveBroken();
    this.batch.push(row);
    this.counts.push((this.counts.pop() ?? 0) + 1);
    if (this.batch.length >= AT_ONCE) await this.passOn();
  }

  private async takeEnd({ counts, sha256 }: { counts: readonly number[]; sha256: string }): Promise<void> {
    await this.passOn();
    this.over = true;
    const all = this.manifest?.tables.length === counts.length && String(counts) === String(this.counts);
    if (!all || this.hash.digest('hex') !== sha256) throw new ArchiveBroken();
  }

  private async passOn(): Promise<void> {
    if (this.table && this.batch.length > 0) await this.reader.rows?.(this.table, this.batch);
    this.batch = [];
  }
}

function parsed(line: string): ArchiveRecord {
  try {
    return parseRecord(line);
  } catch {
    throw new ArchiveBroken();
  }
}

/** Whatever the streams meet means the same: it is not as it was written. */
async function* sealedLines(path: string, header: Buffer, key: Buffer): AsyncGenerator<string> {
  const lines = linesOf(
    pipeline(
      createReadStream(path, { start: header.length }),
      openChunks(key, header),
      createGunzip(),
      // An error is thrown where the lines are read.
      () => undefined,
    ),
  );
  for (;;) {
    const next = await lines.next().catch(() => {
      throw new ArchiveBroken();
    });
    if (next.done) return;
    yield next.value;
  }
}

/** The first line, its end included. */
async function headerBytesOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_HEADER_BYTES), 0, MOST_HEADER_BYTES, 0);
    const end = buffer.subarray(0, bytesRead).indexOf('\n');
    if (end < 0 || !parseHeader(buffer.toString('utf8', 0, end))) throw new ArchiveBroken();
    return buffer.subarray(0, end + 1);
  } finally {
    await file.close();
  }
}
