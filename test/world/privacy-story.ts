/** One story in which everything that a family would hide has been said once, and claims on it stand in every state. */

import { halfDayAt } from '../../src/calendar/half-day.js';
import { HelpKind } from '../../src/kernel/help.js';
import { canary } from './canary.js';
import { cellOf } from './cells.js';
import {
  aGrocery,
  aMoneyRequest,
  aRide,
  aTimeRequest,
  comeBack,
  dateIn,
  type Json,
  type TestRequest,
  windowIn,
} from './families.js';
import { aGroceryOffer, aMoneyOffer, aRideOffer, aTimeOffer, type OfferFields, type TestOffer } from './offers.js';
import { aPartner } from './people.js';
import { aCast, type Cast, type FamilyName, type HomeName, type ViewerName } from './privacy-cast.js';
import { ask, type Claims, type Reports, theClaims, theReports } from './privacy-claims.js';
import { type Steps, theCommitments } from './privacy-commitments.js';
import { type Plans, thePlans } from './privacy-dispatch.js';
import { type Gatherings, theGatherings } from './privacy-gatherings.js';
import { type FundsAndPledges, theMoney } from './privacy-money.js';
import { type Reimbursements, theReimbursements } from './privacy-reimbursements.js';
import { aWrittenRequest } from './rows.js';
import { aCircleLink, aWrittenCircle, ownCircleOf, widenedAsFarAsTheyGo } from './widened.js';
import type { Caller, World } from './world.js';

/** `groceries`, `ride` and `money` are of one family; a coordinator took in `time`; a foreign partner looks after `elsewhere`. */
export const requestNames = ['groceries', 'ride', 'money', 'time', 'elsewhere', 'over'] as const;
export type RequestName = (typeof requestNames)[number];

/** The homes that have an offer standing. */
export const offering = [
  'another home',
  'claimant accepted',
  'giver of money',
  'foreign home',
  'hidden home',
  'blocked home',
  'paused home',
  'unvouched home',
] as const satisfies HomeName[];
export type OfferingName = (typeof offering)[number];

export interface Story {
  readonly cast: Cast;
  readonly requests: Readonly<Record<RequestName, TestRequest>>;
  readonly claims: Claims;
  readonly offers: Readonly<Record<OfferingName, TestOffer>>;
  readonly reports: Reports;
  readonly gatherings: Gatherings;
  readonly plans: Plans;
  readonly returnCodes: Readonly<Record<FamilyName, string>>;
  readonly steps: Steps;
  readonly money: FundsAndPledges;
  readonly reimbursements: Reimbursements;
}

/** How each viewer calls. Families come back with their codes: their sessions are short. */
export async function callersOf(world: World, { cast, returnCodes }: Story): Promise<Record<ViewerName, Caller>> {
  const callers: Partial<Record<ViewerName, Caller>> = { public: {}, ...cast.keys };
  for (const [name, { token }] of [...Object.entries(cast.homes), ...Object.entries(cast.coordinators)]) {
    callers[name as ViewerName] = { token }; // Their names are names of viewers.
  }
  for (const [name, code] of Object.entries(returnCodes)) {
    callers[name as ViewerName] = { token: await comeBack(world, code) };
  }
  return callers as Record<ViewerName, Caller>; // Every viewer is one of them.
}

export async function aPrivacyStory(world: World): Promise<Story> {
  const cast = await aCast(world);
  const requests = await theRequests(world, cast);
  // Of two more families each, for whom it is all the same who else sits in the car or is shopped for.
  for (let at = 0; at < 2; at += 1) {
    await aRide(world, { passengers: 1, sharesTrip: true, window: windowIn(world, 3) });
    await aGrocery(world, { sharesTrip: true, window: windowIn(world, 3) });
  }
  await widenedAsFarAsTheyGo(world);
  await theCircles(world, cast, requests.over.requestId);
  const offers = await theOffers(world, cast);
  const claims = await theClaims(world, { cast, requests, offers });
  const reports = await theReports(world, { cast, requests, offers }, claims);
  const gatherings = await theGatherings(world, cast);
  await theMap(world, cast);
  const money = await theMoney(world, cast);
  const plans = await thePlans(world, { cast, requests, offers, claimId: claims['time / claimant proposed'] });
  const reimbursements = await theReimbursements(world, cast, claims);
  await countNeeds(world);
  // So long that it waits for its partner's coordinators: nobody has taken it.
  const { partnerId } = cast.coordinators['coordinator of origin'];
  const bucket = halfDayAt(world.clock.now(), 'UTC') - 20;
  await aWrittenRequest(world, { partnerId, bucket, cell: cellOf('11226', 4) });
  const noted = { kind: 'TEXT_TO_REVIEW', subjectId: requests.ride.requestId, text: canary('note for coordinators') };
  await ask(world, cast.coordinators['coordinator of origin'], 'noteOnWaiting', noted);
  await ask(world, cast.coordinators['other coordinator'], 'assignWaiting', {
    kind: noted.kind,
    subjectId: noted.subjectId,
  });
  const { homeId } = cast.homes['paused home'];
  await ask(world, cast.coordinators['coordinator of origin'], 'pauseHome', { homeId });
  await aPartnerAtWork(world, cast, claims);
  return {
    ...{ cast, requests, offers, claims, reports, gatherings, money, reimbursements, plans },
    steps: await theCommitments(world, cast),
    returnCodes: {
      family: requests.groceries.returnCode ?? '',
      'family of the intake': requests.time.returnCode ?? '',
      'another family': requests.elsewhere.returnCode ?? '',
      'family with nothing open': requests.over.returnCode ?? '',
    },
  };
}

/** A circle that says all there is to say, linked with those in which homes are, and a request that still widens and asks for a training. */
async function theCircles(world: World, cast: Cast, requestId: string): Promise<void> {
  const { database } = world.instance.owner;
  const { partnerId } = cast.coordinators['coordinator of origin'];
  const own = await ownCircleOf(world, partnerId);
  await aCircleLink(world, own, await aWrittenCircle(world, partnerId, 'Elm Street'));
  await database.query('say of circles', "UPDATE circle SET languages = '{en}'");
  await database.query('areas of circles', "INSERT INTO circle_area SELECT id, '842a107ffffffff' FROM circle");
  await database.query('demand of circle', "UPDATE circle SET required_training = 'CHILD_SAFETY' WHERE NOT is_own");
  await database.query(
    'ask for training',
    `UPDATE request SET required_training = 'CHILD_SAFETY', reach = 'LINKED', widens_at = $2 WHERE id = $1`,
    [requestId, world.clock.now()],
  );
}

/** It stands below another, has programs and keys, and somebody is on duty for whom a claim waits. */
async function aPartnerAtWork(world: World, { coordinators }: Cast, claims: Claims): Promise<void> {
  const admin = coordinators['coordinator of origin'];
  const { database } = world.instance.owner;
  const above = await aPartner(world, { level: 'NATIONAL' });
  await database.query('below', "UPDATE partner SET parent_id = $1, parent_level = 'NATIONAL' WHERE id = $2", [
    above.partnerId,
    admin.partnerId,
  ]);
  const foreign = coordinators['foreign coordinator'];
  await ask(world, admin, 'settleAreas', { partnerId: foreign.partnerId, agreed: [cellOf('90022', 4)] });
  await ask(world, foreign, 'updatePartner', { areas: [cellOf('11226', 3)] });
  await ask(world, admin, 'updatePartner', { areas: [cellOf('90022', 4)], contactForFamilies: { en: 'At the door' } });
  const contactForFamilies = { en: 'By phone, at noon' };
  const its = { kinds: Object.values(HelpKind), languages: ['en'], areas: [cellOf('11226', 2)], contactForFamilies };
  const programs = '... on PartnerUpdated { partner { programs { id } } }';
  const { partner } = await ask(world, admin, 'addProgram', { ...its, name: 'Last year' }, programs);
  const [{ id: programId } = { id: '' }] = (partner as { programs: { id: string }[] }).programs; // As it was asked for.
  await ask(world, admin, 'endProgram', { programId });
  await ask(world, admin, 'addProgram', { ...its, name: 'Neighbours at the table' });
  const key = { label: 'Old server', kind: 'SECRET' };
  const { keyId } = await ask(world, admin, 'createPartnerKey', key, '... on PartnerKeyMade { keyId }');
  await ask(world, admin, 'rotatePartnerKey', { keyId });
  const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
  await ask(world, admin, 'goOnDuty', { until });
  await database.query('wait', "UPDATE claim SET consents_needed = consents_needed || '{COORDINATOR}' WHERE id = $1", [
    claims['time / claimant proposed'],
  ]);
}

/** What is sealed of a request: a canary in each place for words, and a minute of its own in the exact window. */
function handoff(world: World, request: RequestName, minute: number): Json {
  const at = (hour: number) => `${dateIn(world, 2)}T${hour}:${minute}:00Z`;
  return {
    contactMethod: 'SIGNAL',
    contact: canary(`${request}: contact`),
    place: canary(`${request}: place`),
    destination: canary(`${request}: destination`),
    instructions: canary(`${request}: instructions`),
    exactWindow: { from: at(16), until: at(17) },
    returnWindow: { from: at(20), until: at(21) },
  };
}

async function theRequests(world: World, cast: Cast): Promise<Story['requests']> {
  const days = { ...windowIn(world, 1), until: dateIn(world, 7) };
  const hideFromHomes = [{ email: cast.homes['hidden home'].email }];
  const said = (request: RequestName, minute: number) => ({
    summary: canary(`${request}: summary`),
    handoff: handoff(world, request, minute),
  });
  const items = (request: RequestName) => [
    { name: canary(`${request}: item`), note: canary(`${request}: note`), quantity: 40, unit: 'BAG' },
  ];
  const groceries = await aGrocery(world, {
    ...said('groceries', 11),
    ...{ window: days, hideFromHomes, items: items('groceries'), languages: ['es', 'yi'], accessNeeds: ['QUIET'] },
    ...{ dietaryRules: ['HALAL'], payer: 'FUND', budgetCeiling: { minor: 7_391, currency: 'USD' } },
  });
  const family = { family: { token: groceries.token } };
  const ride = await aRide(
    world,
    {
      ...said('ride', 22),
      ...{ window: windowIn(world, 2), series: { rule: 'FREQ=WEEKLY;COUNT=3' }, hideFromHomes, languages: ['am'] },
      ...{ wheelchair: 'TRANSFER', childSeats: { booster: 1 }, acceptance: 'ANY_TRUSTED_HOME' },
    },
    family,
  );
  // As when the screening found something: no home reads its words before a coordinator did.
  await world.instance.owner.database.query(
    'hold a text',
    `UPDATE request SET text_state = 'WAITING', text_half = 41234, summary_held = true, summary_reasons = '{OTHER}' WHERE id = $1`,
    [ride.requestId],
  );
  const amount = { minor: 73_913, currency: 'USD' };
  const money = await aMoneyRequest(world, { ...said('money', 33), amount, purpose: 'LEGAL_AND_BOND' }, family);
  const time = await aTimeRequest(
    world,
    {
      ...said('time', 44),
      window: days,
      minutes: 600,
      language: 'en',
      languages: ['ht'],
      accessNeeds: ['LARGE_PRINT'],
    },
    { coordinator: cast.coordinators['coordinator of origin'] },
  );
  const elsewhere = await aGrocery(
    world,
    {
      ...{ ...said('elsewhere', 55), window: days, items: items('elsewhere') },
      ...{ dietaryRules: ['KOSHER'], showDietaryRules: true },
    },
    { partnerKey: cast.keys['foreign secret key'].partnerKey ?? '' },
  );
  const over = await aGrocery(world, {
    ...{ ...said('over', 56), window: days, items: items('over') },
    ...{ dietaryRules: ['NUT_FREE'], showDietaryRules: true, budgetCeiling: { minor: 6_482, currency: 'USD' } },
  });
  await world.instance.owner.database.query(
    'hold a note',
    `WITH waiting AS (UPDATE request SET text_state = 'WAITING', text_half = 41234 WHERE id = $1)
     UPDATE request_line SET note_held = true, note_reasons = '{OTHER}' WHERE request_id = $1`,
    [over.requestId],
  );
  await ask(world, over, 'withdrawRequest', { requestId: over.requestId });
  return { groceries, ride, money, time, elsewhere, over };
}

/** One that is on the map of its street, and one that has hidden again. */
async function theMap(world: World, { homes }: Cast): Promise<void> {
  const [shown, hidden] = [homes['another home'], homes['claimant accepted']];
  for (const home of [shown, hidden]) await ask(world, home, 'showOnMap', { place: { cell: '892a1072b57ffff' } });
  await world.ask('mutation { hideFromMap { __typename } }', {}, { token: hidden.token });
}

/** As on a night after more families asked than there are here. */
async function countNeeds(world: World): Promise<void> {
  const { database } = world.instance.owner;
  await database.query('count', `INSERT INTO snapshot (name, taken_on) VALUES ('NEEDS', '2026-06-10')`);
  await database.query('needs', `INSERT INTO area_need (cell, kind, open_requests) VALUES ($1, 'RIDE', 6)`, [
    cellOf('11226', 2),
  ]);
  await database.query('count-unmet', `INSERT INTO snapshot (name, taken_on) VALUES ('UNMET', '2026-06-10')`);
  await database.query(
    'unmet',
    `INSERT INTO unmet_need (cell, kind, missing, open_requests) VALUES ($1, 'RIDE', 'TIME', 6)`,
    [cellOf('11226', 2)],
  );
  await database.query(
    'movement',
    `INSERT INTO movement_number (month, what, unit, area, amount) VALUES ('2026-05-01', 'DELIVERIES', 'TIMES', 'US', 120)`,
  );
  await database.query('map', "INSERT INTO map_count (cell, homes) VALUES ('822a17fffffffff', 6)");
  await database.query(
    'map mark',
    "INSERT INTO movement_mark (tallied_until, map_counted_on) VALUES ('2026-06-01', '2026-06-10')",
  );
}

async function theOffers(world: World, { homes: its }: Cast): Promise<Story['offers']> {
  const made: Partial<Record<OfferingName, TestOffer>> = {};
  for (const name of offering) made[name] = await anOffer(name, { note: canary(`${name}: note`) });
  return made as Story['offers']; // Every name had its turn.

  function anOffer(name: OfferingName, fields: OfferFields): Promise<TestOffer> {
    switch (name) {
      case 'giver of money':
        return aMoneyOffer(world, its[name], fields);
      case 'foreign home':
        return aRideOffer(world, its[name], {
          ...{ ...fields, childSeats: { booster: 2 }, features: ['ROOM_FOR_FOLDED_WHEELCHAIR'] },
        });
      case 'claimant accepted':
        return aTimeOffer(world, its[name], { ...fields, features: ['PRINTS_LARGE'], languages: ['en'] });
      case 'another home': {
        const recurrence = { rule: 'FREQ=WEEKLY', from: dateIn(world, 0), halves: ['MORNING'] };
        return aGroceryOffer(world, its[name], {
          ...{ ...fields, recurrence, refill: 'WEEKLY', features: ['STEP_FREE'] },
          costCap: { minor: 8_642, currency: 'USD' },
        });
      }
      default:
        return aGroceryOffer(world, its[name], fields);
    }
  }
}
