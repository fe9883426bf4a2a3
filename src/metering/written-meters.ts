/** Adds what was counted in memory to the meters in the database, behind the back of whoever counts. */
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Logger } from '../platform/logger.js';
import { MeterStore } from './meter.store.js';
import { MeterDigests } from './meter-digests.js';

@Injectable()
export class WrittenMeters {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly store: MeterStore,
    private readonly digests: MeterDigests,
    private readonly logger: Logger,
  ) {}

  /** `key`: meter, day and whose it is, with slashes between. `told` hears what all processes counted together; null when nothing was written. */
  add(key: string, count: number, told: (everywhere: number | null) => void): void {
    const work = this.write(key, count).then(told);
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
  }

  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async write(key: string, count: number): Promise<number | null> {
    const [meter = '', day = '', who = ''] = key.split('/', 3);
    try {
      return await this.store.add(this.database, this.digests.of(meter, day, who), day, count);
    } catch (error) {
      this.logger.failure('a meter was not written', error);
      return null;
    }
  }
}
