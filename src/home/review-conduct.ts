/** Whatever a home does that one which collects would do is weighed here, and pauses it when it is too much. */
import { Injectable } from '@nestjs/common';
import { DailyLooks } from '../metering/daily-looks.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Settings } from '../platform/instance-parts.js';
import { Logger } from '../platform/logger.js';
import { type Conduct, isSuspicious, unsuspicious } from './domain/suspicion.js';
import { PauseForReview } from './pause-for-review.js';

@Injectable()
export class ReviewConduct {
  constructor(
    private readonly database: Database,
    private readonly looks: DailyLooks,
    private readonly pause: PauseForReview,
    private readonly settings: Settings,
    private readonly logger: Logger,
  ) {}

  /** In the transaction of the release, under the lock of the home. `releases`: this one among them. */
  async released(tx: Transaction, homeId: string, releases: number, now: Date): Promise<void> {
    await this.weigh(tx, homeId, { ...unsuspicious, releasesAfterOpening: releases }, now);
  }

  /** It opened as many pages as it may, and wanted another one. */
  async pagesUsedUp(homeId: string, now: Date): Promise<void> {
    // Days in a row are all of the last ones, however many make it too much.
    const days = this.settings.config.fullDaysThatPause;
    const fullDaysInARow = await this.looks.daysUsedUp(homeId, days, now);
    await this.weighAlone(homeId, { ...unsuspicious, fullDaysInARow }, now);
  }

  async openingsUsedUp(homeId: string, now: Date): Promise<void> {
    await this.weighAlone(homeId, { ...unsuspicious, openingsUsedUp: true }, now);
  }

  /** Nobody waits for it. */
  canaryReached(homeId: string, now: Date): void {
    void this.weighAlone(homeId, { ...unsuspicious, canaryReached: true }, now);
  }

  /** What called for it was refused already, and nothing of it is kept: the pause is. */
  private async weighAlone(homeId: string, conduct: Conduct, now: Date): Promise<void> {
    try {
      await this.database.transaction((tx) => this.weigh(tx, homeId, conduct, now));
    } catch (error) {
      this.logger.failure('a home could not be paused', error);
    }
  }

  private async weigh(tx: Transaction, homeId: string, conduct: Conduct, now: Date): Promise<void> {
    if (isSuspicious(conduct, this.settings.config)) await this.pause.execute(tx, homeId, now);
  }
}
