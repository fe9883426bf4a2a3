/** A page of what was written inside a claim, for those whom it concerns; for others it is empty. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { KEYS_ARE_AWAY } from '../platform/graphql/outcome.interceptor.js';
import { KeysUnreachable } from '../sealing/key-provider.js';
import { type ClaimMessage, ClaimMessages } from './claim-messages.js';
import type { ClaimRecord } from './claim-record.js';
import { mayReadMessages } from './domain/claim-openings.js';
import { partiesOf } from './parties-of-viewer.js';
import { ReportStore } from './report.store.js';

@Injectable()
export class ReadMessages {
  constructor(
    private readonly database: Database,
    private readonly messages: ClaimMessages,
    private readonly reports: ReportStore,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** Refuses a cursor that is not of this claim's messages. */
  async page(
    viewer: Viewer,
    claim: ClaimRecord,
    first: number,
    after: string | null,
  ): Promise<Connection<ClaimMessage> | Refused> {
    const list = `messages ${claim.id}`;
    const opened = after === null ? null : this.cursors.open(list, after);
    if (opened && !opened.accepted) return opened;
    const read = await this.read(viewer, claim, Number(opened?.value[0] ?? 0), first + 1);
    if (isRefused(read)) return read;
    return pageOf(
      read,
      first,
      (message) => message,
      ({ sequence }) => this.cursors.seal(list, [sequence]),
    );
  }

  private async read(
    viewer: Viewer,
    claim: ClaimRecord,
    afterSequence: number,
    most: number,
  ): Promise<ClaimMessage[] | Refused> {
    const now = this.clock.now();
    const parties = partiesOf(viewer, claim);
    const isReported = parties.includes('COORDINATOR') && (await this.reports.isReported(this.database, claim.id));
    if (parties.length === 0 || !mayReadMessages(claim.state, parties, isReported, now)) return [];
    try {
      return await this.database.transaction((tx) => this.messages.page(tx, claim, afterSequence, most, now));
    } catch (error) {
      // No interceptor stands around the fields of a claim: what elsewhere becomes a refusal by itself is made one here.
      if (error instanceof KeysUnreachable) return KEYS_ARE_AWAY;
      throw error;
    }
  }
}
