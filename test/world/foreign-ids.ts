/** For each kind of viewer: what is its own, and what exists but is somebody else's, in every state that could make a difference. */
import type { ViewerKind } from '../../src/kernel/viewer.js';
import { aProposedClaim, claimRequest, tomorrow } from './claims.js';
import { aGrocery, aRide, dateIn, FLATBUSH, inputFor, postedKinds, type TestRequest } from './families.js';
import { inDays } from './gatherings.js';
import type { Filling, IdPlace, Named } from './id-places.js';
import { invitationInto } from './members.js';
import { aGroceryOffer } from './offers.js';
import { aCoordinator, aHome, aPartner, aSecretKey, type TestHome } from './people.js';
import type { ViewerName } from './privacy-cast.js';
import { ask, claimNames } from './privacy-claims.js';
import { aWrittenPlan } from './privacy-dispatch.js';
import { aPrivacyStory, callersOf, type Story } from './privacy-story.js';
import { ownCircleOf } from './widened.js';
import type { Caller, World } from './world.js';

const CELL_OF_A_STATE = '822a17fffffffff';

type Ids = Readonly<Partial<Record<Named, readonly string[]>>>;

/** Somebody who calls, as what, and among whose things. */
export interface Stranger {
  readonly name: string;
  readonly kind: ViewerKind;
  readonly caller: Caller;
  /** Of somebody else. */
  readonly foreign: (place: IdPlace) => readonly string[];
  readonly fillingFor: (root: string) => Filling;
  /** What it may be told in place of NOT_FOUND, whatever it names. */
  readonly alsoTold?: string;
}

interface Things {
  readonly story: Story;
  readonly callers: Readonly<Record<ViewerName, Caller>>;
  readonly more: Awaited<ReturnType<typeof moreThings>>;
  readonly stored: Awaited<ReturnType<typeof idsStored>>;
  readonly values: Filling['values'];
}

export async function strangersIn(world: World, its?: Story): Promise<readonly Stranger[]> {
  const story = its ?? (await aPrivacyStory(world));
  const more = await moreThings(world, story);
  const [callers, stored] = [await callersOf(world, story), await idsStored(world, story.money.funds.foreign)];
  const things = { story, callers, more, stored, values: valuesFor(world) };
  const { elsewhere } = story.requests;
  const nobody = { fillingFor: () => ({ own: {}, values: things.values }) };
  const all: Ids = {
    ...of(...Object.values(story.requests)),
    ...ofOtherKind(story.gatherings),
    step: Object.values(story.steps),
    circle: stored.foreignCircles,
  };
  return [
    { ...nobody, name: 'anybody', kind: 'PUBLIC', caller: {}, foreign: ({ names }) => all[names] ?? [] },
    {
      ...{ ...nobody, name: 'a server', kind: 'PARTNER', caller: callers['secret key'] },
      foreign: ({ names }) =>
        ({
          ...of(elsewhere),
          ...ofOtherKind(story.gatherings),
          step: stepsNotShown(story),
          circle: stored.foreignCircles,
        })[names as 'request'] ?? [],
    },
    aHomeAmong(things, 'claimant accepted'),
    aHomeAmong(things, 'unvouched home', 'NOT_VOUCHED'),
    aHomeAmong(things, 'paused home', 'HOME_PAUSED'),
    aFamilyAmong(things),
    aCoordinatorAmong(things),
    ...ofThirdPartner(things),
  ];
}

/** A session is no action: of the other kind there is none of that id, for anybody. */
function ofOtherKind({ sessions, actions }: Story['gatherings']): Ids {
  return { session: Object.values(actions), action: Object.values(sessions) };
}

/** Of the partner whose frontend brought `elsewhere`. */
function ofForeignPartner({
  trainings,
  campaigns,
  sessions,
  actions,
  signUps,
  certificates,
}: Story['gatherings']): Ids {
  return {
    training: [trainings.foreign],
    campaign: [campaigns.foreign],
    session: [sessions.foreign, sessions['foreign held']],
    action: [actions.foreign],
    gathering: [sessions.foreign, actions.foreign],
    signUp: [signUps.foreign],
    certificate: [certificates.foreign],
  };
}

function of(...its: readonly TestRequest[]): Ids {
  return {
    request: its.map(({ requestId }) => requestId),
    occurrence: its.map(({ occurrenceId }) => occurrenceId),
    requestLine: its.flatMap(({ lineIds }) => lineIds),
  };
}

function claimsBut(story: Story, ...mine: readonly string[]): string[] {
  return claimNames.filter((name) => !mine.some((part) => name.includes(part))).map((name) => story.claims[name]);
}

function noticesBut({ stored }: Things, ...mine: readonly string[]): string[] {
  return stored.notices.filter(({ to }) => !mine.includes(to)).map(({ id }) => id);
}

/** What no home of the host partner, nor its frontends, are shown. */
function stepsNotShown({ steps }: Story): string[] {
  return [steps.waiting, steps.retired, steps.elsewhere];
}

type HomeOfOffer = 'claimant accepted' | 'unvouched home' | 'paused home';

function aHomeAmong(things: Things, name: HomeOfOffer, alsoTold?: string): Stranger {
  const { story, callers, more, stored, values } = things;
  const { groceries, ride, money, time, over } = story.requests;
  // What may be claimed of another request is no part of this one.
  const { occurrence, requestLine } = of(time, ride);
  const others: Ids = {
    ...more.ofAnotherHome,
    ...{ occurrence, requestLine, request: of(money, over, ...more.notForHome).request },
    claim: [...claimsBut(story, name), more.claimElsewhere],
    offer: [story.offers['another home'].offerId, story.offers['giver of money'].offerId, ...stored.madeForClaim],
    notice: noticesBut(things, story.cast.homes[name].homeId),
    step: stepsNotShown(story),
    ...ofOtherKind(story.gatherings),
    calendarLink: Object.values(story.gatherings.calendarLinks),
    circle: stored.foreignCircles,
    fund: [story.money.funds.foreign],
    pledge: Object.values(story.money.pledges),
    reimbursement: Object.values(story.reimbursements),
  };
  const own = {
    request: groceries.requestId,
    claim: story.claims['groceries / claimant accepted'],
    offer: story.offers[name].offerId,
    circle: stored.ownCircle,
    occurrence: groceries.occurrenceId,
  };
  return {
    ...{ name, kind: 'HOME', caller: callers[name], fillingFor: () => ({ own, values }) },
    ...(alsoTold && { alsoTold }),
    foreign: ({ root, names }) => [
      ...(others[names] ?? []),
      // Whoever claims it has seen it, and is told that somebody was faster.
      ...(names === 'request' && root !== 'claimRequest' ? [more.taken.requestId] : []),
    ],
  };
}

function aFamilyAmong(things: Things): Stranger {
  const { story, callers, more, stored, values } = things;
  const { groceries, ride, money, time, elsewhere, over } = story.requests;
  const kept = ['hidden home', 'blocked home', 'paused home', 'unvouched home', 'giver of money'] as const;
  const others: Ids = {
    ...of(time, elsewhere, over),
    claim: [...claimsBut(story, 'groceries', 'ride', 'receiving'), more.claimElsewhere],
    offer: [...kept.map((name) => story.offers[name].offerId), ...stored.madeForClaim],
    notice: noticesBut(things, ...[groceries, ride, money].map(({ requestId }) => requestId)),
    step: Object.values(story.steps),
    ...ofOtherKind(story.gatherings),
    circle: stored.foreignCircles,
  };
  const own = {
    request: groceries.requestId,
    claim: story.claims['groceries / claimant accepted'],
    offer: story.offers['another home'].offerId,
  };
  return {
    ...{ name: 'family', kind: 'FAMILY', caller: callers.family, fillingFor: () => ({ own, values }) },
    foreign: ({ names }) => others[names] ?? [],
  };
}

/** What a coordinator does for a family whose request it took in, and for no other of its partner's. */
const FOR_A_FAMILY = new Set([
  ...['amendHandoff', 'finishRequest', 'hideFromHomes', 'reissueReturnCode', 'renewRequest', 'rewordText'],
  ...['withdrawRequest', 'disclosures'],
]);

/** They need a request for money. */
const ABOUT_MONEY = new Set(['allocateOffer', 'allocateFromFund']);

/** Whoever's it is. */
const BY_ANYBODY = new Set(['session', 'action']);

function aCoordinatorAmong(things: Things): Stranger {
  const { story, callers, more, stored, values } = things;
  const { groceries, money, time, elsewhere } = story.requests;
  const others: Ids = {
    ...more.ofAnotherHome,
    ...of(elsewhere),
    claim: [more.claimElsewhere],
    offer: [more.offerElsewhere, ...stored.madeForClaim],
    home: [story.cast.homes['foreign home'].homeId],
    coordinator: [story.cast.coordinators['foreign coordinator'].id],
    report: [more.reportElsewhere],
    ...ofPartners(stored, (partnerId) => partnerId !== story.cast.coordinators['other coordinator'].partnerId),
    // The host settles where all others look after requests, and needs nobody's word itself.
    partner: [story.cast.coordinators['other coordinator'].partnerId],
    notice: noticesBut(things, story.cast.coordinators['other coordinator'].id),
    step: [story.steps.elsewhere],
    ...ofForeignPartner(story.gatherings),
    circle: stored.foreignCircles,
    fund: [story.money.funds.foreign],
    pledge: [story.money.pledges.foreign],
    plan: [more.third.planId],
    planLine: [more.third.request.requestId],
    reimbursement: stored.foreignReimbursements,
  };
  const ownMoney = {
    ...{ request: money.requestId, offer: story.offers['giver of money'].offerId },
    fund: story.money.funds.open,
  };
  const own = {
    ...{ request: groceries.requestId, offer: story.offers['another home'].offerId },
    ...{ reimbursement: story.reimbursements.asked, fund: story.money.funds.open },
    ...{ session: story.gatherings.sessions.held, signUp: story.gatherings.signUps.own },
    ...{ circle: stored.ownCircle, plan: story.plans.ready },
  };
  return {
    ...{ name: 'other coordinator', kind: 'COORDINATOR', caller: callers['other coordinator'] },
    fillingFor: (root) => ({ values, own: ABOUT_MONEY.has(root) ? ownMoney : own }),
    foreign: ({ root, names }) => [
      ...(BY_ANYBODY.has(root) ? (ofOtherKind(story.gatherings)[names] ?? []) : (others[names] ?? [])),
      ...(names === 'request' && FOR_A_FAMILY.has(root) ? [groceries.requestId, time.requestId] : []),
    ],
  };
}

/** Of a partner beside the host and the one whose frontend brought `elsewhere`: nothing of theirs is there for it. */
function ofThirdPartner({ story, more, stored, values }: Things): Stranger[] {
  const { third } = more;
  const others: Ids = {
    ...more.ofAnotherHome,
    ...of(...Object.values(story.requests), more.taken),
    claim: [...claimsBut(story), more.claimElsewhere],
    offer: [more.offerElsewhere, story.offers['unvouched home'].offerId, ...stored.madeForClaim],
    home: Object.values(story.cast.homes).map(({ homeId }) => homeId),
    report: [more.reportElsewhere, ...Object.values(story.reports)],
    ...ofPartners(stored, (partnerId) => partnerId !== third.coordinator.partnerId),
    notice: stored.notices.map(({ id }) => id),
    step: Object.values(story.steps),
    ...ofForeignPartner(story.gatherings),
    circle: stored.hostCircles,
    fund: Object.values(story.money.funds),
    pledge: Object.values(story.money.pledges),
    plan: [story.plans.ready, story.plans.failed],
    planLine: story.plans.lines,
    reimbursement: Object.values(story.reimbursements),
  };
  const own = {
    ...{ request: third.request.requestId, offer: story.offers['another home'].offerId },
    // Nor a fund that it could name beside somebody's request.
    fund: story.money.funds.open,
    reimbursement: story.reimbursements.asked,
    // It has none that it could name beside somebody's sign-up.
    ...{ session: story.gatherings.sessions.held, signUp: story.gatherings.signUps.own },
    ...{ circle: third.circleId, plan: third.planId },
  };
  const its = {
    fillingFor: () => ({ own, values }),
    foreign: ({ root, names }: IdPlace) => (BY_ANYBODY.has(root) ? ofOtherKind(story.gatherings) : others)[names] ?? [],
    // It has no offer of money that it could name beside somebody's request.
    alsoTold: 'DOES_NOT_FIT',
  };
  return [
    { ...its, name: "a third partner's coordinator", kind: 'COORDINATOR', caller: { token: third.coordinator.token } },
    { ...its, name: "a third partner's server", kind: 'PARTNER', caller: { partnerKey: third.key } },
  ];
}

async function aThirdPartner(world: World) {
  const partner = await aPartner(world);
  const { key } = await aSecretKey(world, { partner });
  const coordinator = await aCoordinator(world, partner);
  await ask(world, coordinator, 'addProgram', { name: 'Tutoring', kinds: ['TIME'] });
  return {
    ...{ key, coordinator, circleId: await ownCircleOf(world, partner.partnerId) },
    planId: await aWrittenPlan(world, partner.partnerId),
    request: await aGrocery(world, {}, { partnerKey: key }),
  };
}

/** Taken back already, so that it is there for nobody. */
async function aVouchElsewhere(world: World): Promise<string[]> {
  const { rows } = await world.instance.owner.database.query<{ id: string }>(
    'a vouch elsewhere',
    `INSERT INTO vouch (id, home_id, by_home_id, given_on, withdrawn_on)
     SELECT gen_random_uuid(), a.id, b.id, '2026-06-01', '2026-06-02' FROM home a, home b WHERE a.id < b.id LIMIT 1 RETURNING id`,
  );
  return rows.map(({ id }) => id);
}

/** Who signs in for a home, with what, and whom it invited. */
async function partsOf(world: World, { homeId, token }: TestHome): Promise<Ids> {
  await invitationInto(world, { token });
  const { database } = world.instance.owner;
  await database.query(
    'a passkey of a home',
    `INSERT INTO passkey (id, member_id, credential_id, public_key, counter, added_on)
     SELECT gen_random_uuid(), id, decode('00', 'hex'), decode('00', 'hex'), 0, '2026-06-10' FROM home_member WHERE home_id = $1`,
    [homeId],
  );
  const { rows } = await database.query<{ member: string; passkey: string; invitation: string }>(
    'parts of a home',
    `SELECT m.id AS member, p.id AS passkey, i.id AS invitation FROM home_member m JOIN passkey p ON p.member_id = m.id
     JOIN home_invitation i ON i.home_id = m.home_id WHERE m.home_id = $1`,
    [homeId],
  );
  return {
    member: rows.map(({ member }) => member),
    passkey: rows.map(({ passkey }) => passkey),
    invitation: rows.map(({ invitation }) => invitation),
    vouch: await aVouchElsewhere(world),
  };
}

/** Requests that are not there for a home although it is in service, and things of another partner. */
async function moreThings(world: World, { cast, requests }: Story) {
  const { email } = cast.homes['claimant accepted'];
  const taken = await aRide(world);
  await aProposedClaim(world, { home: cast.homes['another home'], request: taken });
  const foreign = cast.homes['foreign home'];
  const { claim } = await claimRequest(world, foreign, requests.elsewhere.requestId);
  const report = { requestId: requests.elsewhere.requestId, reason: 'SPAM' };
  const reported = await ask(world, foreign, 'reportConcern', report, '... on ConcernReported { reportId }');
  const waiting = await aHome(world, { partnerKey: cast.keys['foreign secret key'].partnerKey ?? '' });
  return {
    ...{ taken, third: await aThirdPartner(world), ofAnotherHome: await partsOf(world, cast.homes['another home']) },
    notForHome: [
      await aGrocery(world, { hideFromHomes: [{ email }] }),
      await aGrocery(world, { minimumTier: 'TRUSTED' }),
    ],
    claimElsewhere: claim?.id ?? '',
    reportElsewhere: String(reported['reportId']),
    offerElsewhere: (await aGroceryOffer(world, waiting)).offerId,
  };
}

async function idsStored(world: World, fundElsewhere: string) {
  const { database } = world.instance.owner;
  const offers = await database.query<{ id: string }>('made for claims', 'SELECT id FROM offer WHERE made_for_claim');
  const notices = await database.query<{ id: string; to: string }>(
    'notices and to whom',
    'SELECT DISTINCT ON ("to") id, coalesce(home_id, coordinator_id, request_id) AS "to" FROM notice',
  );
  const ofPartner = await database.query<OfPartner>(
    'what partners have',
    `SELECT 'coordinator' AS named, id, partner_id AS "partnerId" FROM coordinator
     UNION ALL SELECT 'partner', id, id FROM partner
     UNION ALL SELECT 'partnerKey', id, partner_id FROM partner_key UNION ALL SELECT 'program', id, partner_id FROM program
     UNION ALL SELECT 'transfer', id, partner_id FROM ledger_transfer`,
  );
  // Of another partner, and of a claim that was forgotten.
  const reimbursements = await database.query<{ id: string }>(
    'a reimbursement elsewhere',
    `INSERT INTO reimbursement (id, partner_id, currency, amount, receipt_digest, state, asked_on)
     SELECT gen_random_uuid(), partner_id, 'USD', 100, sha256(id::text::bytea), 'ASKED', '2026-06-10' FROM fund
     WHERE id = $1 RETURNING id`,
    [fundElsewhere],
  );
  const circles = await database.query<{ id: string; host: boolean; isOwn: boolean }>(
    'circles and whose',
    'SELECT c.id, p.is_host AS host, c.is_own AS "isOwn" FROM circle c JOIN partner p ON p.id = c.partner_id',
  );
  return {
    ...{ madeForClaim: offers.rows.map(({ id }) => id), notices: notices.rows, ofPartner: ofPartner.rows },
    ownCircle: circles.rows.find(({ host, isOwn }) => host && isOwn)?.id ?? '',
    foreignReimbursements: reimbursements.rows.map(({ id }) => id),
    foreignCircles: circles.rows.filter(({ host }) => !host).map(({ id }) => id),
    hostCircles: circles.rows.filter(({ host }) => host).map(({ id }) => id),
  };
}

interface OfPartner {
  readonly named: 'coordinator' | 'partner' | 'partnerKey' | 'program' | 'transfer';
  readonly id: string;
  readonly partnerId: string;
}

function ofPartners({ ofPartner }: Things['stored'], whose: (partnerId: string) => boolean): Ids {
  const those = ofPartner.filter(({ partnerId }) => whose(partnerId));
  const ids = (wanted: OfPartner['named']) => those.filter(({ named }) => named === wanted).map(({ id }) => id);
  return {
    ...{ coordinator: ids('coordinator'), partner: ids('partner'), transfer: ids('transfer') },
    ...{ partnerKey: ids('partnerKey'), program: ids('program') },
  };
}

/** By input type. */
export function valuesFor(world: World): Filling['values'] {
  return {
    HalfDayOfInput: tomorrow(world),
    HandoffInput: { contactMethod: 'IN_APP' },
    LocalTimeInput: inDays(world, 3),
    MoneyInput: { minor: 1_000, currency: 'USD' },
    HiddenHomeInput: { email: 'nobody@example.org' },
    PlaceInput: FLATBUSH,
    SettleAreasInput: { agreed: [CELL_OF_A_STATE] },
    PlanDispatchInput: { kinds: ['RIDE'], horizon: dateIn(world, 1) },
    RemindMeInput: { on: dateIn(world, 1) },
    ReviseStepInput: { version: 1, en: { title: 'Bring soup', summary: 'On Fridays.', body: 'Every week.' } },
    ...Object.fromEntries(postedKinds.map((kind) => [`Post${kind}RequestInput`, inputFor(world, kind)])),
  };
}
