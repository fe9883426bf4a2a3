/** Whoever adds something of a home holds it: it is not closed or erased meanwhile, and nothing is added to one that is, which nobody would take away again. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import type { Queryable } from '../platform/queryable.js';
import { HomeStore } from './home.store.js';

@Injectable()
export class OpenHomes {
  constructor(private readonly store: HomeStore) {}

  /** After the locks of what it is added to. Others of the home wait here for each other, so what a home has may be counted. */
  async hold(tx: Queryable, homeId: string): Promise<Refused | undefined> {
    return (await this.store.holdOpen(tx, homeId)) ? undefined : refuse('NOT_FOUND');
  }
}
