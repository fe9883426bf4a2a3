/** A family with a coordinator's word is counted where it asks, by tokens that say neither who it is nor that two of them are one family's. */
import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Logger } from '../platform/logger.js';
import { canonicalBytes } from '../sealing/canonical-bytes.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { epochOf } from './domain/presence-epochs.js';
import { ancestorsCounted } from './publish-place.js';
import { PublishableCellStore } from './publishable-cell.store.js';

const TOKEN_BYTES = 16;

@Injectable()
export class CountFamily {
  constructor(
    private readonly database: Database,
    private readonly store: PublishableCellStore,
    private readonly secrets: InstanceSecrets,
    private readonly logger: Logger,
  ) {}

  /**
   * `selector`: of the family's ring, which stays the same for all that it posts. Never in the transaction of its request: the two would say
   * which fine cell that came from. A token that is lost is one family less in one epoch, and no reason to fail a post.
   */
  async execute(cell: string, selector: number, now: Date): Promise<void> {
    const epoch = epochOf(now);
    const presence = ancestorsCounted(cell).map((its) => ({ cell: its, token: this.token(epoch, selector, its) }));
    if (presence.length === 0) return;
    await this.store.countFamily(this.database, epoch, presence).catch((error: unknown) => {
      this.logger.failure('a family was not counted in its area', error);
    });
  }

  private token(epoch: number, selector: number, cell: string): Buffer {
    return createHmac('sha256', this.secrets.secret('presence'))
      .update(canonicalBytes('sanctuary-homes/presence', [String(epoch), String(selector), cell]))
      .digest()
      .subarray(0, TOKEN_BYTES);
  }
}
