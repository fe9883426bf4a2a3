/** A home reads what it gave in a year; whoever administers a partner what its funds did. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/instance-parts.js';
import type { Queryable } from '../platform/queryable.js';
import { type FundYear, fundYear, type PurposeTotal } from './domain/fund-report.js';
import { type GivingInCurrency, givingByCurrency } from './domain/giving.js';
import { type JournalLine, MOST_LINES } from './domain/journal.js';
import { decideSpan } from './domain/year.js';
import { StatementStore } from './statement.store.js';

export interface GivingOfYear {
  readonly year: number;
  readonly currencies: readonly GivingInCurrency[];
}

export interface ReportOfYear extends FundYear {
  readonly year: number;
  readonly fundId: string;
  readonly fundTitle: string | null;
  readonly currency: string;
  readonly purposes: readonly PurposeTotal[];
}

@Injectable()
export class ReadStatements {
  constructor(
    private readonly database: Database,
    private readonly store: StatementStore,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  async giving({ homeId }: HomeViewer, year: number, db: Queryable = this.database): Promise<GivingOfYear | Refused> {
    const span = decideSpan(year, null, this.clock.now());
    if (!span.accepted) return span;
    return { year, currencies: givingByCurrency(await this.store.givingOf(db, homeId, span.value)) };
  }

  /** What was there before never changes, since transfers are of today: what comes between the two reads is in both of its sums. */
  async fund(
    { partnerId }: CoordinatorViewer,
    fundId: string,
    year: number,
    db: Queryable = this.database,
  ): Promise<ReportOfYear | Refused> {
    const fund = isPublicId(fundId) ? await this.store.fund(db, partnerId, fundId) : null;
    if (!fund) return refuse('NOT_FOUND', ['fundId']);
    const span = decideSpan(year, null, this.clock.now());
    if (!span.accepted) return span;
    const sums = await this.store.sumsOf(db, fundId, span.value);
    const movements = await this.store.movementsOf(db, fundId, span.value);
    const purposes = await this.store.purposesOf(db, fundId, span.value);
    const { title, currency } = fund;
    return {
      ...{ year, fundId, fundTitle: title, currency, purposes },
      ...fundYear(sums, movements, this.settings.config.leastFamilies),
    };
  }

  /** Of a year, or of a month of it; refused where it is too much for one answer. */
  async journal(
    { partnerId }: CoordinatorViewer,
    year: number,
    month: number | null,
    db: Queryable,
  ): Promise<JournalLine[] | Refused> {
    const span = decideSpan(year, month, this.clock.now());
    if (!span.accepted) return span;
    const lines = await this.store.journal(db, partnerId, span.value, MOST_LINES + 1);
    return lines.length > MOST_LINES ? refuse('QUANTITY_OUT_OF_RANGE', ['month']) : lines;
  }
}
