/** What everybody may know of the map, and what a home may know of its own place on it. Arguments choose counts that stand, and never count anew. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Refused } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { COARSEST_RESOLUTION, cellsWithin, decideCell, resolutionOf } from '../../place/cell.js';
import { FINEST_STREET } from '../../place/street.js';
import { Database } from '../../platform/database/database.js';
import type { Queryable } from '../../platform/queryable.js';
import { ListingTexts } from '../../sealing/listing-key.js';
import { type MapCount, MapStore, mapPlace } from './map.store.js';

/** So many steps finer than the cell that was asked for: at most 400 cells. */
const STEPS_AT_ONCE = 3;

export interface OwnMapPlace {
  /** Null while the home is hidden. */
  readonly cell: string | null;
  readonly namedOn: string;
}

@Injectable()
export class ReadMap {
  constructor(
    private readonly database: Database,
    private readonly store: MapStore,
    private readonly texts: ListingTexts,
    private readonly clock: Clock,
  ) {}

  async counts(within: string | null): Promise<readonly (MapCount & { readonly takenOn: string })[] | Refused> {
    if (within === null) return this.store.within(this.database, null);
    const cell = decideCell(within, ['within'], { coarsest: COARSEST_RESOLUTION, finest: FINEST_STREET });
    return cell.accepted ? this.store.within(this.database, partsOf(cell.value)) : cell;
  }

  async own({ homeId }: HomeViewer, db: Queryable = this.database): Promise<OwnMapPlace | null> {
    const known = await this.store.find(db, homeId);
    if (!known) return null;
    const { cellBox, namedOn } = known;
    const cell = cellBox && (await this.texts.open(cellBox, mapPlace(homeId), this.clock.now()));
    return { cell, namedOn };
  }
}

function partsOf(cell: string): readonly string[] {
  const from = resolutionOf(cell);
  const parts: string[] = [];
  for (let at = from; at <= Math.min(FINEST_STREET, from + STEPS_AT_ONCE); at += 1)
    parts.push(...cellsWithin(cell, at));
  return parts;
}
