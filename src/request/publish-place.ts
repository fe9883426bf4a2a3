/** Where a request is published: the finest cell in which enough families asked, and for a family that asks again near there, the same one. */
import { Injectable } from '@nestjs/common';
import type { LookingAfter } from '../partner/looking-after.js';
import { parentAt, resolutionOf } from '../place/cell.js';
import type { Queryable } from '../platform/queryable.js';
import { PublishableCellStore } from './publishable-cell.store.js';

/** From the finest cell that is ever published on. */
const FINEST = 6;
const COARSEST_PUBLISHED = 4;
/** Public counts need to know of larger areas as well whether enough families live there. */
const COARSEST_COUNTED = 2;
/** Where nobody's service area is: a region, about 12,000 km². */
const WITHOUT_AREA = 3;

export interface PlaceToPublish {
  /** Resolution 2 to 7. */
  readonly cell: string;
  readonly partner: LookingAfter;
  /** What was published for this family within 90 days in the area of resolution 4. */
  readonly shownIn: (parent4: string) => string | null;
}

export interface PublishedPlace {
  readonly cell: string;
  /** The area of resolution 4 for which the family's ring remembers it; null when the place is coarser. */
  readonly parent4: string | null;
}

@Injectable()
export class PublishPlace {
  constructor(private readonly store: PublishableCellStore) {}

  async execute(db: Queryable, { cell, partner, shownIn }: PlaceToPublish): Promise<PublishedPlace> {
    const resolution = resolutionOf(cell);
    const parent4 = resolution >= COARSEST_PUBLISHED ? parentAt(cell, COARSEST_PUBLISHED) : null;
    const shown = parent4 && shownIn(parent4);
    if (shown) return { cell: shown, parent4 };
    const counted = await this.store.finestOf(db, cellsAround(cell, COARSEST_PUBLISHED));
    return { cell: counted ?? partner.areaCell ?? parentAt(cell, Math.min(resolution, WITHOUT_AREA)), parent4 };
  }
}

/** The cells around a place in which families are counted: of resolution 6 to 2, as far as the place is that fine. */
export function cellsCounted(cell: string): string[] {
  return cellsAround(cell, COARSEST_COUNTED);
}

function cellsAround(cell: string, coarsest: number): string[] {
  const finest = Math.min(resolutionOf(cell), FINEST);
  const cells: string[] = [];
  for (let resolution = finest; resolution >= coarsest; resolution -= 1) cells.push(parentAt(cell, resolution));
  return cells;
}
