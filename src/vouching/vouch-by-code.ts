/** A trusted home vouches for one of its own partner that showed it a code: no home is ever given a list of those that wait. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { digestToken, isTokenOf } from '../sealing/opaque-token.js';
import { decideVoucher, decideVouchOfHome } from './domain/vouch.js';
import { type VouchByHome, VouchStore } from './vouch.store.js';

@Injectable()
export class VouchByCode {
  constructor(
    private readonly database: Database,
    private readonly store: VouchStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer, code: string): Promise<VouchByHome | Refused> {
    const now = this.clock.now();
    const on = now.toISOString().slice(0, 10);
    const token = code.trim();
    return this.database.transaction(async (tx) => {
      await this.store.lockAll(tx);
      const voucher = await this.store.lockVoucher(tx, viewer.homeId);
      if (!voucher) return refuse('NOT_FOUND');
      const may = decideVoucher(voucher);
      if (!may.accepted) return may;
      const home = isTokenOf('VOUCH', token)
        ? await this.store.lockByCode(tx, viewer.homeId, digestToken(token), now)
        : null;
      if (!home) return refuse('NOT_FOUND', ['code']);
      const given = decideVouchOfHome(voucher, home, await this.store.countGiven(tx, viewer.homeId, on));
      if (!given.accepted) return given;
      const id = randomUUID();
      const { homeId } = home;
      if (await this.store.give(tx, given, id, on)) {
        await this.notices.tell(tx, { homeId }, 'HOME_VOUCHED', { kind: 'HOME', id: homeId }, now);
      }
      return { id, homeId, givenOn: on };
    });
  }
}
