/** Once a night homes are counted, and each half of a month once it is over: a run that comes late or again changes nothing. */
import { Injectable } from '@nestjs/common';
import { parentAt, resolutionOf } from '../place/cell.js';
import { OwnerDatabase, Settings } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import type { Queryable } from '../platform/queryable.js';
import { Canaries } from '../sealing/canaries.js';
import { areaOfCell } from './area-of-cell.js';
import { halfMonthOf, halvesOver, monthOf, nextHalfMonth } from './domain/half-months.js';
import { amongOthers, type Happening, joined, publishableNumbers, tallied } from './domain/publish-numbers.js';
import { type CountedRow, MovementStore } from './movement.store.js';

const NO_CELLS: ReadonlySet<string> = new Set();
/** The largest cells of which it is known whether enough families ask in them. */
const COARSEST_CROWD = 4;

@Injectable()
export class CountMovement implements Sweep {
  readonly name = 'count-movement';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: MovementStore,
    private readonly canaries: Canaries,
    private readonly settings: Settings,
  ) {}

  async run(now: Date): Promise<number> {
    const today = now.toISOString().slice(0, 10);
    const rows = await this.owner.database.transaction(async (tx) => {
      const mark = await this.store.begin(tx, halfMonthOf(today));
      const halves = halvesOver(mark.talliedUntil, today);
      let written = 0;
      for (const half of halves) written += await this.tally(tx, half);
      if ((mark.homesCountedOn ?? '') < today) written += await this.countHomes(tx, monthOf(today));
      const last = halves.at(-1);
      const counted = mark.homesCountedOn !== null && mark.homesCountedOn > today ? mark.homesCountedOn : today;
      await this.store.mark(tx, last === undefined ? mark.talliedUntil : nextHalfMonth(last), counted);
      return written;
    });
    return typeof rows === 'number' ? rows : 0;
  }

  /** With its second half a month is complete, and published. */
  private async tally(tx: Queryable, half: string): Promise<number> {
    const happened = await this.store.happenings(tx, half, nextHalfMonth(half), this.canaries.openIds);
    const crowded = await this.store.crowdedCells(tx);
    await this.store.writeTallies(tx, half, tallied(happened.map((its) => placed(its, crowded))));
    if (half.endsWith('-01')) return 0;
    const month = joined(await this.store.takeTallies(tx, monthOf(half)));
    return this.store.publish(tx, monthOf(half), publishableNumbers(month, this.settings.config.leastFamilies));
  }

  private async countHomes(tx: Queryable, month: string): Promise<number> {
    const before = await this.store.newestHomes(tx);
    const tallies = amongOthers(
      tallied((await this.store.homes(tx)).map((its) => placed(its))),
      'HOMES_DECLARED',
      'HOMES_VOUCHED',
    );
    await this.store.forgetHomes(tx, month);
    return this.store.publish(tx, month, publishableNumbers(tallies, this.settings.config.leastFamilies, before));
  }
}

/** `crowded`: the cells in which enough families ask. */
function placed({ cell, askedIn, ...its }: CountedRow, crowded: ReadonlySet<string> = NO_CELLS): Happening {
  return { ...its, area: areaOfCell(cell), amongFamilies: askedIn !== null && isAmongFamilies(askedIn, crowded) };
}

/** In its cell, or in a larger one of the same area: where a family asked once, others may have ceased to. */
function isAmongFamilies(cell: string, crowded: ReadonlySet<string>): boolean {
  const area = areaOfCell(cell);
  for (let at = resolutionOf(cell); at >= COARSEST_CROWD; at -= 1) {
    const larger = parentAt(cell, at);
    if (crowded.has(larger)) return areaOfCell(larger) === area;
  }
  return false;
}
