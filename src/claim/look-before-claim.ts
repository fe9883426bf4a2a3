/** Before any lock is taken somebody looks: whoever comes too late is told at once, and a crowd that comes at once looks together. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/instance-parts.js';
import { type AskedTarget, type ClaimTarget, ClaimTargetStore } from './claim-target.store.js';
import { type ClaimWish, decideTarget } from './decide-target.js';

interface Waiting {
  readonly asked: AskedTarget;
  readonly tell: (target: ClaimTarget | null) => void;
  readonly fail: (error: unknown) => void;
}

const MOST_TOGETHER = 200;

@Injectable()
export class LookBeforeClaim {
  private readonly waiting: Waiting[] = [];
  private isLooking = false;

  constructor(
    private readonly database: Database,
    private readonly targets: ClaimTargetStore,
    private readonly settings: Settings,
  ) {}

  /** What is found may have changed when the claim is placed: there it is asked again, under locks. */
  async execute(wish: ClaimWish, now: Date): Promise<Refused | undefined> {
    const { requestId, occurrenceId, homeId } = wish;
    const target = await this.find({ requestId, occurrenceId, homeId, now });
    const open = decideTarget(target, wish, this.settings.config, now);
    return open.accepted ? undefined : open;
  }

  /** Those who come while others are looking share the next look, which begins after they came. */
  private find(asked: AskedTarget): Promise<ClaimTarget | null> {
    return new Promise((tell, fail) => {
      this.waiting.push({ asked, tell, fail });
      if (this.isLooking) return;
      this.isLooking = true;
      setImmediate(() => void this.lookForAll());
    });
  }

  private async lookForAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const together = this.waiting.splice(0, MOST_TOGETHER);
      try {
        const found = await this.targets.findAll(
          this.database,
          together.map(({ asked }) => asked),
        );
        for (const [at, { tell }] of together.entries()) tell(found[at] ?? null);
      } catch (error) {
        for (const { fail } of together) fail(error);
      }
    }
    this.isLooking = false;
  }
}
