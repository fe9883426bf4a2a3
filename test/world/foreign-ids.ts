/** For each kind of viewer: what is its own, and what exists but is somebody else's, in every state that could make a difference. */
import type { ViewerKind } from '../../src/kernel/viewer.js';
import { aProposedClaim, claimRequest, tomorrow } from './claims.js';
import { aGrocery, aRide, FLATBUSH, inputFor, postedKinds, type TestRequest } from './families.js';
import type { Filling, IdPlace, Named } from './id-places.js';
import { aGroceryOffer } from './offers.js';
import { aHome } from './people.js';
import { ask, claimNames } from './privacy-claims.js';
import { aPrivacyStory, callersOf, type Story } from './privacy-story.js';
import type { Caller, World } from './world.js';

type Ids = Readonly<Partial<Record<Named, readonly string[]>>>;

export interface Strangers {
  readonly caller: Caller;
  /** Of somebody else. */
  readonly foreign: (place: IdPlace) => readonly string[];
  readonly fillingFor: (root: string) => Filling;
}

/** What a coordinator does for a family whose request it took in, and for no other of its partner's. */
const FOR_A_FAMILY = new Set([
  ...['amendHandoff', 'finishRequest', 'hideFromHomes', 'reissueReturnCode', 'renewRequest', 'rewordText'],
  ...['withdrawRequest', 'disclosures'],
]);

export async function whatIsWhose(world: World): Promise<Readonly<Record<ViewerKind, Strangers>>> {
  const story = await aPrivacyStory(world);
  const callers = await callersOf(world, story);
  const { requests, offers, cast } = story;
  const more = await moreThings(world, story);
  const stored = await idsStored(world);
  const values = valuesFor(world);
  const claimsBut = (...mine: readonly string[]) =>
    claimNames.filter((name) => !mine.some((part) => name.includes(part))).map((name) => story.claims[name]);
  const of = (...its: readonly TestRequest[]): Ids => ({
    request: its.map(({ requestId }) => requestId),
    occurrence: its.map(({ occurrenceId }) => occurrenceId),
    requestLine: its.flatMap(({ lineIds }) => lineIds),
  });
  const filling = (own: Filling['own']) => () => ({ own, values });
  const { groceries, ride, money, time, elsewhere, over } = requests;
  const theirs = { request: groceries.requestId, claim: story.claims['groceries / claimant accepted'] };

  const home = cast.homes['claimant accepted'];
  const ofOthers: Ids = {
    ...of(money, over, ...more.notForHome),
    claim: [...claimsBut('claimant accepted'), more.claimElsewhere],
    offer: [offers['another home'].offerId, offers['unvouched home'].offerId, ...stored.madeForClaim],
    notice: stored.notices.filter(({ to }) => to !== home.homeId).map(({ id }) => id),
  };
  // What may be claimed of another request is no part of this one.
  const inside: Ids = {
    ...ofOthers,
    ...{ occurrence: of(time, ride).occurrence, requestLine: of(time, ride).requestLine },
  };

  const ofOtherFamilies: Ids = {
    ...of(time, elsewhere, over),
    claim: [...claimsBut('groceries', 'ride', 'receiving'), more.claimElsewhere],
    offer: [
      ...(['hidden home', 'blocked home', 'paused home', 'unvouched home', 'giver of money'] as const).map(
        (name) => offers[name].offerId,
      ),
      ...stored.madeForClaim,
    ],
    notice: stored.notices
      .filter(({ to }) => ![groceries, ride, money].some((its) => its.requestId === to))
      .map(({ id }) => id),
  };
  const ofAnotherPartner: Ids = {
    ...of(elsewhere),
    claim: [more.claimElsewhere],
    offer: [more.offerElsewhere, ...stored.madeForClaim],
    home: [cast.homes['foreign home'].homeId],
    report: [more.reportElsewhere],
    notice: stored.notices.filter(({ to }) => to !== cast.coordinators['other coordinator'].id).map(({ id }) => id),
  };
  const coordinatorsOwn = { ...theirs, offer: offers['another home'].offerId };
  return {
    PUBLIC: {
      caller: {},
      foreign: ({ names }) => of(...Object.values(requests))[names] ?? [],
      fillingFor: filling({}),
    },
    PARTNER: {
      caller: callers['secret key'],
      foreign: ({ names }) => of(elsewhere)[names] ?? [],
      fillingFor: filling({}),
    },
    HOME: {
      caller: callers['claimant accepted'],
      foreign: ({ root, names }) => [
        ...(inside[names] ?? []),
        // Whoever claims it has seen it, and is told that somebody was faster.
        ...(names === 'request' && root !== 'claimRequest' ? [more.taken.requestId] : []),
      ],
      fillingFor: filling({ ...theirs, offer: offers['claimant accepted'].offerId }),
    },
    FAMILY: {
      caller: callers.family,
      foreign: ({ names }) => ofOtherFamilies[names] ?? [],
      fillingFor: filling({ ...theirs, offer: offers['another home'].offerId }),
    },
    COORDINATOR: {
      caller: callers['other coordinator'],
      foreign: ({ root, names }) => [
        ...(ofAnotherPartner[names] ?? []),
        ...(names === 'request' && FOR_A_FAMILY.has(root) ? [groceries.requestId, time.requestId] : []),
      ],
      fillingFor: (root) => ({
        values,
        own:
          root === 'allocateOffer'
            ? { request: money.requestId, offer: offers['giver of money'].offerId }
            : coordinatorsOwn,
      }),
    },
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
    taken,
    notForHome: [
      await aGrocery(world, { hideFromHomes: [{ email }] }),
      await aGrocery(world, { minimumTier: 'TRUSTED' }),
    ],
    claimElsewhere: claim?.id ?? '',
    reportElsewhere: String(reported['reportId']),
    offerElsewhere: (await aGroceryOffer(world, waiting)).offerId,
  };
}

async function idsStored(world: World) {
  const { database } = world.instance.owner;
  const offers = await database.query<{ id: string }>('made for claims', 'SELECT id FROM offer WHERE made_for_claim');
  const notices = await database.query<{ id: string; to: string }>(
    'notices and to whom',
    'SELECT DISTINCT ON ("to") id, coalesce(home_id, coordinator_id, request_id) AS "to" FROM notice',
  );
  return { madeForClaim: offers.rows.map(({ id }) => id), notices: notices.rows };
}

/** By input type. */
function valuesFor(world: World): Filling['values'] {
  return {
    HalfDayOfInput: tomorrow(world),
    HandoffInput: { contactMethod: 'IN_APP' },
    HiddenHomeInput: { email: 'nobody@example.org' },
    PlaceInput: FLATBUSH,
    ...Object.fromEntries(postedKinds.map((kind) => [`Post${kind}RequestInput`, inputFor(world, kind)])),
  };
}
