/** The operator sees every partner and every key that was given out. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import { type ListedKey, type ListedPartner, PartnerListStore } from './partner-list.store.js';

export type { ListedKey, ListedPartner } from './partner-list.store.js';

@Injectable()
export class ReadPartners {
  constructor(
    private readonly database: Database,
    private readonly store: PartnerListStore,
  ) {}

  all(): Promise<ListedPartner[]> {
    return this.store.partners(this.database);
  }

  /** `partnerId` null: of all partners. */
  keys(partnerId: string | null): Promise<ListedKey[]> {
    return this.store.keys(this.database, partnerId);
  }

  /** By its id or its whole name; without either, the host. */
  async named(name: string | undefined): Promise<ListedPartner | Refused> {
    const partners = await this.all();
    const found = partners.find((its) => (name === undefined ? its.host : its.id === name || its.name === name));
    return found ?? refuse('NOT_FOUND', ['partner']);
  }
}
