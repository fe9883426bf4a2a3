/** A home reads its own pledges; the coordinators of a fund's partner those that are made to it, to know what is on its way. */
import { Injectable } from '@nestjs/common';
import { isPublicId } from '../kernel/ids.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Area } from '../place/place.type.js';
import { Database } from '../platform/database/database.js';
import { type PledgeFound, PledgeStore } from './pledge.store.js';
import type { Pledge } from './pledge.type.js';

const MOST = 200;

@Injectable()
export class ReadPledges {
  constructor(
    private readonly database: Database,
    private readonly store: PledgeStore,
  ) {}

  async ofHome({ homeId }: HomeViewer, language: Language): Promise<Pledge[]> {
    return (await this.store.ofHome(this.database, homeId)).map((its) => shown(its, language));
  }

  /** Those that wait for something first. */
  async ofFund({ partnerId }: CoordinatorViewer, fundId: string, language: Language): Promise<Pledge[]> {
    if (!isPublicId(fundId)) return [];
    return (await this.store.ofFund(this.database, partnerId, fundId, MOST)).map((its) => shown(its, language));
  }

  async one(viewer: HomeViewer | CoordinatorViewer, id: string, language: Language): Promise<Pledge | null> {
    const found = await this.store.one(this.database, id);
    const isTheirs = viewer.kind === 'HOME' ? found?.homeId === viewer.homeId : found?.partnerId === viewer.partnerId;
    return found && isTheirs ? shown(found, language) : null;
  }
}

function shown(its: PledgeFound, language: Language): Pledge {
  const { id, currency, cadence, state, pledgedOn, homeId, fundId, nextMonth } = its;
  const money = (minor: number) => ({ minor, currency });
  return {
    ...{ id, cadence, state, pledgedOn, homeId, fundId, nextMonth },
    fundTitle: its.fundTitle,
    needs: [...its.fundNeeds],
    areas: its.fundCells.map((cell) => Area.from(cell, language)),
    amount: money(its.amount),
    cap: its.cap === null ? null : money(its.cap),
    outstanding: money(its.outstanding),
    given: money(its.given),
  };
}
