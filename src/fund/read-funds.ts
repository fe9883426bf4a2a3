/** Who reads what of a fund: its partner's coordinators all of it, homes the purpose, and totals once there are enough givers. */
import { Injectable } from '@nestjs/common';
import { isPublicId } from '../kernel/ids.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Area } from '../place/place.type.js';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/instance-parts.js';
import { shownTotal } from './domain/fund.js';
import { type FundFound, FundStore } from './fund.store.js';
import type { Fund } from './fund.type.js';
import { FundFiguresStore } from './fund-figures.store.js';
import { ReadOutcomes } from './read-outcomes.js';

/** A partner has few; what is beyond is old. */
const MOST = 200;

@Injectable()
export class ReadFunds {
  constructor(
    private readonly database: Database,
    private readonly store: FundStore,
    private readonly figures: FundFiguresStore,
    private readonly settings: Settings,
    private readonly outcomes: ReadOutcomes,
  ) {}

  async all(viewer: HomeViewer | CoordinatorViewer, language: Language): Promise<Fund[]> {
    const homeId = viewer.kind === 'HOME' ? viewer.homeId : null;
    return this.shown(viewer, await this.store.all(this.database, viewer.partnerId, homeId, MOST), language);
  }

  /** Null where there is none for this viewer. */
  async one(viewer: HomeViewer | CoordinatorViewer, fundId: string, language: Language): Promise<Fund | null> {
    const fund = isPublicId(fundId) ? await this.store.find(this.database, viewer.partnerId, fundId) : null;
    if (!fund || (viewer.kind === 'HOME' && !isForHomes(fund, viewer.homeId))) return null;
    return (await this.shown(viewer, [fund], language))[0] ?? null;
  }

  secondAbove({ partnerId }: CoordinatorViewer): Promise<{ currency: string; minor: number }[]> {
    return this.store.secondAbove(this.database, partnerId);
  }

  private async shown(
    viewer: HomeViewer | CoordinatorViewer,
    funds: readonly FundFound[],
    language: Language,
  ): Promise<Fund[]> {
    const figures = await this.figures.of(
      this.database,
      funds.map(({ id }) => id),
    );
    const outcomes = await this.outcomes.of(new Map(funds.map(({ id, currency }) => [id, currency])), language);
    const of = new Map(figures.map((its) => [its.fundId, its]));
    const least = this.settings.config.leastFamilies;
    return funds.map((fund) => {
      const { id, currency } = fund;
      const { raised = 0, givers = 0, balance = 0 } = of.get(id) ?? {};
      const money = (minor: number | null) => (minor === null ? null : { minor, currency });
      const isCoordinator = viewer.kind === 'COORDINATOR';
      return {
        ...{ id, currency, kind: fund.kind, state: fund.state, title: fund.title, purpose: fund.purpose },
        ...{ needs: [...fund.needs], begunOn: fund.begunOn, endsOn: fund.endsOn, closedOn: fund.closedOn },
        areas: fund.cells.map((cell) => Area.from(cell, language)),
        outcomes: outcomes.get(id) ?? [],
        goal: money(fund.goal),
        raised: money(isCoordinator ? raised : shownTotal(raised, givers, least)),
        available: money(isCoordinator ? balance : null),
        mostPerRequest: money(isCoordinator ? fund.mostPerRequest : null),
        reserve: money(isCoordinator ? fund.reserve : null),
        byRules: isCoordinator ? fund.byRules : null,
        isYours: viewer.kind === 'HOME' && fund.startedByHome === viewer.homeId,
      };
    });
  }
}

function isForHomes({ kind, state, startedByHome }: FundFound, homeId: string): boolean {
  return startedByHome === homeId || (kind !== 'NEED' && (state === 'OPEN' || state === 'CLOSED'));
}
