/** What was erased in either database gets into the journal: at once where somebody is told so, else within minutes. */
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { KeyStore } from '../../platform/instance-parts.js';
import type { Queryable } from '../../platform/queryable.js';
import { ErasedStore } from './erased.store.js';
import { ErasureJournal } from './erasure-journal.js';

const AT_ONCE = 1_000;

@Injectable()
export class KeepErasures {
  constructor(
    private readonly keyStore: KeyStore,
    private readonly database: Database,
    private readonly journal: ErasureJournal,
  ) {}

  /**
   * `ahead`: what is erased next, and must not be without having been noted. Rejects with `KeysUnreachable` when the journal cannot be
   * written: then nothing is forgotten, and whoever erases tries again. Answers how many were noted.
   */
  async execute(now: Date, ahead: readonly Buffer[] = []): Promise<number> {
    await this.journal.add(ahead);
    let total = ahead.length;
    for (const db of [this.keyStore.database, this.database]) total += await noteErased(db, this.journal, now);
    return total;
  }
}

/** What one database has and the journal has not. */
export async function noteErased(db: Queryable, journal: ErasureJournal, now: Date): Promise<number> {
  const id = await journal.id();
  const store = new ErasedStore(db);
  for (let total = 0; ; ) {
    const digests = await store.missingIn(id, AT_ONCE);
    if (digests.length === 0) return total;
    await journal.add(digests);
    await store.setNoted(digests, id, now.toISOString().slice(0, 10));
    total += digests.length;
  }
}
