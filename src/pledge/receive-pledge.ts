/** The partner says what came of a pledge, outside this service: all of it, a part, or more; or gives back what came. */
import { Injectable } from '@nestjs/common';
import { OwnHouseholds } from '../home/own-households.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { Money } from '../kernel/money.js';
import { decideOptionalText } from '../kernel/plain-text.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import { decideArrival, decideGiveBack } from './domain/pledge.js';
import { type PledgeInHand, type PledgeOfPartner, PledgeStore } from './pledge.store.js';
import { PledgeAccounts } from './pledge-accounts.js';
import { PledgeHandStore } from './pledge-hand.store.js';

export interface ArrivalSaid {
  readonly amount: Money;
  /** Minor units that the bank or a card kept of it. */
  readonly fee: number;
  /** What the bank statement calls it: the same twice is refused. */
  readonly reference: string | null;
}

type Done = { readonly pledgeId: string } | Refused;

@Injectable()
export class ReceivePledge {
  constructor(
    private readonly database: Database,
    private readonly store: PledgeStore,
    private readonly hands: PledgeHandStore,
    private readonly accounts: PledgeAccounts,
    private readonly households: OwnHouseholds,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  receive(viewer: CoordinatorViewer, pledgeId: string, { amount, fee, reference }: ArrivalSaid): Promise<Done> {
    return this.inHand(viewer, pledgeId, amount, async (tx, pledge, now) => {
      const plain = decideOptionalText(reference, { max: 140, lines: 'ONE' }, ['reference']);
      if (!plain.accepted) return plain;
      const arrival = decideArrival(amount.minor, fee, await this.accounts.outstanding(tx, pledge));
      if (!arrival.accepted) return arrival;
      const transferId = await this.accounts.receive(tx, pledge, arrival.value, plain.value, now);
      if (transferId !== undefined) await this.hands.insert(tx, transferId, viewer.coordinatorId);
      return this.tell(tx, pledge, 'PLEDGE_RECEIVED', now);
    });
  }

  giveBack(viewer: CoordinatorViewer, pledgeId: string, amount: Money): Promise<Done> {
    return this.inHand(viewer, pledgeId, amount, async (tx, pledge, now) => {
      const receivedBy = await this.hands.receivedBy(tx, pledge.id);
      const takenBack = await this.hands.takenBack(tx, pledge.id);
      const { secondAbove } = pledge;
      const by = viewer.coordinatorId;
      const back = decideGiveBack({ amount: amount.minor, takenBack, secondAbove, receivedBy, by });
      if (!back.accepted) return back;
      const transferId = await this.accounts.giveBack(tx, pledge, back.value, now);
      if (transferId !== undefined) await this.hands.insert(tx, transferId, by);
      return this.tell(tx, pledge, 'PLEDGE_GIVEN_BACK', now);
    });
  }

  private async tell(
    tx: Transaction,
    { id, homeId }: PledgeInHand,
    code: 'PLEDGE_RECEIVED' | 'PLEDGE_GIVEN_BACK',
    now: Date,
  ): Promise<Done> {
    if (homeId !== null) await this.notices.tell(tx, { homeId }, code, { kind: 'PLEDGE', id }, now);
    return { pledgeId: id };
  }

  private async inHand(
    viewer: CoordinatorViewer,
    pledgeId: string,
    { currency }: Money,
    act: (tx: Transaction, pledge: PledgeOfPartner, now: Date) => Promise<Done>,
  ): Promise<Done> {
    if (!isPublicId(pledgeId)) return refuse('NOT_FOUND', ['pledgeId']);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const pledge = await this.store.lockOfPartner(tx, viewer.partnerId, pledgeId);
      if (!pledge) return refuse('NOT_FOUND', ['pledgeId']);
      const own = await this.households.refusal(tx, viewer, pledge.homeId);
      if (own) return own;
      if (pledge.currency !== currency.toUpperCase()) return refuse('CURRENCY_MISMATCH', ['amount', 'currency']);
      return act(tx, pledge, now);
    });
  }
}
