/** An archive is there whole or not at all: sealed while it is written, under another name until it is safe on disk. */
import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import {
  type ArchiveHeader,
  nameOfArchive,
  printHeader,
  printRecord,
  type RowText,
  type TableShape,
} from './archive-format.js';
import { sealChunks } from './sealed-chunks.js';

/** One database as it is at one moment. */
export interface Source {
  migrations(): Promise<readonly string[]>;
  /** In an order of need. */
  tables(): Promise<readonly TableShape[]>;
  rows(table: TableShape): AsyncIterable<readonly RowText[]>;
}

export interface WrittenArchive {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

const OWNER_ONLY = 0o600;

export async function writeArchive(
  folder: string,
  header: ArchiveHeader,
  key: Buffer,
  source: Source,
): Promise<WrittenArchive> {
  const path = join(folder, nameOfArchive(header));
  const draft = `${path}.draft`;
  const headerBytes = Buffer.from(printHeader(header), 'utf8');
  const total = { rows: 0 };
  const file = await open(draft, 'wx', OWNER_ONLY);
  try {
    await file.write(headerBytes);
    await pipeline(
      Readable.from(linesOfArchive(source, total)),
      createGzip(),
      sealChunks(key, headerBytes),
      async (sealed: AsyncIterable<Uint8Array>) => {
        for await (const bytes of sealed) await file.writeFile(bytes);
      },
    );
    await file.sync();
    const { size } = await file.stat();
    await rename(draft, path);
    const handle = await open(dirname(path), 'r');
    await handle.sync().finally(() => handle.close());
    return { path, rows: total.rows, bytes: size };
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

async function* linesOfArchive(source: Source, total: { rows: number }): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const counts: number[] = [];
  const hashed = (line: string) => {
    hash.update(line);
    return line;
  };
  const tables = await source.tables();
  yield hashed(printRecord({ manifest: { migrations: await source.migrations(), tables } }));
  for (const [at, table] of tables.entries()) {
    yield hashed(printRecord({ table: at }));
    let count = 0;
    for await (const rows of source.rows(table)) {
      count += rows.length;
      yield hashed(rows.map((row) => printRecord({ row })).join(''));
    }
    counts.push(count);
    total.rows += count;
  }
  yield printRecord({ end: { counts, sha256: hash.digest('hex') } });
}
