/** Each thing that was said or made in the story, and exactly who comes upon it in any answer. */
import { canary } from './canary.js';
import { type HomeName, homes, type ViewerName } from './privacy-cast.js';
import { type ClaimName, claimNames, reportNames } from './privacy-claims.js';
import { type PlaceName, placeNames } from './privacy-gatherings.js';
import { reimbursementNames } from './privacy-reimbursements.js';
import { type OfferingName, offering, type RequestName, requestNames, type Story } from './privacy-story.js';

export interface Secret {
  readonly name: string;
  /** As it would stand in an answer. */
  readonly text: string;
  /** Whether whoever steals the databases has it: what may be listed lies there openly, but no words. */
  readonly stolen: boolean;
  readonly readers: readonly ViewerName[];
}

/** Lies in the database openly: ids, and what may be listed. */
const open = (name: string, text: string, readers: readonly ViewerName[]) => ({ name, text, readers, stolen: true });
const sealed = (name: string, text: string, readers: readonly ViewerName[]) => ({ name, text, readers, stolen: false });
const word = (name: string, readers: readonly ViewerName[]) => sealed(name, canary(name), readers);

/** While every lease runs, and after the leases of what was proposed and accepted are over. */
export type Moment = 'leases run' | 'leases are over';

const coordinatorsOfHost = ['coordinator of origin', 'other coordinator'] as const;
const host = [...coordinatorsOfHost, 'secret key'] as const;
const allCoordinators = [...coordinatorsOfHost, 'foreign coordinator'] as const;
const asking = ['family', 'family of the intake', 'another family'] as const;
const inService = [
  'another home',
  'claimant proposed',
  'claimant accepted',
  'claimant delivered',
  'claimant confirmed',
  'former claimant',
  'giver of money',
  'foreign home',
] as const;
const others = ['hidden home', 'blocked home'] as const;

const readersOfListing: Readonly<Record<RequestName, readonly ViewerName[]>> = {
  groceries: [...inService, ...host, 'family'],
  ride: [...inService, ...host, 'family'],
  money: [...host, 'family'],
  time: [...inService, ...others, ...host, 'family of the intake'],
  elsewhere: [...inService, ...others, 'foreign coordinator', 'foreign secret key', 'another family'],
  over: [...host, 'family with nothing open'],
};

export function secretsOf(story: Story, moment: Moment): Secret[] {
  return [
    ...requestNames.flatMap((name) => ofRequest(story, name)),
    ...whatSingles(moment),
    ...claimNames.flatMap((name) => ofClaim(story, name, moment)),
    ...offering.flatMap((name) => ofOffer(story, name)),
    ...homes.flatMap((name) => ofHome(story, name)),
    ...reportNames.flatMap((name) => ofReport(story, name)),
    word('note for coordinators', coordinatorsOfHost),
    ...exactPlaces(),
    ...receiptsOf(story),
    ...allCoordinators.map((name) => {
      const { email, partnerId } = story.cast.coordinators[name];
      // Those who invite: in this story all coordinators do.
      const colleagues = allCoordinators.filter((its) => story.cast.coordinators[its].partnerId === partnerId);
      return sealed('e-mail of a coordinator', email, colleagues);
    }),
  ];
}

/** The home that paid; and the coordinators, while it waits for them. */
function receiptsOf({ reimbursements }: Story): Secret[] {
  const readers = {
    asked: ['claimant delivered', ...coordinatorsOfHost],
    paid: ['claimant confirmed'],
  } as const;
  return reimbursementNames.flatMap((name) => [
    open(`reimbursement ${name}: id`, reimbursements[name], readers[name]),
    word(`receipt: ${name}`, readers[name]),
  ]);
}

/** Who has a place, in a home that is in service, and the coordinators of the partner. */
function exactPlaces(): Secret[] {
  const readers: Readonly<Record<PlaceName, readonly ViewerName[]>> = {
    session: ['another home', 'claimant accepted', ...coordinatorsOfHost],
    action: ['giver of money', ...coordinatorsOfHost],
    'foreign session': ['foreign home', 'foreign coordinator'],
  };
  return placeNames.flatMap((name) => ['address', 'joining'].map((what) => word(`${name}: ${what}`, readers[name])));
}

function ofRequest({ requests }: Story, request: RequestName): Secret[] {
  const { requestId, alias, lineIds } = requests[request];
  const readers = readersOfListing[request];
  // The words of the ride wait for a coordinator, and so does one note.
  const isHeld = (what: string) => request === 'ride' || (request === 'over' && what === 'note');
  const holders = [...coordinatorsOfHost, ...(['family', 'family with nothing open'] as const)];
  const ofWord = (what: string) =>
    isHeld(what) ? readers.filter((its) => (holders as ViewerName[]).includes(its)) : readers; // Some viewers.
  const hasItems = request === 'groceries' || request === 'elsewhere' || request === 'over';
  return [
    open(`${request}: id`, requestId, readers),
    open(`${request}: alias`, alias, readers),
    open(`${request}: line`, lineIds[0] ?? '', readers),
    ...['summary', ...(hasItems ? ['item', 'note'] : [])].map((what) => word(`${request}: ${what}`, ofWord(what))),
    ...['contact', 'place', 'destination', 'instructions'].map((what) => word(`${request}: ${what}`, [])),
  ];
}

/** Words out of lists, amounts and times that stand in one request alone. */
function whatSingles(moment: Moment): Secret[] {
  const claimants = ['claimant proposed', 'claimant accepted', 'claimant delivered', 'claimant confirmed'] as const;
  // What the home offers itself, whatever became of its claim.
  const whoCan = [...claimants, 'former claimant'] as const;
  const accepted = moment === 'leases run' ? (['claimant accepted'] as const) : [];
  const seen = (text: string, readers: readonly ViewerName[]) => open(text, text, readers);
  return [
    seen('"yi"', [...accepted, 'claimant delivered', 'claimant confirmed', 'family']),
    seen('"am"', [...accepted, 'family']),
    seen('"ht"', [...accepted, ...coordinatorsOfHost, 'family of the intake']),
    seen('"QUIET"', [...whoCan, 'family']),
    seen('"WHEELCHAIR_TRANSFER"', [...whoCan, 'foreign home', 'family']),
    seen('"TRANSFER"', [...whoCan, 'foreign home', 'family']),
    seen('"LARGE_PRINT"', [...whoCan, 'blocked home', ...coordinatorsOfHost, 'family of the intake']),
    sealed('HALAL', 'HALAL', []),
    seen('"KOSHER"', readersOfListing.elsewhere),
    sealed('LEGAL_AND_BOND', 'LEGAL_AND_BOND', []),
    ...[11, 22, 33, 44, 55, 56].map((minute) => sealed(`a time of :${minute}`, `:${minute}:00`, [])),
    seen('"NUT_FREE"', readersOfListing.over),
    seen(':7391', readersOfListing.groceries),
    seen(':73913', readersOfListing.money),
    seen(':8642', ['another home', ...allCoordinators, ...asking]),
  ];
}

function ofClaim({ claims }: Story, name: ClaimName, moment: Moment): Secret[] {
  const [request = '', home = ''] = name.split(' / ');
  const family: ViewerName = request === 'time' ? 'family of the intake' : 'family';
  const its: ViewerName[] = [
    ...(home === 'nobody' ? [] : [home as HomeName]), // The half before and after the stroke are a request and a home.
    ...(request === 'giving' ? [] : [family]),
  ];
  const isLive = home === 'claimant delivered' || (home === 'claimant accepted' && moment === 'leases run');
  // They begin with the yes, and money has nobody to write to.
  const hasMessages = !['claimant proposed', 'giver of money', 'nobody'].includes(home);
  const isReported = name === 'groceries / claimant delivered';
  const ofMessages = [...(isLive ? its : [family]), ...(isReported ? coordinatorsOfHost : [])];
  return [
    open(`${name}: id`, claims[name], [...its, ...coordinatorsOfHost]),
    ...(hasMessages ? ['home', 'family'] : []).map((by) => word(`${name}: ${by}`, ofMessages)),
  ];
}

/** Families look for offers of homes in service, but not of money, nor of homes that they hid from or blocked. */
function familiesThatSee(name: OfferingName): readonly ViewerName[] {
  if (name === 'giver of money' || name === 'paused home' || name === 'unvouched home') return [];
  return name === 'hidden home' || name === 'blocked home' ? ['family of the intake', 'another family'] : asking;
}

function readersOfOffer(name: OfferingName): readonly ViewerName[] {
  const coordinators = name === 'unvouched home' ? coordinatorsOfHost : allCoordinators;
  return [name, ...coordinators, ...familiesThatSee(name)];
}

function ofOffer({ offers }: Story, name: OfferingName): Secret[] {
  const readers = readersOfOffer(name);
  return [open(`${name}: offer`, offers[name].offerId, readers), word(`${name}: note`, readers)];
}

function ofHome({ cast }: Story, name: HomeName): Secret[] {
  const { homeId, email, phone } = cast.homes[name];
  const its: readonly ViewerName[] = name === 'foreign home' ? ['foreign coordinator'] : coordinatorsOfHost;
  const isOffering = (offering as readonly HomeName[]).includes(name); // Some homes have none.
  const claimed = claimNames.filter((claim) => claim.endsWith(` / ${name}`));
  const inClaims: ViewerName[] = [
    ...(claimed.some((claim) => /^(groceries|ride)/.test(claim)) ? (['family'] as const) : []),
    ...(claimed.some((claim) => claim.startsWith('time')) ? (['family of the intake'] as const) : []),
  ];
  // Who sees an offer of it, if only one that was made for a claim, sees what it wants to be called.
  const onCards = [...(isOffering ? readersOfOffer(name as OfferingName) : []), ...inClaims, ...its];
  return [
    open(`${name}: id`, homeId, [name, ...its]),
    word(`${name}: name`, [name, ...onCards]),
    sealed(`${name}: e-mail`, email, [name, ...its]),
    sealed(`${name}: phone`, phone, its),
  ];
}

function ofReport({ reports }: Story, name: (typeof reportNames)[number]): Secret[] {
  return [open(`report ${name}: id`, reports[name], coordinatorsOfHost), word(`report: ${name}`, coordinatorsOfHost)];
}
