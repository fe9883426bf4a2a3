/** Every sweep and its cadence, named one by one, in the order in which a late start makes up for lost time. */
import { ForgetNotices } from './notice/forget-notices.js';
import { ForgetAnswers } from './platform/graphql/forget-answers.js';
import type { ScheduledSweep } from './platform/jobs/scheduled-sweep.js';
import { EndFamilySessions } from './requester/end-family-sessions.js';
import { ForgetIdleRings } from './requester/forget-idle-rings.js';
import { ReshuffleRings } from './requester/reshuffle-rings.js';
import { DestroyDueKeys } from './sealing/destroy-due-keys.js';

export const scheduledSweeps: readonly ScheduledSweep[] = [
  { sweep: EndFamilySessions, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetAnswers, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetNotices, cadence: 'NIGHTLY' },
  // Keys before rows: what is erased must not wait for what is merely removed.
  { sweep: DestroyDueKeys, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetIdleRings, cadence: 'NIGHTLY' },
  { sweep: ReshuffleRings, cadence: 'EVERY_HALF_HOUR' },
];
