/** In which circle a request begins: the one that its poster names, else the one whose area is the finest around the published cell, else the partner's own. */
import { Injectable } from '@nestjs/common';
import { parentAt, resolutionOf } from '../place/cell.js';
import type { Queryable } from '../platform/queryable.js';
import { CircleStore } from './circle.store.js';
import { COARSEST_AREA, FINEST_AREA } from './domain/circle-details.js';

export interface AskedFrom {
  /** Who looks after the request. */
  readonly partnerId: string;
  /** As everybody will see it: the place itself must not choose, since the circle tells of it. */
  readonly publishedCell: string;
  /** The family's: between areas as fine as each other, a circle that speaks one of them goes before. */
  readonly languages: readonly string[];
  /** A circle of that partner; null: none is named. */
  readonly named: string | null;
}

@Injectable()
export class CircleForRequest {
  constructor(private readonly store: CircleStore) {}

  /** Null when a circle is named that the partner does not have. */
  async find(db: Queryable, { partnerId, publishedCell, languages, named }: AskedFrom): Promise<string | null> {
    if (named !== null) return (await this.store.ofPartner(db, named, partnerId))?.id ?? null;
    return this.store.forPlace(db, partnerId, areasAround(publishedCell), languages);
  }
}

function areasAround(cell: string): string[] {
  const finest = Math.min(resolutionOf(cell), FINEST_AREA);
  return Array.from({ length: finest - COARSEST_AREA + 1 }, (_, step) => parentAt(cell, COARSEST_AREA + step));
}
