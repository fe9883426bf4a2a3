/** Goes through every log of who opened a handoff, a few requests at a time, and says which of them somebody has touched. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Alarms } from '../../platform/alarms/alarms.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import { InstanceSecrets } from '../../sealing/instance-secrets.js';
import { isWhole } from './check-log.js';
import { DisclosureChainStore, type StoredLog } from './disclosure-chain.store.js';
import { firstLineOfHeads, type KeptHead, printHeads, readHeads, stillSays } from './kept-heads.js';

export interface DisclosuresVerified {
  /** Whose handoff was opened. */
  readonly requests: number;
  readonly disclosures: number;
  /** Over after 90 days, and gone. */
  readonly dropped: number;
  /** The first twelve digits of SHA-256 of their requests' ids. */
  readonly broken: readonly string[];
}

const AT_ONCE = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class VerifyDisclosures {
  private readonly secret: Buffer;

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: DisclosureChainStore,
    private readonly alarms: Alarms,
    secrets: InstanceSecrets,
  ) {
    this.secret = secrets.secret('disclosures');
  }

  /** `headsFile`: heads printed earlier. Throws `NotHeads` when it holds none. Raises CHAIN_BROKEN. */
  async execute(now: Date, headsFile?: string): Promise<DisclosuresVerified> {
    const heads = headsFile === undefined ? null : new KeptHeads(readHeads(headsFile), now);
    let [requests, disclosures, dropped] = [0, 0, 0];
    const broken = new Set<string>();
    for await (const log of this.logs()) {
      requests += 1;
      disclosures += log.disclosures.length;
      dropped += log.head?.dropped ?? 0;
      for (const requestId of (await heads?.upTo(log.requestId)) ?? []) broken.add(requestId);
      if (!isWhole(log, this.secret) || (await heads?.differFrom(log))) broken.add(log.requestId);
    }
    for (const requestId of (await heads?.upTo(null)) ?? []) broken.add(requestId);
    if (broken.size > 0) this.alarms.raise('CHAIN_BROKEN');
    return { requests, disclosures, dropped, broken: [...broken].map(shortDigest) };
  }

  /** A line each, to be kept where nobody who owns the database can reach it. */
  async heads(): Promise<string[]> {
    const lines = [firstLineOfHeads()];
    for await (const log of this.logs()) lines.push(...printHeads([log]));
    return lines;
  }

  private async *logs(): AsyncGenerator<StoredLog> {
    for (let after = BEFORE_ALL; ; ) {
      const logs = await this.store.logs(this.owner.database, after, AT_ONCE);
      yield* logs;
      const last = logs.at(-1);
      if (!last || logs.length < AT_ONCE) return;
      after = last.requestId;
    }
  }
}

/** Read side by side with the database, both in the order of the requests' ids. */
class KeptHeads {
  private current: KeptHead | null | undefined;

  constructor(
    private readonly heads: AsyncGenerator<KeptHead>,
    private readonly now: Date,
  ) {}

  /** Requests before this one (null: all that are left) that should still be there. */
  async upTo(requestId: string | null): Promise<string[]> {
    const missed: string[] = [];
    for (;;) {
      const head = await this.peek();
      if (!head || (requestId !== null && head.requestId >= requestId)) return missed;
      if (!stillSays(head, null, this.now)) missed.push(head.requestId);
      this.current = undefined;
    }
  }

  async differFrom(log: StoredLog): Promise<boolean> {
    const head = await this.peek();
    if (head?.requestId !== log.requestId) return false;
    this.current = undefined;
    return !stillSays(head, log, this.now);
  }

  private async peek(): Promise<KeptHead | null> {
    if (this.current === undefined) {
      const next = await this.heads.next();
      this.current = next.done ? null : next.value;
    }
    return this.current;
  }
}

/** A line of a terminal is no place for ids either. */
function shortDigest(requestId: string): string {
  return createHash('sha256').update(requestId).digest('hex').slice(0, 12);
}
