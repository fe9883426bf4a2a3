/** A home reads what it asked back; coordinators what waits for them, each with its receipt while that can be opened. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type ReimbursementRead, ReimbursementStore } from './reimbursement.store.js';
import type { Reimbursement } from './reimbursement.type.js';
import { SealedReceipts } from './sealed-receipts.js';

const MOST = 50;

@Injectable()
export class ReadReimbursements {
  constructor(
    private readonly database: Database,
    private readonly store: ReimbursementStore,
    private readonly receipts: SealedReceipts,
    private readonly clock: Clock,
  ) {}

  async ofHome({ homeId }: HomeViewer): Promise<Reimbursement[]> {
    return this.shown(await this.store.ofHome(this.database, homeId, MOST));
  }

  async waitingFor({ partnerId }: CoordinatorViewer): Promise<Reimbursement[]> {
    return this.shown(await this.store.waitingAt(this.database, partnerId, MOST));
  }

  /** Null when it is none of theirs. */
  async one(viewer: HomeViewer | CoordinatorViewer, id: string): Promise<Reimbursement | null> {
    const found = await this.store.find(this.database, id);
    const isTheirs = viewer.kind === 'HOME' ? found?.homeId === viewer.homeId : found?.partnerId === viewer.partnerId;
    return found && isTheirs ? ((await this.shown([found]))[0] ?? null) : null;
  }

  private async shown(all: readonly ReimbursementRead[]): Promise<Reimbursement[]> {
    if (all.length === 0) return [];
    const opened = await this.database.transaction((tx) => this.receipts.open(tx, all, this.clock.now()));
    const texts = isRefused(opened) ? new Map<string, string>() : opened;
    return all.map(({ id, claimId, homeId, fundId, amount, currency, state, askedOn, settledOn }) => ({
      ...{ id, claimId, homeId, fundId, state, askedOn, settledOn },
      amount: { minor: amount, currency },
      receipt: texts.get(id) ?? null,
    }));
  }
}
