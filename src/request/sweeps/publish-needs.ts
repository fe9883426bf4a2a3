/** Once a night the needs of each area are counted for the public, as far as no count singles anybody out. */
import { Injectable } from '@nestjs/common';
import { HelpKind } from '../../kernel/help.js';
import { publishableCounts } from '../../kernel/suppress-counts.js';
import { parentAt, resolutionOf } from '../../place/cell.js';
import { OwnerDatabase, Settings } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { Canaries } from '../../sealing/canaries.js';
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
    private readonly canaries: Canaries,
    private readonly settings: Settings,
  ) {}

  async run(now: Date): Promise<number> {
    const rows = await this.owner.database.transaction(async (tx) => {
      if (!(await this.store.begin(tx, 'NEEDS', now.toISOString().slice(0, 10), TERM_DAYS))) return 0;
      const last = await this.store.allNeeds(tx);
      const crowded = await this.store.publishableCells(tx);
      const counts = await this.store.countListed(tx, this.canaries.openIds, now);
      return this.store.replaceNeeds(tx, publishableNeeds(counts, last, crowded, this.settings.config.leastFamilies));
    });
    return typeof rows === 'number' ? rows : 0;
  }
}

/** Each kind by itself: no total over kinds is published, so none of them tells another. */
function publishableNeeds(
  counts: readonly NeedCount[],
  last: readonly NeedCount[],
  crowded: ReadonlySet<string>,
  least: number,
): readonly NeedCount[] {
  return Object.values(HelpKind).flatMap((kind) => {
    const byCell = new Map<string, number>();
    for (const { cell, count } of counts.filter((its) => its.kind === kind)) {
      const area = resolutionOf(cell) > FINEST ? parentAt(cell, FINEST) : cell;
      byCell.set(area, (byCell.get(area) ?? 0) + count);
    }
    const before = new Map(last.filter((its) => its.kind === kind).map(({ cell, count }) => [cell, count]));
    const publishing = { largerOf: largerCell, least, isCrowd: (cell: string) => crowded.has(cell), before };
    return [...publishableCounts(byCell, publishing)].map(([cell, count]) => ({ cell, kind, count }));
  });
}

function largerCell(cell: string): string | null {
  const resolution = resolutionOf(cell);
  return resolution <= COARSEST ? null : parentAt(cell, resolution - 1);
}
