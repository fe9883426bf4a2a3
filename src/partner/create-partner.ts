/** An operator makes a partner; it gets a circle of its own, which homes join. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { standsBelow } from '../kernel/partner-level.js';
import { OwnerDatabase } from '../platform/instance-parts.js';
import { AgreedAreaStore } from './agreed-area.store.js';
import { makePublishableKey } from './create-partner-key.js';
import { decidePartner, type PartnerInput } from './domain/partner-details.js';
import { PartnerStore } from './partner.store.js';
import { PartnerKeyStore } from './partner-key.store.js';
import { PartnerKeys } from './partner-keys.js';

export interface PartnerCreated {
  readonly partnerId: string;
  /** Its own circle, of the same name. */
  readonly circleId: string;
  /** Made when origins were given. Shown once: it is not kept in the clear. */
  readonly publishableKey: string | null;
}

const LONGEST_CIRCLE_NAME = 80;

@Injectable()
export class CreatePartner {
  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: PartnerStore,
    private readonly areas: AgreedAreaStore,
    private readonly keys: PartnerKeyStore,
    private readonly known: PartnerKeys,
    private readonly clock: Clock,
  ) {}

  async execute(input: PartnerInput): Promise<PartnerCreated | Refused> {
    const details = decidePartner(input);
    if (!details.accepted) return details;
    const createdOn = this.clock.now().toISOString().slice(0, 10);
    const id = randomUUID();
    const { host, name, origins, level, parentId } = details.value;
    const outcome = await this.owner.database.transaction(async (tx) => {
      if (host && (await this.store.hostId(tx)) !== null) return refuse('WRONG_STATE', ['host']);
      const parentLevel = parentId === null ? null : await this.store.level(tx, parentId);
      if (parentId !== null && parentLevel === null) return refuse('NOT_FOUND', ['parentId']);
      if (parentLevel !== null && !standsBelow(level, parentLevel)) return refuse('INVALID_INPUT', ['parentId']);
      if (!(await this.store.insert(tx, { id, createdOn, details, parentLevel })))
        return refuse('NAME_TAKEN', ['name']);
      // An operator's word is enough.
      await this.areas.agree(tx, id, host ? [] : details.value.areas, createdOn);
      const circleId = randomUUID();
      const circleName = [...name].slice(0, LONGEST_CIRCLE_NAME).join('').trim();
      await this.store.insertOwnCircle(tx, { id: circleId, partnerId: id, name: circleName });
      if (origins.length === 0) return { partnerId: id, circleId, publishableKey: null };
      const { key, token } = makePublishableKey({ partnerId: id, label: 'Frontend', origins, createdOn });
      await this.keys.insert(tx, key);
      return { partnerId: id, circleId, publishableKey: token };
    });
    this.known.forget();
    return outcome;
  }
}
