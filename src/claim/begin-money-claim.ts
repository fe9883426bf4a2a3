/** A claim of money begins, with what it moves in the ledger. */
import { Injectable } from '@nestjs/common';
import { accept } from '../kernel/decision.js';
import { sum } from '../kernel/quantity.js';
import { takesTwo } from '../kernel/second-hands.js';
import { Balances } from '../ledger/balances.js';
import type { Transaction } from '../platform/database/transaction.js';
import { ClaimStore } from './claim.store.js';
import { ClaimMoneyStore } from './claim-money.store.js';
import type { NewClaim } from './claim-record.js';
import type { WantedFrom } from './domain/claim-lines.js';
import { MoneyOfClaim } from './money-of-claim.js';

export interface PaidOutOf {
  /** Out of the holding nothing is set aside: it is taken when the family is paid. */
  readonly source: 'HOLDING' | { readonly fundId: string };
  /** Null for a fund's rules. */
  readonly allocatedBy: string | null;
  /** The request's one line, as it was before. */
  readonly target: { readonly lines: readonly WantedFrom[] };
}

@Injectable()
export class BeginMoneyClaim {
  constructor(
    private readonly claims: ClaimStore,
    private readonly money: ClaimMoneyStore,
    private readonly balances: Balances,
    private readonly ledger: MoneyOfClaim,
  ) {}

  async giving(tx: Transaction, claim: NewClaim, now: Date): Promise<void> {
    await this.claims.insert(tx, accept(claim), now);
    await this.ledger.follow(tx, claim, null, claim.state, ['COORDINATOR'], now);
  }

  async receiving(
    tx: Transaction,
    claim: NewClaim,
    { source, allocatedBy, target }: PaidOutOf,
    now: Date,
  ): Promise<void> {
    await this.claims.insert(tx, accept(claim), now);
    const { partnerId } = claim;
    const { currency, secondAbove } = await this.money.termsOf(tx, claim.id);
    const account = {
      partnerId,
      currency,
      ...(source === 'HOLDING' ? { kind: source } : { kind: 'FUND' as const, ...source }),
    };
    // All that the request gets counts: several small claims are one large one.
    const altogether = sum([
      ...target.lines.map(({ quantity, remaining }) => quantity - remaining),
      ...claim.state.lines.map(({ quantity }) => quantity),
    ]);
    await this.money.insert(tx, {
      claimId: claim.id,
      sourceId: await this.balances.idOf(tx, account),
      setAside: source !== 'HOLDING',
      allocatedBy,
      takesTwo: takesTwo(altogether, secondAbove),
    });
    await this.ledger.follow(tx, claim, null, claim.state, allocatedBy === null ? [] : ['COORDINATOR'], now);
  }
}
