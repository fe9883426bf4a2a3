/** Who comes is for the coordinators of the partner whose gathering it is: of homes of other partners no more than their card. */
import { Injectable } from '@nestjs/common';
import { type PersonAddress, SealedPersons } from '../access/sealed-persons.js';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { type ParticipantPosition, type ParticipantRead, ParticipantStore } from './participant.store.js';
import type { Participant } from './sign-up.type.js';

@Injectable()
export class ReadParticipants {
  constructor(
    private readonly database: Database,
    private readonly store: ParticipantStore,
    private readonly persons: SealedPersons,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async page(
    viewer: CoordinatorViewer,
    gatheringId: string,
    { first, after }: { readonly first: number; readonly after?: string | null },
  ): Promise<Connection<Participant> | Refused> {
    if (!isPublicId(gatheringId)) return refuse('NOT_FOUND');
    const list = `participants ${viewer.partnerId} ${gatheringId}`;
    const opened = after ? this.cursors.open(list, after) : null;
    if (opened && !opened.accepted) return opened;
    const position = opened && positionOf(opened.value);
    const read = await this.database.transaction(async (tx) => {
      if (!(await this.store.isOf(tx, viewer, gatheringId))) return refuse('NOT_FOUND');
      const rows = await this.store.page(tx, viewer, gatheringId, position, first + 1);
      const own = rows.filter(({ partnerId }) => partnerId === viewer.partnerId);
      const persons = own.map(({ memberId: personId, partnerId }) => ({ personId, partnerId }));
      return { rows, addresses: await this.persons.open(tx, persons, this.clock.now()) };
    });
    if (isRefused(read)) return read;
    return pageOf(
      read.rows,
      first,
      (row) => shown(row, read.addresses.get(row.memberId)),
      ({ waitingPlace, signUpId }) => this.cursors.seal(list, [waitingPlace ?? 0, signUpId]),
    );
  }
}

function shown(row: ParticipantRead, address: PersonAddress | undefined): Participant {
  const { signUpId, homeId, waitingPlace, attendance } = row;
  const standing = waitingPlace === null ? 'PLACE' : 'WAITING';
  return { signUpId, homeId, standing, waitingPlace, attendance, email: address?.email ?? null };
}

function positionOf([waitingPlace, signUpId]: readonly (string | number | null)[]): ParticipantPosition {
  return { waitingPlace: Number(waitingPlace), signUpId: String(signUpId) };
}
