/** Every sweep and its cadence, named one by one, in the order in which a late start makes up for lost time. */
import { SweepSessions } from './access/sweep-sessions.js';
import { CloseSilentDeliveries } from './claim/sweeps/close-silent-deliveries.js';
import { ForgetReports } from './claim/sweeps/forget-reports.js';
import { ForgetSealedClaims } from './claim/sweeps/forget-sealed-claims.js';
import { LapseClaims } from './claim/sweeps/lapse-claims.js';
import { SettleOverdueDisputes } from './claim/sweeps/settle-overdue-disputes.js';
import { ForgetNotices } from './notice/forget-notices.js';
import { SendNoticeMail } from './notice/send-notice-mail.js';
import { ExpireOffers } from './offer/sweeps/expire-offers.js';
import { ForgetMadeOffers } from './offer/sweeps/forget-made-offers.js';
import { MakeOffersAhead } from './offer/sweeps/make-ahead.js';
import { SweepInvitations } from './partner/sweep-invitations.js';
import { ForgetAnswers } from './platform/graphql/forget-answers.js';
import type { ScheduledSweep } from './platform/jobs/scheduled-sweep.js';
import { DestroyHandoffs } from './request/sweeps/destroy-handoffs.js';
import { EndDueRequests } from './request/sweeps/end-due-requests.js';
import { EndOccurrences } from './request/sweeps/end-occurrences.js';
import { ForgetRequests } from './request/sweeps/forget-requests.js';
import { MakeOccurrences } from './request/sweeps/make-occurrences.js';
import { PublishCells } from './request/sweeps/publish-cells.js';
import { PublishNeeds } from './request/sweeps/publish-needs.js';
import { ReshuffleKeptAway } from './request/sweeps/reshuffle-kept-away.js';
import { ReshufflePresence } from './request/sweeps/reshuffle-presence.js';
import { TellOfExpiry } from './request/sweeps/tell-of-expiry.js';
import { EndFamilySessions } from './requester/end-family-sessions.js';
import { ForgetIdleRings } from './requester/forget-idle-rings.js';
import { ReshuffleRings } from './requester/reshuffle-rings.js';
import { DestroyDueKeys } from './sealing/destroy-due-keys.js';

export const scheduledSweeps: readonly ScheduledSweep[] = [
  // Claims before requests and offers: what has ended keeps nothing of them alive.
  { sweep: LapseClaims, cadence: 'EVERY_FIVE_MINUTES' },
  { sweep: CloseSilentDeliveries, cadence: 'EVERY_HALF_HOUR' },
  { sweep: SettleOverdueDisputes, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetSealedClaims, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ExpireOffers, cadence: 'EVERY_HALF_HOUR' },
  { sweep: MakeOffersAhead, cadence: 'EVERY_HALF_HOUR' },
  // What claims have freed or used up comes before the requests that hang on it.
  { sweep: MakeOccurrences, cadence: 'EVERY_HALF_HOUR' },
  { sweep: EndOccurrences, cadence: 'EVERY_HALF_HOUR' },
  { sweep: EndDueRequests, cadence: 'EVERY_HALF_HOUR' },
  { sweep: TellOfExpiry, cadence: 'EVERY_HALF_HOUR' },
  { sweep: DestroyHandoffs, cadence: 'EVERY_HALF_HOUR' },
  // What hangs on a request goes with it: reports by themselves, what only claims held on to after them.
  { sweep: ForgetRequests, cadence: 'NIGHTLY' },
  { sweep: ForgetMadeOffers, cadence: 'NIGHTLY' },
  { sweep: ForgetReports, cadence: 'NIGHTLY' },
  { sweep: ReshuffleKeptAway, cadence: 'EVERY_HALF_HOUR' },
  { sweep: SendNoticeMail, cadence: 'EVERY_FIVE_MINUTES' },
  { sweep: SweepSessions, cadence: 'EVERY_HALF_HOUR' },
  { sweep: PublishCells, cadence: 'NIGHTLY' },
  { sweep: PublishNeeds, cadence: 'NIGHTLY' },
  { sweep: ReshufflePresence, cadence: 'NIGHTLY' },
  { sweep: SweepInvitations, cadence: 'NIGHTLY' },
  { sweep: EndFamilySessions, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetAnswers, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetNotices, cadence: 'NIGHTLY' },
  // Keys before rows: what is erased must not wait for what is merely removed.
  { sweep: DestroyDueKeys, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetIdleRings, cadence: 'NIGHTLY' },
  { sweep: ReshuffleRings, cadence: 'EVERY_HALF_HOUR' },
];
