/** Heads that an operator keeps elsewhere: what the database said then, it has to say still, or have dropped in its time. */
import { createReadStream } from 'node:fs';
import { days } from '../../kernel/duration.js';
import { linesOf } from '../../platform/lines-of.js';
import { DISCLOSURES_KEPT } from '../domain/disclosures-kept.js';
import type { StoredLog } from './disclosure-chain.store.js';

export interface KeptHead {
  readonly requestId: string;
  readonly count: number;
  /** Hex. */
  readonly hash: string;
  /** The half-day of its last entry; null when that was dropped already. */
  readonly lastHalf: number | null;
}

const FIRST_LINE = 'sanctuary-homes-heads/1';
const LINE = /^([0-9a-f-]{36}) (\d{1,9}) ([0-9a-f]{64}) (\d{1,9}|-)$/;
/** The clocks of half-days are those of their places. */
const CLOCKS = days(1);
const HALF_DAY = days(1) / 2;

export class NotHeads extends Error {
  override readonly name = 'NotHeads';
}

export function printHeads(logs: readonly StoredLog[]): string[] {
  return logs.flatMap(({ requestId, head, disclosures }) =>
    head ? [`${requestId} ${head.count} ${head.hash} ${disclosures.at(-1)?.openedHalf ?? '-'}`] : [],
  );
}

export function firstLineOfHeads(): string {
  return FIRST_LINE;
}

/** In the order in which they were printed. Throws `NotHeads`. */
export async function* readHeads(path: string): AsyncGenerator<KeptHead> {
  let first = true;
  for await (const line of linesOf(createReadStream(path))) {
    if (first && line !== FIRST_LINE) throw new NotHeads();
    if (!first) yield parse(line);
    first = false;
  }
  if (first) throw new NotHeads();
}

/** `log`: null when the request is not there any more. */
export function stillSays(kept: KeptHead, log: StoredLog | null, now: Date): boolean {
  const head = log?.head;
  if (!head || head.dropped >= kept.count) return isOver(kept, now) && (!head || head.count >= kept.count);
  return log.disclosures.find(({ sequence }) => sequence === kept.count)?.hash === kept.hash;
}

function isOver({ lastHalf }: KeptHead, now: Date): boolean {
  return lastHalf === null || lastHalf * HALF_DAY + DISCLOSURES_KEPT <= now.getTime() + CLOCKS;
}

function parse(line: string): KeptHead {
  const [, requestId, count, hash, lastHalf] = LINE.exec(line) ?? [];
  if (!requestId || !hash) throw new NotHeads();
  return { requestId, count: Number(count), hash, lastHalf: lastHalf === '-' ? null : Number(lastHalf) };
}
