/** Which circle is whose, and what it is called: a circle's name is seen by its homes and by families they help. */
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import { type Circle, CircleStore } from './circle.store.js';

export type { Circle } from './circle.store.js';

@Injectable()
export class ReadCircles {
  constructor(
    private readonly database: Database,
    private readonly store: CircleStore,
  ) {}

  /** By the circle's id. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    return new Map((await this.store.find(this.database, ids)).map(({ id, name }) => [id, name]));
  }

  /** The circle that a new home joins: that of the partner whose frontend it came through, if that has one, else the host's. */
  async forNewHome(db: Queryable, frontendPartnerId: string | null): Promise<Circle> {
    const circle = await this.store.forNewHome(db, frontendPartnerId);
    if (!circle) throw new Error('the host partner has no circle: the first start makes one');
    return circle;
  }
}
