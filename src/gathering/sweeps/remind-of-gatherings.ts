/** Whoever has a place is reminded a day before; whoever waits for one that a member left who is gone for good is moved up, and told. */
import { Injectable } from '@nestjs/common';
import { isRefused } from '../../kernel/decision.js';
import { hours, later } from '../../kernel/duration.js';
import type { Transaction } from '../../platform/database/transaction.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { TellSignedUp } from '../tell-signed-up.js';
import { DueGatheringsStore } from './due-gatherings.store.js';

const AHEAD = hours(24);
/** The rest waits for the next mark. */
const MOST_AT_ONCE = 200;

@Injectable()
export class RemindOfGatherings implements Sweep {
  readonly name = 'remind-of-gatherings';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: DueGatheringsStore,
    private readonly tell: TellSignedUp,
  ) {}

  async run(now: Date): Promise<number> {
    const told = await this.owner.database.transaction(async (tx) => {
      return (await this.remind(tx, now)) + (await this.moveUp(tx, now));
    });
    return isRefused(told) ? 0 : told;
  }

  private async remind(tx: Transaction, now: Date): Promise<number> {
    let told = 0;
    for (const its of await this.store.takeToRemind(tx, now, later(now, AHEAD), MOST_AT_ONCE)) {
      told += await this.tell.thoseWithPlace(tx, 'GATHERING_SOON', its, now);
    }
    return told;
  }

  private async moveUp(tx: Transaction, now: Date): Promise<number> {
    let told = 0;
    for (const its of await this.store.withFreePlaces(tx, now, MOST_AT_ONCE)) {
      told += await this.tell.movedUp(tx, its, now);
    }
    return told;
  }
}
