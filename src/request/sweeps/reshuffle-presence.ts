/** Once a night the tokens by which families are counted are written anew: their place on disk and their transaction pair none with a request. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { runningEpochs } from '../domain/presence-epochs.js';
import { SnapshotStore } from '../snapshot.store.js';

@Injectable()
export class ReshufflePresence implements Sweep {
  readonly name = 'reshuffle-presence';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: SnapshotStore,
  ) {}

  run(now: Date): Promise<number> {
    return this.store.reshufflePresence(this.owner.database, runningEpochs(now));
  }
}
