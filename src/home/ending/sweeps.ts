/** A closed home is erased after 30 days; what is left of it goes with the last claim, offer or report that names it. */
import { Injectable } from '@nestjs/common';
import { days, later } from '../../kernel/duration.js';
import { databaseErrorCode } from '../../platform/database/database.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { EraseHome } from './erase-home.js';
import { OwnHomeStore } from './own-home.store.js';

const KEPT_CLOSED = days(30);
const AT_ONCE = 500;
const STILL_NAMED = '23503';

@Injectable()
export class EraseClosedHomes implements Sweep {
  readonly name = 'erase-closed-homes';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: OwnHomeStore,
    private readonly erasing: EraseHome,
  ) {}

  async run(now: Date): Promise<number> {
    const due = await this.store.closedBefore(this.owner.database, later(now, -KEPT_CLOSED), AT_ONCE);
    let erased = 0;
    for (const id of due) if (await this.erasing.ofClosed(id, now)) erased += 1;
    return erased;
  }
}

@Injectable()
export class ForgetErasedHomes implements Sweep {
  readonly name = 'forget-erased-homes';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: OwnHomeStore,
  ) {}

  async run(): Promise<number> {
    let forgotten = 0;
    for (const id of await this.store.unnamed(this.owner.database, AT_ONCE)) {
      try {
        await this.store.delete(this.owner.database, id);
        forgotten += 1;
      } catch (error) {
        // Something else names it still, and is kept for a time of its own.
        if (databaseErrorCode(error) !== STILL_NAMED) throw error;
      }
    }
    return forgotten;
  }
}
