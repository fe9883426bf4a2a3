/** Coordinators know who else is one at their partner, and what for; addresses are for those who invite. */
import { Injectable } from '@nestjs/common';
import { SealedPersons } from '../access/sealed-persons.js';
import { Clock } from '../kernel/clock.js';
import { isRefused } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import type { CoordinatorShown } from './coordinator.type.js';
import { CoordinatorListStore, type ListedCoordinator } from './coordinator-list.store.js';

const MOST = 200;

@Injectable()
export class ReadCoordinators {
  constructor(
    private readonly database: Database,
    private readonly store: CoordinatorListStore,
    private readonly persons: SealedPersons,
    private readonly clock: Clock,
  ) {}

  async all(viewer: CoordinatorViewer): Promise<CoordinatorShown[]> {
    const listed = await this.store.ofPartner(this.database, viewer.partnerId, this.clock.now(), MOST);
    return this.shown(viewer, listed);
  }

  /** Null when it has left. */
  async one(viewer: CoordinatorViewer, id: string): Promise<CoordinatorShown | null> {
    const listed = await this.store.one(this.database, id);
    return listed && ((await this.shown(viewer, [listed]))[0] ?? null);
  }

  /** Null when it is off duty by the clock. */
  async onDutyUntil(coordinatorId: string): Promise<Date | null> {
    const until = (await this.store.one(this.database, coordinatorId))?.onDutyUntil ?? null;
    return until && until > this.clock.now() ? until : null;
  }

  private async shown(viewer: CoordinatorViewer, listed: readonly ListedCoordinator[]): Promise<CoordinatorShown[]> {
    const now = this.clock.now();
    const emails = viewer.roles.includes('ADMIN') ? await this.emails(viewer.partnerId, listed, now) : new Map();
    return listed.map(({ id, roles, joinedOn, onDutyUntil }) => ({
      id,
      roles,
      joinedOn,
      email: emails.get(id)?.email ?? null,
      onDuty: onDutyUntil !== null && onDutyUntil > now,
    }));
  }

  private async emails(partnerId: string, listed: readonly ListedCoordinator[], now: Date) {
    const persons = listed.map(({ id }) => ({ personId: id, partnerId }));
    const opened = await this.database.transaction((tx) => this.persons.open(tx, persons, now));
    return isRefused(opened) ? new Map() : opened;
  }
}
