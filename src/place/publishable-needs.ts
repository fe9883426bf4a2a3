/** Which counts of needs may be published, of which areas: kind by kind, as far as no count singles anybody out. */
import { HelpKind } from '../kernel/help.js';
import { publishableCounts } from '../kernel/suppress-counts.js';
import { parentAt, resolutionOf } from './cell.js';

export interface NeedCount {
  readonly cell: string;
  readonly kind: HelpKind;
  readonly count: number;
}

/** A metropolitan area. Finer counts would mostly be too small to show, and would hide their neighbours. */
const FINEST = 4;
const COARSEST = 2;

/** Each kind by itself: no total over kinds is published, so none of them tells another. */
export function publishableNeeds(
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
