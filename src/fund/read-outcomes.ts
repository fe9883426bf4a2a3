/** What the money of funds did, for those who may see the fund or gave to it. */
import { Injectable } from '@nestjs/common';
import type { Language } from '../kernel/refusals.js';
import { Area } from '../place/place.type.js';
import { Database } from '../platform/database/database.js';
import type { FundOutcome } from './fund.type.js';
import { FundOutcomeStore } from './fund-outcome.store.js';

@Injectable()
export class ReadOutcomes {
  constructor(
    private readonly database: Database,
    private readonly store: FundOutcomeStore,
  ) {}

  /** By fund; newest month first. `currencies`: of each fund. */
  async of(currencies: ReadonlyMap<string, string>, language: Language): Promise<ReadonlyMap<string, FundOutcome[]>> {
    const found = await this.store.of(this.database, [...currencies.keys()]);
    const shown = found.map(({ fundId, month, purpose, cell, families, amount }) => ({
      fundId,
      outcome: {
        ...{ month, purpose: purpose as FundOutcome['purpose'], families }, // The column holds only these words.
        area: cell === null ? null : Area.from(cell, language),
        amount: { minor: amount, currency: currencies.get(fundId) ?? '' },
      },
    }));
    const grouped = Map.groupBy(shown, ({ fundId }) => fundId);
    return new Map([...grouped].map(([fundId, its]) => [fundId, its.map(({ outcome }) => outcome)]));
  }
}
