/** The schema's history, oldest first, named one by one: nothing is found by a pattern at run time. */

import type { MigrationInterface } from 'typeorm';
import { KeyStore1763800000001 } from './key-store/0001-keys.js';
import { ErasedKeys1763800000002 } from './key-store/0002-erased-keys.js';
import { PhoneSessions1763800000003 } from './key-store/0003-phone-sessions.js';
import { RetiredKeks1763800000004 } from './key-store/0004-retired-keks.js';
import { People1763800000001 } from './main/0001-people.js';
import { Requests1763800000002 } from './main/0002-requests.js';
import { Offers1763800000003 } from './main/0003-offers.js';
import { Claims1763800000004 } from './main/0004-claims.js';
import { Sealed1763800000005 } from './main/0005-sealed.js';
import { Telling1763800000006 } from './main/0006-telling.js';
import { Grants1763800000007 } from './main/0007-grants.js';
import { Publishing1763800000008 } from './main/0008-publishing.js';
import { Screening1763800000009 } from './main/0009-screening.js';
import { Meters1763800000010 } from './main/0010-meters.js';
import { Attempts1763800000011 } from './main/0011-attempts.js';
import { Erasure1763800000012 } from './main/0012-erasure.js';
import { GroundForTrust1764400000013 } from './main/0013-ground-for-trust.js';
import { Partners1764400000014 } from './main/0014-partners.js';
import { HomesOfSeveral1764400000015 } from './main/0015-homes-of-several.js';
import { Vouching1764400000016 } from './main/0016-vouching.js';
import { Circles1764400000017 } from './main/0017-circles.js';
import { Commitments1764400000018 } from './main/0018-commitments.js';
import { Gatherings1764400000019 } from './main/0019-gatherings.js';
import { Movement1764400000020 } from './main/0020-movement.js';
import { Coordination1764400000021 } from './main/0021-coordination.js';
import { FromTheFirstDay1764400000022 } from './main/0022-from-the-first-day.js';
import { Map1764400000023 } from './main/0023-map.js';
import { Funds1764400000025 } from './main/0025-funds.js';
import { Ledger1764400000026 } from './main/0026-ledger.js';
import { MoneyOfClaims1764400000027 } from './main/0027-money-of-claims.js';
import { Reimbursements1764400000028 } from './main/0028-reimbursements.js';
import { FundOutcomes1764400000029 } from './main/0029-fund-outcomes.js';
import { Shelves1764400000030 } from './main/0030-shelves.js';
import { UnmetNeeds1764400000031 } from './main/0031-unmet-needs.js';
import { Dispatch1764500000034 } from './main/0034-dispatch.js';
import { Runs1764500000035 } from './main/0035-runs.js';
import { CoordinatorsMailboxes1764400000038 } from './main/0038-coordinators-mailboxes.js';
import { KnownCoordinators1764400000039 } from './main/0039-known-coordinators.js';
import { NobodyMovesUpLate1764400000041 } from './main/0041-nobody-moves-up-late.js';
import { HandsOfPledges1764500000042 } from './main/0042-hands-of-pledges.js';
import { MoneyForgetsHomes1764500000043 } from './main/0043-money-forgets-homes.js';
import { Reversals1764500000044 } from './main/0044-reversals.js';
import { NearestShelf1764500000048 } from './main/0048-nearest-shelf.js';
import { FinerPriors1764500000049 } from './main/0049-finer-priors.js';
import { GroceryRuns1764500000051 } from './main/0051-grocery-runs.js';
import { AgreedAreas1764600000054 } from './main/0054-agreed-areas.js';
import { ShelvesFollowLater1764600000055 } from './main/0055-shelves-follow-later.js';
import { ShelvesByReach1764600000056 } from './main/0056-shelves-by-reach.js';
import { RequestsInTurn1764700000057 } from './main/0057-requests-in-turn.js';
import { ClosedHomesStayEmpty1764600000058 } from './main/0058-closed-homes-stay-empty.js';
import { ShelvesByFeature1764700000059 } from './main/0059-shelves-by-feature.js';

export type MigrationClass = new () => MigrationInterface;

export const mainMigrations: MigrationClass[] = [
  People1763800000001,
  Requests1763800000002,
  Offers1763800000003,
  Claims1763800000004,
  Sealed1763800000005,
  Telling1763800000006,
  Grants1763800000007,
  Publishing1763800000008,
  Screening1763800000009,
  Meters1763800000010,
  Attempts1763800000011,
  Erasure1763800000012,
  GroundForTrust1764400000013,
  Partners1764400000014,
  HomesOfSeveral1764400000015,
  Vouching1764400000016,
  Circles1764400000017,
  Commitments1764400000018,
  Gatherings1764400000019,
  Movement1764400000020,
  Coordination1764400000021,
  FromTheFirstDay1764400000022,
  Map1764400000023,
  Funds1764400000025,
  Ledger1764400000026,
  MoneyOfClaims1764400000027,
  Reimbursements1764400000028,
  FundOutcomes1764400000029,
  Shelves1764400000030,
  UnmetNeeds1764400000031,
  Dispatch1764500000034,
  Runs1764500000035,
  CoordinatorsMailboxes1764400000038,
  KnownCoordinators1764400000039,
  NobodyMovesUpLate1764400000041,
  HandsOfPledges1764500000042,
  MoneyForgetsHomes1764500000043,
  Reversals1764500000044,
  NearestShelf1764500000048,
  FinerPriors1764500000049,
  GroceryRuns1764500000051,
  AgreedAreas1764600000054,
  ShelvesFollowLater1764600000055,
  ShelvesByReach1764600000056,
  RequestsInTurn1764700000057,
  ClosedHomesStayEmpty1764600000058,
  ShelvesByFeature1764700000059,
];

export const keyStoreMigrations: MigrationClass[] = [
  KeyStore1763800000001,
  ErasedKeys1763800000002,
  PhoneSessions1763800000003,
  RetiredKeks1763800000004,
];
