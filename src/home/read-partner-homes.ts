/** Name, e-mail and phone of a home are read by the coordinators of its own partner, and by nobody else. */
import { Injectable } from '@nestjs/common';
import { type PersonAddress, SealedPersons } from '../access/sealed-persons.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { type HomePosition, type PartnerHomeRow, PartnerHomeStore } from './partner-home.store.js';
import { shortNamePlace } from './short-name.js';

export type HomeOfPartner = Omit<PartnerHomeRow, 'shortNameBox' | 'memberId'> & {
  readonly shortName: string | null;
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
    return this.database.transaction(async (tx) => {
      const row = await this.store.find(viewer, tx, homeId);
      const [home] = await this.opened(viewer, tx, row ? [row] : []);
      return home ?? refuse('NOT_FOUND', ['homeId']);
    });
  }

  private async opened(viewer: CoordinatorViewer, tx: Transaction, rows: PartnerHomeRow[]): Promise<HomeOfPartner[]> {
    const now = this.clock.now();
    const { partnerId } = viewer;
    const addresses = await this.persons.open(
      tx,
      rows.map(({ memberId }) => ({ personId: memberId, partnerId })),
      now,
    );
    const names = await this.texts.openMany(
      rows.map(({ id, shortNameBox }) => ({ box: shortNameBox, place: shortNamePlace(id) })),
      now,
    );
    return rows.map((row, at) => shown(row, names[at] ?? null, addresses.get(row.memberId)));
  }
}

function shown(
  { shortNameBox: _box, memberId: _member, ...row }: PartnerHomeRow,
  shortName: string | null,
  address: PersonAddress | undefined,
): HomeOfPartner {
  return { ...row, shortName, email: address?.email ?? null, phone: address?.phone ?? null };
}
