/** Name, e-mail and phone of a home are read by the coordinators of its own partner, and by nobody else. */
import { Injectable } from '@nestjs/common';
import { type PersonAddress, SealedPersons } from '../access/sealed-persons.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ListingTexts } from '../sealing/listing-key.js';
import {
  type HomePosition,
  type MemberOfPartnerHome,
  type PartnerHomeRow,
  PartnerHomeStore,
} from './partner-home.store.js';
import { shortNamePlace } from './short-name.js';

interface MemberToReach extends MemberOfPartnerHome {
  /** Null when it cannot be opened any more. */
  readonly email: string | null;
  readonly phone: string | null;
}

export type HomeOfPartner = Omit<PartnerHomeRow, 'shortNameBox' | 'members'> & {
  readonly shortName: string | null;
  readonly members: readonly MemberToReach[];
  /** Of the first. */
  readonly email: string | null;
  readonly phone: string | null;
};

export interface PartnerHomesAsked {
  readonly standing: 'WAITING' | 'VOUCHED' | 'PAUSED' | null;
  readonly after: HomePosition | null;
  readonly first: number;
}

@Injectable()
export class ReadPartnerHomes {
  constructor(
    private readonly database: Database,
    private readonly store: PartnerHomeStore,
    private readonly texts: ListingTexts,
    private readonly persons: SealedPersons,
    private readonly clock: Clock,
  ) {}

  /** In the order of registration; one home more than `first` when there is one. */
  async page(viewer: CoordinatorViewer, asked: PartnerHomesAsked): Promise<HomeOfPartner[] | Refused> {
    return this.database.transaction(async (tx) => this.opened(viewer, tx, await this.store.page(viewer, tx, asked)));
  }

  async one(viewer: CoordinatorViewer, homeId: string): Promise<HomeOfPartner | Refused> {
    return (await this.byIds(viewer, [homeId])).get(homeId) ?? refuse('NOT_FOUND', ['homeId']);
  }

  /** Those that are none of the partner's are missing. */
  async byIds(viewer: CoordinatorViewer, homeIds: readonly string[]): Promise<ReadonlyMap<string, HomeOfPartner>> {
    const homes = await this.database.transaction(async (tx) =>
      this.opened(viewer, tx, await this.store.byIds(viewer, tx, homeIds)),
    );
    return new Map(isRefused(homes) ? [] : homes.map((home) => [home.id, home]));
  }

  private async opened(viewer: CoordinatorViewer, tx: Transaction, rows: PartnerHomeRow[]): Promise<HomeOfPartner[]> {
    const now = this.clock.now();
    const { partnerId } = viewer;
    const addresses = await this.persons.open(
      tx,
      rows.flatMap(({ members }) => members.map(({ id }) => ({ personId: id, partnerId }))),
      now,
    );
    const named = rows.flatMap(({ id, shortNameBox: box }) => (box ? [{ id, box, place: shortNamePlace(id) }] : []));
    const names = await this.texts.openMany(named, now);
    const nameOf = new Map(named.map(({ id }, at) => [id, names[at] ?? null]));
    return rows.map((row) => shown(row, nameOf.get(row.id) ?? null, addresses));
  }
}

function shown(
  { shortNameBox: _box, members, ...row }: PartnerHomeRow,
  shortName: string | null,
  addresses: ReadonlyMap<string, PersonAddress>,
): HomeOfPartner {
  const reached = members.map((member) => {
    const address = addresses.get(member.id);
    return { ...member, email: address?.email ?? null, phone: address?.phone ?? null };
  });
  return { ...row, shortName, members: reached, email: reached[0]?.email ?? null, phone: reached[0]?.phone ?? null };
}
