/** Who vouched for whom, for coordinators: their own partner's homes by name, any other as a home of another partner. */
import { Injectable } from '@nestjs/common';
import { shortNamePlace } from '../home/short-name.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { BranchStore, type TreePosition, type TreeRow } from './branch.store.js';
import type { VouchedHome } from './vouching.type.js';

export interface TreeAsked {
  readonly homeId: string;
  readonly depth: number;
  readonly after: TreePosition | null;
  readonly first: number;
}

export const DEEPEST = 20;

@Injectable()
export class ReadTree {
  constructor(
    private readonly database: Database,
    private readonly store: BranchStore,
    private readonly texts: ListingTexts,
    private readonly clock: Clock,
  ) {}

  /** With where each stands in the list; one more than `first` when there is one. */
  async page(
    viewer: CoordinatorViewer,
    asked: TreeAsked,
  ): Promise<{ position: TreePosition; node: VouchedHome }[] | Refused> {
    if (!isPublicId(asked.homeId)) return refuse('NOT_FOUND', ['homeId']);
    if (asked.depth < 0 || asked.depth > DEEPEST) return refuse('QUANTITY_OUT_OF_RANGE', ['depth']);
    if (!(await this.store.isOfPartner(this.database, viewer, asked.homeId))) return refuse('NOT_FOUND', ['homeId']);
    const rows = await this.store.page(this.database, viewer, asked);
    const names = await this.namesOf(rows);
    return rows.map((row) => ({ position: [row.level, row.id], node: shown(row, names) }));
  }

  /** By the ids of homes, on the page or vouching for one on it. */
  async namesOf(rows: readonly TreeRow[]): Promise<ReadonlyMap<string, string | null>> {
    const ids = rows.flatMap(({ id, vouches }) => [id, ...vouches.map(({ byHomeId }) => byHomeId)]);
    return this.names([...new Set(ids)]);
  }

  async names(ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const found = await this.store.names(this.database, ids);
    const sealed = found.flatMap(({ id, shortNameBox }) =>
      shortNameBox ? [{ id, box: shortNameBox, place: shortNamePlace(id) }] : [],
    );
    const opened = await this.texts.openMany(sealed, this.clock.now());
    return new Map(sealed.map(({ id }, at) => [id, opened[at] ?? null]));
  }
}

function shown(row: TreeRow, names: ReadonlyMap<string, string | null>): VouchedHome {
  const { isOwn } = row;
  return {
    id: isOwn ? row.id : null,
    shortName: isOwn ? (names.get(row.id) ?? null) : null,
    tier: isOwn ? row.tier : null,
    paused: isOwn ? row.paused : null,
    level: row.level,
    vouchedOn: isOwn ? row.vouchedOn : null,
    byCoordinator: isOwn && row.vouchedBy !== null,
    vouches: isOwn
      ? row.vouches.map((vouch) => ({
          id: vouch.id,
          homeId: vouch.isOwn ? vouch.byHomeId : null,
          shortName: vouch.isOwn ? (names.get(vouch.byHomeId) ?? null) : null,
          givenOn: vouch.givenOn,
        }))
      : [],
  };
}
