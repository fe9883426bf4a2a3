/** Whoever signs in for a home or for a partner, by the one id that they have as such. */
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import type { NoticeRecipient } from '../notice/notices.js';
import type { Person } from './person-sessions.js';

export type PersonViewer = HomeViewer | CoordinatorViewer;

export function personOf(viewer: PersonViewer): Person {
  return viewer.kind === 'HOME' ? { memberId: viewer.memberId } : { coordinatorId: viewer.coordinatorId };
}

export function personIdOf(person: Person): string {
  return 'memberId' in person ? person.memberId : person.coordinatorId;
}

/** A member is told with the whole home: there nobody has notices of their own. */
export function tellingOf(viewer: PersonViewer): NoticeRecipient {
  return viewer.kind === 'HOME' ? { homeId: viewer.homeId } : { coordinatorId: viewer.coordinatorId };
}
