/** What somebody says in a report is sealed under a key of its own, which ends after 30 days; the rest of it is there to be counted. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { days, later } from '../kernel/duration.js';
import type { Transaction } from '../platform/database/transaction.js';
import { DataKeys } from '../sealing/data-keys.js';
import { openJson, SealBroken, type SealContext, sealJson } from '../sealing/sealed-box.js';
import { type NewReport, ReportStore, type SealedWords } from './report.store.js';

/** As long as its key lives. */
export const WORDS_KEPT = days(30);
/** Of one side about one thing, until a coordinator has looked at them. */
const MOST_OPEN = 5;

@Injectable()
export class SealedReports {
  constructor(
    private readonly store: ReportStore,
    private readonly dataKeys: DataKeys,
  ) {}

  async write(tx: Transaction, report: NewReport, text: string | null, now: Date): Promise<Refused | undefined> {
    if ((await this.store.countOpen(tx, report)) >= MOST_OPEN) return refuse('TOO_MANY_ATTEMPTS');
    await this.store.insert(tx, report, text === null ? null : await this.seal(report, text, now));
    return undefined;
  }

  /** Null when nothing was said, or its key is gone. */
  async textOf(tx: Transaction, report: { id: string; partnerId: string }, now: Date): Promise<string | null> {
    const words = await this.store.wordsOf(tx, report.id);
    const key = words && (await this.dataKeys.open(words.dataKeyId, now));
    if (!words || !key) return null;
    try {
      return openJson<{ text: string }>(key, words.box, contextOf(report, words.dataKeyId)).text;
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }

  /** Key store first: a key without a row opens nothing, and ends by itself. */
  private async seal(report: NewReport, text: string, now: Date): Promise<SealedWords> {
    const { id, key } = await this.dataKeys.create('REPORT', later(now, WORDS_KEPT), now);
    return { dataKeyId: id, box: sealJson(key, { text }, contextOf(report, id)) };
  }
}

function contextOf({ id, partnerId }: { id: string; partnerId: string }, keyId: string): SealContext {
  return { table: 'sealed.report', column: 'box', rowId: id, partnerId, keyId };
}
