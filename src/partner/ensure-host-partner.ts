/** There is always a host partner: the first start makes it, and every request has somebody who looks after it. */
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { isRefused } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/instance-parts.js';
import { CreatePartner } from './create-partner.js';
import { PartnerStore } from './partner.store.js';

@Injectable()
export class EnsureHostPartner implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly store: PartnerStore,
    private readonly create: CreatePartner,
    private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.execute();
  }

  /** The host partner's id. However many processes start at once, there is one. */
  async execute(): Promise<string> {
    const host = await this.store.hostId(this.database);
    if (host) return host;
    const created = await this.create.execute({ name: this.settings.config.hostPartnerName, host: true });
    if (!isRefused(created)) return created.partnerId;
    const others = await this.store.hostId(this.database);
    if (others) return others;
    throw new Error(
      'The host partner cannot be made: HOST_PARTNER_NAME is the name of another one, or cannot be shown.',
    );
  }
}
