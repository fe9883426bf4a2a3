/** A family with a coordinator's word is counted where it asks, by tokens that say neither who it is nor that two of them are one family's. */
import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { canonicalBytes } from '../sealing/canonical-bytes.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { runningEpochs } from './domain/presence-epochs.js';
import { cellsCounted } from './publish-place.js';
import { PublishableCellStore } from './publishable-cell.store.js';

const TOKEN_BYTES = 16;

@Injectable()
export class CountFamily {
  constructor(
    private readonly database: Database,
    private readonly store: PublishableCellStore,
    private readonly secrets: InstanceSecrets,
  ) {}

  /**
   * `selector`: of the family's ring, which stays the same for all that it posts. Never in the transaction of its request: the two would say
   * which fine cell that came from.
   */
  async execute(cell: string, selector: number, now: Date): Promise<void> {
    const presence = runningEpochs(now).flatMap((epoch) =>
      cellsCounted(cell).map((its) => ({ cell: its, epoch, token: this.token(epoch, selector, its) })),
    );
    if (presence.length > 0) await this.store.countFamily(this.database, presence);
  }

  private token(epoch: number, selector: number, cell: string): Buffer {
    return createHmac('sha256', this.secrets.secret('presence'))
      .update(canonicalBytes('sanctuary-homes/presence', [String(epoch), String(selector), cell]))
      .digest()
      .subarray(0, TOKEN_BYTES);
  }
}
