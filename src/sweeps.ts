/** Every sweep and its cadence, named one by one, in the order in which a late start makes up for lost time. */
import { KnowMailboxes } from './access/account/know-mailboxes.js';
import { ForgetAttempts } from './access/forget-attempts.js';
import { ForgetChallenges } from './access/passkey/forget-challenges.js';
import { SweepSessions } from './access/sweep-sessions.js';
import { TendBackupKeys } from './backup/tend-backup-keys.js';
import { SweepCircleInvitations } from './circle/sweep-circle-invitations.js';
import { AllocateByRules } from './claim/sweeps/allocate-by-rules.js';
import { CloseSilentDeliveries } from './claim/sweeps/close-silent-deliveries.js';
import { ForgetDisclosures } from './claim/sweeps/forget-disclosures.js';
import { ForgetReports } from './claim/sweeps/forget-reports.js';
import { ForgetSealedClaims } from './claim/sweeps/forget-sealed-claims.js';
import { LapseClaims } from './claim/sweeps/lapse-claims.js';
import { SettleOverdueDisputes } from './claim/sweeps/settle-overdue-disputes.js';
import { VerifyLogs } from './claim/sweeps/verify-logs.js';
import { DeliverReminders } from './commitment/sweeps/deliver-reminders.js';
import { ForgetQueue } from './coordination/sweeps/forget-queue.js';
import { ForgetDispatch } from './dispatch/forget-dispatch.js';
import { PublishOutcomes } from './fund/sweeps/publish-outcomes.js';
import { ForgetGatherings } from './gathering/sweeps/forget-gatherings.js';
import { RemindOfGatherings } from './gathering/sweeps/remind-of-gatherings.js';
import { EraseClosedHomes, ForgetErasedHomes } from './home/ending/sweeps.js';
import { SweepHomeInvitations } from './home/membership/sweep-home-invitations.js';
import { PublishUnmetNeeds } from './matching/sweeps/publish-unmet-needs.js';
import { ReckonRecords } from './matching/sweeps/reckon-records.js';
import { ShelveOffers } from './matching/sweeps/shelve-offers.js';
import { ForgetMeters } from './metering/forget-meters.js';
import { CountMovement } from './movement/count-movement.js';
import { CountMap } from './movement/map/count-map.js';
import { ForgetNotices } from './notice/forget-notices.js';
import { SendNoticeMail } from './notice/send-notice-mail.js';
import { ExpireOffers } from './offer/sweeps/expire-offers.js';
import { ForgetMadeOffers } from './offer/sweeps/forget-made-offers.js';
import { ForgetNoteReasons } from './offer/sweeps/forget-note-reasons.js';
import { MakeOffersAhead } from './offer/sweeps/make-ahead.js';
import { RemindOfNotes } from './offer/sweeps/remind-of-notes.js';
import { SweepInvitations } from './partner/sweep-invitations.js';
import { SweepLeftCoordinators } from './partner/sweep-left-coordinators.js';
import { ForgetAnswers } from './platform/graphql/forget-answers.js';
import type { ScheduledSweep } from './platform/jobs/scheduled-sweep.js';
import { ShuffleRows } from './platform/jobs/shuffle-rows.js';
import { MakePledgeMonths } from './pledge/sweeps/make-pledge-months.js';
import { ForgetReceipts } from './reimbursement/sweeps/forget-receipts.js';
import { DestroyHandoffs } from './request/sweeps/destroy-handoffs.js';
import { EndDueRequests } from './request/sweeps/end-due-requests.js';
import { EndOccurrences } from './request/sweeps/end-occurrences.js';
import { ForgetRequests } from './request/sweeps/forget-requests.js';
import { ForgetTextReasons } from './request/sweeps/forget-text-reasons.js';
import { MakeOccurrences } from './request/sweeps/make-occurrences.js';
import { PlantCanaries } from './request/sweeps/plant-canaries.js';
import { PublishCells } from './request/sweeps/publish-cells.js';
import { PublishNeeds } from './request/sweeps/publish-needs.js';
import { PublishRequests } from './request/sweeps/publish-requests.js';
import { RemindOfTexts } from './request/sweeps/remind-of-texts.js';
import { ReshuffleKeptAway } from './request/sweeps/reshuffle-kept-away.js';
import { ReshufflePresence } from './request/sweeps/reshuffle-presence.js';
import { TellOfExpiry } from './request/sweeps/tell-of-expiry.js';
import { WidenRequests } from './request/sweeps/widen-requests.js';
import { EndFamilySessions } from './requester/end-family-sessions.js';
import { ForgetIdleRings } from './requester/forget-idle-rings.js';
import { ReshuffleRings } from './requester/reshuffle-rings.js';
import { DestroyDueKeys } from './sealing/destroy-due-keys.js';
import { DestroyOrphanKeys } from './sealing/destroy-orphan-keys.js';
import { JournalErasures } from './sealing/erasure/journal-erasures.js';
import { TidyErasures } from './sealing/erasure/tidy-erasures.js';
import { TendCertificates } from './training/sweeps/tend-certificates.js';
import { ForgetVouching } from './vouching/forget-vouching.js';

export const scheduledSweeps: readonly ScheduledSweep[] = [
  // Claims before requests and offers: what has ended keeps nothing of them alive.
  { sweep: LapseClaims, cadence: 'EVERY_FIVE_MINUTES' },
  { sweep: CloseSilentDeliveries, cadence: 'EVERY_HALF_HOUR' },
  { sweep: SettleOverdueDisputes, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetSealedClaims, cadence: 'EVERY_HALF_HOUR' },
  { sweep: MakePledgeMonths, cadence: 'EVERY_HALF_HOUR' },
  { sweep: AllocateByRules, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ExpireOffers, cadence: 'EVERY_HALF_HOUR' },
  { sweep: MakeOffersAhead, cadence: 'EVERY_HALF_HOUR' },
  // What claims have freed or used up comes before the requests that hang on it.
  { sweep: MakeOccurrences, cadence: 'EVERY_HALF_HOUR' },
  { sweep: EndOccurrences, cadence: 'EVERY_HALF_HOUR' },
  { sweep: EndDueRequests, cadence: 'EVERY_HALF_HOUR' },
  // After what may have freed something, and before the letters that tell of it.
  // Before what publishes it together with the others.
  { sweep: PlantCanaries, cadence: 'EVERY_FIVE_MINUTES' },
  { sweep: PublishRequests, cadence: 'WHEN_PUBLISHING' },
  { sweep: WidenRequests, cadence: 'EVERY_MINUTE' },
  { sweep: ShelveOffers, cadence: 'EVERY_MINUTE' },
  { sweep: TellOfExpiry, cadence: 'EVERY_HALF_HOUR' },
  { sweep: DestroyHandoffs, cadence: 'EVERY_HALF_HOUR' },
  // What hangs on a request goes with it: reports by themselves, what only claims held on to after them.
  { sweep: VerifyLogs, cadence: 'NIGHTLY' },
  { sweep: ForgetDisclosures, cadence: 'NIGHTLY' },
  // Before what it counts is forgotten.
  { sweep: CountMovement, cadence: 'NIGHTLY' },
  { sweep: CountMap, cadence: 'NIGHTLY' },
  { sweep: PublishOutcomes, cadence: 'NIGHTLY' },
  { sweep: ForgetRequests, cadence: 'NIGHTLY' },
  { sweep: ForgetMadeOffers, cadence: 'NIGHTLY' },
  { sweep: ReckonRecords, cadence: 'NIGHTLY' },
  { sweep: ForgetReports, cadence: 'NIGHTLY' },
  { sweep: ForgetReceipts, cadence: 'NIGHTLY' },
  { sweep: ForgetQueue, cadence: 'NIGHTLY' },
  { sweep: ForgetTextReasons, cadence: 'NIGHTLY' },
  { sweep: ForgetNoteReasons, cadence: 'NIGHTLY' },
  { sweep: ReshuffleKeptAway, cadence: 'EVERY_HALF_HOUR' },
  { sweep: RemindOfTexts, cadence: 'EVERY_HALF_HOUR' },
  { sweep: RemindOfNotes, cadence: 'EVERY_HALF_HOUR' },
  { sweep: DeliverReminders, cadence: 'EVERY_HALF_HOUR' },
  { sweep: RemindOfGatherings, cadence: 'EVERY_HALF_HOUR' },
  { sweep: TendCertificates, cadence: 'NIGHTLY' },
  { sweep: ForgetGatherings, cadence: 'NIGHTLY' },
  { sweep: SendNoticeMail, cadence: 'EVERY_FIVE_MINUTES' },
  { sweep: SweepSessions, cadence: 'EVERY_HALF_HOUR' },
  { sweep: KnowMailboxes, cadence: 'NIGHTLY' },
  { sweep: ForgetChallenges, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetAttempts, cadence: 'EVERY_HALF_HOUR' },
  { sweep: PublishCells, cadence: 'NIGHTLY' },
  { sweep: PublishNeeds, cadence: 'NIGHTLY' },
  { sweep: PublishUnmetNeeds, cadence: 'NIGHTLY' },
  { sweep: ReshufflePresence, cadence: 'NIGHTLY' },
  { sweep: SweepInvitations, cadence: 'NIGHTLY' },
  { sweep: SweepHomeInvitations, cadence: 'EVERY_HALF_HOUR' },
  { sweep: EraseClosedHomes, cadence: 'NIGHTLY' },
  { sweep: ForgetErasedHomes, cadence: 'NIGHTLY' },
  { sweep: SweepLeftCoordinators, cadence: 'NIGHTLY' },
  { sweep: SweepCircleInvitations, cadence: 'NIGHTLY' },
  { sweep: EndFamilySessions, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetAnswers, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetNotices, cadence: 'NIGHTLY' },
  { sweep: ForgetMeters, cadence: 'NIGHTLY' },
  { sweep: ForgetDispatch, cadence: 'EVERY_HALF_HOUR' },
  { sweep: ForgetVouching, cadence: 'NIGHTLY' },
  // Keys before rows: what is erased must not wait for what is merely removed.
  { sweep: DestroyDueKeys, cadence: 'EVERY_HALF_HOUR' },
  { sweep: DestroyOrphanKeys, cadence: 'NIGHTLY' },
  { sweep: ForgetIdleRings, cadence: 'NIGHTLY' },
  { sweep: ReshuffleRings, cadence: 'EVERY_HALF_HOUR' },
  { sweep: TendBackupKeys, cadence: 'NIGHTLY' },
  // Last: whatever the others erased is noted with it.
  { sweep: JournalErasures, cadence: 'EVERY_FIVE_MINUTES' },
  { sweep: TidyErasures, cadence: 'EVERY_HALF_HOUR' },
  // Last: what the others wrote on this mark is among it.
  { sweep: ShuffleRows, cadence: 'EVERY_HALF_HOUR' },
];
