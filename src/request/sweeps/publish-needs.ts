/** Once a night the needs of each area are counted for the public, as far as no count singles anybody out. */
import { Injectable } from '@nestjs/common';
import { HelpKind } from '../../kernel/help.js';
import { parentAt, resolutionOf } from '../../place/cell.js';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { publishableCounts } from '../domain/suppress-counts.js';
import { type NeedCount, SnapshotStore } from '../snapshot.store.js';

/** A metropolitan area. Finer counts would mostly be too small to show, and would hide their neighbours. */
const FINEST = 4;
const COARSEST = 2;
const TERM_DAYS = 1;

@Injectable()
export class PublishNeeds implements Sweep {
  readonly name = 'publish-needs';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: SnapshotStore,
  ) {}

  async run(now: Date): Promise<number> {
    const rows = await this.owner.database.transaction(async (tx) => {
      if (!(await this.store.begin(tx, 'NEEDS', now.toISOString().slice(0, 10), TERM_DAYS))) return 0;
      return this.store.replaceNeeds(tx, publishableNeeds(await this.store.countListed(tx, now)));
    });
    return typeof rows === 'number' ? rows : 0;
  }
}

/** Each kind by itself: no total over kinds is published, so none of them tells another. */
function publishableNeeds(counts: readonly NeedCount[]): readonly NeedCount[] {
  return Object.values(HelpKind).flatMap((kind) => {
    const byCell = new Map<string, number>();
    for (const { cell, count } of counts.filter((its) => its.kind === kind)) {
      const area = resolutionOf(cell) > FINEST ? parentAt(cell, FINEST) : cell;
      byCell.set(area, (byCell.get(area) ?? 0) + count);
    }
    return [...publishableCounts(byCell, largerCell)].map(([cell, count]) => ({ cell, kind, count }));
  });
}

function largerCell(cell: string): string | null {
  const resolution = resolutionOf(cell);
  return resolution <= COARSEST ? null : parentAt(cell, resolution - 1);
}
