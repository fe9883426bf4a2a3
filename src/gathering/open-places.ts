/** Where a gathering is opens for those who have a place in it, and for the partner whose it is; for nobody once it is called off. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { KeysUnreachable } from '../sealing/key-provider.js';
import type { ExactPlace } from './domain/plan-gathering.js';
import { type PlaceReader, ReadGatheringsStore } from './read-gatherings.store.js';
import { SealedPlaces } from './sealed-places.js';

@Injectable()
export class OpenPlaces {
  constructor(
    private readonly database: Database,
    private readonly store: ReadGatheringsStore,
    private readonly places: SealedPlaces,
    private readonly clock: Clock,
  ) {}

  /** By the gathering's id; those that are not open to the viewer, or cannot be opened now, are missing. */
  async of(viewer: Viewer, ids: readonly string[]): Promise<Map<string, ExactPlace>> {
    if (viewer.kind === 'COORDINATOR') return this.opened({ partnerId: viewer.partnerId }, ids);
    return viewer.kind === 'HOME' ? this.ofMember(viewer.memberId, ids) : new Map();
  }

  /** For a calendar that the member made a link for. */
  ofMember(memberId: string, ids: readonly string[]): Promise<Map<string, ExactPlace>> {
    return this.opened({ memberId }, ids);
  }

  private async opened(reader: PlaceReader, ids: readonly string[]): Promise<Map<string, ExactPlace>> {
    const now = this.clock.now();
    try {
      const opened = await this.database.transaction(async (tx) =>
        this.places.open(tx, await this.store.openTo(tx, reader, ids), now),
      );
      return isRefused(opened) ? new Map() : opened;
    } catch (error) {
      // A list goes on without its exact places.
      if (error instanceof KeysUnreachable) return new Map();
      throw error;
    }
  }
}
