/** A home reads its own pledges; the coordinators of a fund's partner those that are made to it, to know what is on its way. */
import { Injectable } from '@nestjs/common';
import { ReadOutcomes } from '../fund/read-outcomes.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Area } from '../place/place.type.js';
import { Database } from '../platform/database/database.js';
import { standing } from './domain/pledge.js';
import { type PledgeFound, PledgeStore } from './pledge.store.js';
import type { Pledge } from './pledge.type.js';

const MOST = 200;

@Injectable()
export class ReadPledges {
  constructor(
    private readonly database: Database,
    private readonly store: PledgeStore,
    private readonly outcomes: ReadOutcomes,
    private readonly clock: Clock,
  ) {}

  async ofHome({ homeId }: HomeViewer, language: Language): Promise<Pledge[]> {
    return this.shown(await this.store.ofHome(this.database, homeId), language);
  }

  /** Those that wait for something first. */
  async ofFund({ partnerId }: CoordinatorViewer, fundId: string, language: Language): Promise<Pledge[] | Refused> {
    if (!isPublicId(fundId) || !(await this.store.isFundOf(this.database, partnerId, fundId))) {
      return refuse('NOT_FOUND', ['fundId']);
    }
    return this.shown(await this.store.ofFund(this.database, partnerId, fundId, MOST), language);
  }

  async one(viewer: HomeViewer | CoordinatorViewer, id: string, language: Language): Promise<Pledge | null> {
    const found = await this.store.one(this.database, id);
    const isTheirs = viewer.kind === 'HOME' ? found?.homeId === viewer.homeId : found?.partnerId === viewer.partnerId;
    return found && isTheirs ? ((await this.shown([found], language))[0] ?? null) : null;
  }

  /** What its fund did from the month on in which it was made. */
  private async shown(found: readonly PledgeFound[], language: Language): Promise<Pledge[]> {
    const outcomes = await this.outcomes.of(new Map(found.map((its) => [its.fundId, its.currency])), language);
    const today = this.clock.now().toISOString().slice(0, 10);
    return found.map((its) => {
      const since = `${its.pledgedOn.slice(0, 7)}-01`;
      const did = its.given > 0 ? (outcomes.get(its.fundId) ?? []).filter(({ month }) => month >= since) : [];
      return { ...shown(its, today, language), outcomes: did };
    });
  }
}

function shown(its: PledgeFound, today: string, language: Language): Omit<Pledge, 'outcomes'> {
  const { id, currency, cadence, pledgedOn, homeId, fundId } = its;
  const money = (minor: number) => ({ minor, currency });
  return {
    ...{ id, cadence, pledgedOn, homeId, fundId, ...standing(its, today) },
    fundTitle: its.fundTitle,
    needs: [...its.fundNeeds],
    areas: its.fundCells.map((cell) => Area.from(cell, language)),
    amount: money(its.amount),
    cap: its.cap === null ? null : money(its.cap),
    outstanding: money(its.outstanding),
    given: money(its.given),
  };
}
