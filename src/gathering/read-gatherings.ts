/** Sessions and actions are there for everybody to find, at a coarse place. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { Language } from '../kernel/refusals.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import type { GatheringKind } from './domain/gathering.js';
import { type Gathering, gatheringOf } from './gathering.type.js';
import { decideGatheringFilter, type GatheringFilter } from './gathering-filter.js';
import { type GatheringPosition, ReadGatheringsStore } from './read-gatherings.store.js';

/** Of one training or campaign, beside the others. */
const NEXT = 10;

@Injectable()
export class ReadGatherings {
  constructor(
    private readonly database: Database,
    private readonly store: ReadGatheringsStore,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async page(
    kind: GatheringKind,
    filter: GatheringFilter,
    { first, after }: { readonly first: number; readonly after?: string | null },
    language: Language,
  ): Promise<Connection<Gathering> | Refused> {
    const decided = decideGatheringFilter(kind, filter);
    if (!decided.accepted) return decided;
    const list = `gatherings ${kind} ${JSON.stringify(filter)}`;
    const opened = after ? this.cursors.open(list, after) : null;
    if (opened && !opened.accepted) return opened;
    const now = this.clock.now();
    const position = opened && positionOf(opened.value);
    const rows = await this.store.page(this.database, decided.value, position, first + 1, now);
    return pageOf(
      rows,
      first,
      (row) => gatheringOf(row, now, language),
      ({ startsAt, id }) => this.cursors.seal(list, [startsAt.toISOString(), id]),
    );
  }

  async one(kind: GatheringKind, id: string, language: Language): Promise<Gathering | Refused> {
    if (!isPublicId(id)) return refuse('NOT_FOUND');
    const found = (await this.byIds([id], language)).get(id);
    return found?.kind === kind ? found : refuse('NOT_FOUND');
  }

  /** Cancelled or over all the same. */
  async byIds(ids: readonly string[], language: Language): Promise<Map<string, Gathering>> {
    const now = this.clock.now();
    const rows = await this.store.byIds(this.database, ids);
    return new Map(rows.map((row) => [row.id, gatheringOf(row, now, language)]));
  }

  /** The next of each training or campaign, by its id. */
  async nextOf(ids: readonly string[], language: Language): Promise<Map<string, Gathering[]>> {
    const now = this.clock.now();
    const rows = await this.store.nextOf(this.database, ids, NEXT, now);
    return Map.groupBy(
      rows.map((row) => gatheringOf(row, now, language)),
      ({ trainingId, campaignId }) => trainingId ?? campaignId ?? '',
    );
  }
}

function positionOf([startsAt, id]: readonly (string | number | null)[]): GatheringPosition {
  return { startsAt: String(startsAt), id: String(id) };
}
