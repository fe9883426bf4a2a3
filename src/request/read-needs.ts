/** Everybody may know the size of the need: arguments choose rows of the nightly snapshot, and never count anew. */
import { Injectable } from '@nestjs/common';
import { accept, type Decision, type Refused } from '../kernel/decision.js';
import type { HelpKind } from '../kernel/help.js';
import { cellsWithin, decideCell, resolutionOf } from '../place/cell.js';
import { Database } from '../platform/database/database.js';
import { type AreaNeed, SnapshotStore } from './snapshot.store.js';

/** The finest areas that are counted. */
const FINEST = 4;

@Injectable()
export class ReadNeeds {
  constructor(
    private readonly database: Database,
    private readonly store: SnapshotStore,
  ) {}

  async execute(kind: HelpKind | null, within: string | null): Promise<readonly AreaNeed[] | Refused> {
    if (within === null) return this.store.findNeeds(this.database, null, kind);
    const areas = decideAreasWithin(within);
    return areas.accepted ? this.store.findNeeds(this.database, areas.value, kind) : areas;
  }
}

/** The cell and all areas inside it that are counted. */
export function decideAreasWithin(within: string): Decision<readonly string[]> {
  const cell = decideCell(within, ['within']);
  return cell.accepted ? accept(areasWithin(cell.value)) : cell;
}

/** At most 57 cells: one of resolution 2, its 7, and their 49. None when the cell is finer than what is counted. */
function areasWithin(cell: string): readonly string[] {
  const areas: string[] = [];
  for (let resolution = resolutionOf(cell); resolution <= FINEST; resolution += 1) {
    areas.push(...cellsWithin(cell, resolution));
  }
  return areas;
}
