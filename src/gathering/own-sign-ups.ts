/** A member reads what it has signed up for itself. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { HomeViewer, Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type SignUpRead, SignUpStore } from './sign-up.store.js';
import type { SignUp } from './sign-up.type.js';

const MOST = 100;

@Injectable()
export class OwnSignUps {
  constructor(
    private readonly database: Database,
    private readonly store: SignUpStore,
    private readonly clock: Clock,
  ) {}

  /** What is to come first. */
  async all(viewer: HomeViewer): Promise<SignUp[]> {
    const rows = await this.store.ofMember(this.database, viewer.memberId, this.clock.now(), MOST);
    return rows.map(shown);
  }

  /** By the gathering's id; others than members have none. */
  async in(viewer: Viewer, gatheringIds: readonly string[]): Promise<Map<string, SignUp>> {
    if (viewer.kind !== 'HOME') return new Map();
    const rows = await this.store.ofMemberIn(this.database, viewer.memberId, gatheringIds);
    return new Map(rows.map((row) => [row.gatheringId, shown(row)]));
  }
}

function shown({ gatheringId, waitingPlace, attendance }: SignUpRead): SignUp {
  return { gatheringId, waitingPlace, attendance, standing: waitingPlace === null ? 'PLACE' : 'WAITING' };
}
