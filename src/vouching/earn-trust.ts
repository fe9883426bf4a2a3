/** A family's own yes to a delivery is remembered for the home that brought it, in the transaction of that yes. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database/transaction.js';
import { type ConfirmedDelivery, earnsTrust } from './domain/trust.js';
import { TrustStore } from './trust.store.js';

export interface DeliveryOfHome extends ConfirmedDelivery {
  readonly homeId: string | null;
  readonly requestId: string | null;
}

@Injectable()
export class EarnTrust {
  constructor(private readonly store: TrustStore) {}

  async execute(tx: Transaction, delivery: DeliveryOfHome, now: Date): Promise<void> {
    const { homeId, requestId, intakeCoordinatorId } = delivery;
    if (!homeId || !requestId || !intakeCoordinatorId || !earnsTrust(delivery)) return;
    await this.store.earn(tx, homeId, requestId, intakeCoordinatorId, now.toISOString().slice(0, 10));
  }
}
