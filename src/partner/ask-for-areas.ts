/** What an admin says of its own partner's areas counts once the host agrees to them: whoever could draw a city to itself would read what families there ask for. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { Notices } from '../notice/notices.js';
import type { Queryable } from '../platform/queryable.js';
import { AgreedAreaStore } from './agreed-area.store.js';
import { PartnerStore } from './partner.store.js';

@Injectable()
export class AskForAreas {
  constructor(
    private readonly areas: AgreedAreaStore,
    private readonly partners: PartnerStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** Makes the change, and tells the host's admins when some area begins to wait for them: once a day, however often it is taken back. */
  async with<T extends object>(
    tx: Queryable,
    partnerId: string,
    change: () => Promise<T | Refused>,
  ): Promise<T | Refused> {
    const waited = await this.areas.waits(tx, partnerId);
    const changed = await change();
    if (isRefused(changed) || waited || !(await this.areas.waits(tx, partnerId))) return changed;
    const now = this.clock.now();
    const host = await this.partners.hostId(tx);
    if (host !== null && (await this.areas.ask(tx, partnerId, now.toISOString().slice(0, 10)))) {
      const about = { kind: 'PARTNER', id: partnerId } as const;
      await this.notices.tell(tx, { coordinatorsOf: host, roles: ['ADMIN'] }, 'AREAS_ASKED_FOR', about, now);
    }
    return changed;
  }
}
