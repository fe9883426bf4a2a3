/** A member of a home signs up and gets a place, or waits in line; whoever leaves makes room for the first in it. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { DailyLooks } from '../metering/daily-looks.js';
import { Database } from '../platform/database/database.js';
import { decideLeaving, decideSignUp, type GatheringKind } from './domain/gathering.js';
import { GatheringStore } from './gathering.store.js';
import { SignUpStore } from './sign-up.store.js';
import { TellSignedUp } from './tell-signed-up.js';

@Injectable()
export class SignUps {
  constructor(
    private readonly database: Database,
    private readonly gatherings: GatheringStore,
    private readonly store: SignUpStore,
    private readonly tell: TellSignedUp,
    private readonly looks: DailyLooks,
    private readonly clock: Clock,
  ) {}

  /** Only homes that somebody vouched for: a place shows the address, and anybody can register. So many different ones a day, so that none collects addresses. */
  async signUp(viewer: HomeViewer, kind: GatheringKind, id: string): Promise<{ gatheringId: string } | Refused> {
    if (!viewer.vouched) return refuse('NOT_VOUCHED');
    if (viewer.paused) return refuse('HOME_PAUSED');
    if (!isPublicId(id)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const gathering = await this.gatherings.lock(tx, id, kind);
      if (!gathering) return refuse('NOT_FOUND');
      const decision = decideSignUp(gathering, await this.store.isSignedUp(tx, id, viewer.memberId), now);
      if (!decision.accepted) return decision;
      const tooMany = await this.looks.signingUp(tx, viewer.homeId, id, now);
      if (tooMany) return tooMany;
      await this.store.insert(tx, decision, randomUUID(), id, viewer.memberId);
      return { gatheringId: id };
    });
  }

  /** Whether the home is vouched for makes no difference: anybody may stay away. */
  async leave(viewer: HomeViewer, kind: GatheringKind, id: string): Promise<{ gatheringId: string } | Refused> {
    if (!isPublicId(id)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const gathering = await this.gatherings.lock(tx, id, kind);
      if (!gathering || !(await this.store.isSignedUp(tx, id, viewer.memberId))) return refuse('NOT_FOUND');
      const decision = decideLeaving(gathering, now);
      if (!decision.accepted) return decision;
      await this.store.delete(tx, decision, id, viewer.memberId);
      await this.tell.movedUp(tx, gathering, now);
      return { gatheringId: id };
    });
  }
}
