/** A home proposes a drive among friends and neighbours, for its partner to hold; it is one once the partner agrees. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OpenHomes } from '../home/open-homes.js';
import { Clock } from '../kernel/clock.js';
import { accept, type Refused, refuse } from '../kernel/decision.js';
import { decideCurrency } from '../kernel/money.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { decideFundRules } from './domain/fund.js';
import { FundStore, type FundWords } from './fund.store.js';
import { FundTexts } from './fund-texts.js';

export interface DriveInput extends FundWords {
  readonly goal: { readonly minor: number; readonly currency: string };
  /** YYYY-MM-DD */
  readonly endsOn: string;
}

const MOST_DRIVES = 3;

@Injectable()
export class StartDrive {
  constructor(
    private readonly database: Database,
    private readonly store: FundStore,
    private readonly homes: OpenHomes,
    private readonly texts: FundTexts,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, { goal, endsOn, ...words }: DriveInput): Promise<{ fundId: string } | Refused> {
    if (!viewer.vouched) return refuse('NOT_VOUCHED');
    if (viewer.paused) return refuse('HOME_PAUSED');
    const currency = decideCurrency(goal.currency, ['goal', 'currency']);
    if (!currency.accepted) return currency;
    const said = this.texts.decide(words);
    if (!said.accepted) return said;
    const now = this.clock.now();
    const today = now.toISOString().slice(0, 10);
    if (endsOn < today) return refuse('WINDOW_PAST', ['endsOn']);
    const rules = decideFundRules({
      ...{ needs: ['MONEY'] as const, cells: [], mostPerRequest: null, reserve: 0, byRules: false, goal: goal.minor },
    });
    if (!rules.accepted) return { ...rules, path: ['goal', 'minor'] };
    const { partnerId, homeId } = viewer;
    const fund = {
      ...({ id: randomUUID(), partnerId, currency: currency.value, kind: 'DRIVE', state: 'PROPOSED' } as const),
      ...{ ...rules.value, ...said.value, startedByHome: homeId, begunOn: today, endsOn, closedOn: null },
    };
    return this.database.transaction(async (tx) => {
      const closed = await this.homes.hold(tx, homeId);
      if (closed) return closed;
      if ((await this.store.countDrives(tx, homeId)) >= MOST_DRIVES) return refuse('TOO_MANY_OFFERS');
      await this.store.insert(tx, accept(fund));
      const about = { kind: 'FUND', id: fund.id } as const;
      await this.notices.tell(tx, { coordinatorsOf: partnerId }, 'DRIVE_PROPOSED', about, now);
      return { fundId: fund.id };
    });
  }
}
