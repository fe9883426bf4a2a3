/** A home reads for whom it vouches, to take it back. */
import { Injectable } from '@nestjs/common';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { ReadTree } from './read-tree.js';
import { type VouchByHome, VouchStore } from './vouch.store.js';
import type { GivenVouch } from './vouching.type.js';

@Injectable()
export class ReadGivenVouches {
  constructor(
    private readonly database: Database,
    private readonly store: VouchStore,
    private readonly tree: ReadTree,
  ) {}

  async all(viewer: HomeViewer): Promise<GivenVouch[]> {
    return this.named(await this.store.givenBy(this.database, viewer.homeId));
  }

  async shown(vouch: VouchByHome): Promise<GivenVouch> {
    const names = await this.tree.names([vouch.homeId]);
    return { id: vouch.id, givenOn: vouch.givenOn, shortName: names.get(vouch.homeId) ?? null };
  }

  private async named(vouches: readonly VouchByHome[]): Promise<GivenVouch[]> {
    const names = await this.tree.names(vouches.map(({ homeId }) => homeId));
    return vouches.map(({ id, homeId, givenOn }) => ({ id, givenOn, shortName: names.get(homeId) ?? null }));
  }
}
