/** Calls in which somebody writes of a family wherever the schema takes words: each works once its world is right, and each holds a canary in every word. */
import { canary } from './canary.js';
import { dateIn, groceryInput, type Json, moneyInput, rideInput, timeInput } from './families.js';
import { wholeDays } from './offers.js';
import { PASSWORD } from './people.js';
import type { ViewerName } from './privacy-cast.js';
import type { Story } from './privacy-story.js';
import type { Caller, World } from './world.js';

export interface Spill {
  readonly mutation: string;
  readonly caller: Caller;
  readonly input: Json;
}

/** Another `round` says other words. */
export function spillsIn(
  world: World,
  { cast, requests, claims, offers, gatherings, returnCodes, money }: Story,
  callers: Readonly<Record<ViewerName, Caller>>,
  round: string,
): readonly Spill[] {
  const word = (what: string) => canary(`${round}: ${what}`);
  const email = (what: string) => `${word(what)}@example.org`;
  const handoff = (what: string) => ({
    contactMethod: 'SIGNAL',
    contact: word(`${what} contact`),
    place: word(`${what} place`),
    destination: word(`${what} destination`),
    instructions: word(`${what} instructions`),
  });
  const words = (what: string) => ({
    summary: word(`${what} summary`),
    handoff: handoff(what),
    hideFromHomes: [{ email: email(`${what} hidden`) }, { phone: PHONE }],
  });
  const items = (what: string) => [
    { name: word(`${what} item`), note: word(`${what} note`), quantity: 2, unit: 'BAG' },
  ];
  const exactPlace = (what: string) => ({ address: word(`${what} address`), howToJoin: word(`${what} joining`) });
  const { family } = callers;
  const coordinator = callers['coordinator of origin'];
  const home = callers['claimant accepted'];
  const former = callers['former claimant'];
  const confirmation = { password: PASSWORD };
  const claimId = claims['groceries / claimant accepted'];
  const { requestId } = requests.groceries;
  const { requestId: unclaimed, lineIds } = requests.elsewhere;
  const joining = { returnCode: returnCodes['another family'] };
  const place = { place: { postalCode: { country: 'US', code: '11226' } } };
  const windows = [wholeDays(dateIn(world, 1), dateIn(world, 3))];
  const posted = (kind: string, input: Json): Spill => ({
    ...{ mutation: `post${kind}Offer`, caller: home },
    input: { ...place, note: word(`${kind} offer`), ...input },
  });
  return [
    { mutation: 'postMoneyRequest', caller: {}, input: moneyInput(world, { ...words('money'), ...joining }) },
    {
      ...{ mutation: 'receivePledge', caller: callers['other coordinator'] },
      input: {
        ...{ pledgeId: money.pledges.once, amount: { minor: 100, currency: 'USD' }, reference: word('bank reference') },
      },
    },
    { mutation: 'postRideRequest', caller: {}, input: rideInput(world, { ...words('ride'), ...joining }) },
    // What would be found in it is held for a coordinator: its words lie somewhere meanwhile.
    {
      mutation: 'postTimeRequest',
      caller: {},
      input: timeInput(world, { ...words('time'), ...joining, summary: `${word('time summary')}, ${PHONE}` }),
    },
    {
      ...{ mutation: 'postGroceryRequest', caller: {} },
      input: groceryInput(world, { ...words('grocery'), ...joining, items: items('grocery') }),
    },
    { mutation: 'amendHandoff', caller: family, input: { requestId, handoff: handoff('amended') } },
    {
      ...{ mutation: 'rewordText', caller: callers['another family'] },
      input: {
        ...{ requestId: unclaimed, summary: word('reworded') },
        items: [{ lineId: lineIds[0], name: word('reworded item'), note: word('reworded note') }],
      },
    },
    {
      ...{ mutation: 'hideFromHomes', caller: family },
      input: { requestId, homes: [{ email: email('hidden') }, { phone: PHONE }] },
    },
    { mutation: 'sendMessage', caller: family, input: { claimId, text: word('message') } },
    { mutation: 'sendMessage', caller: home, input: { claimId, text: word('answer') } },
    { mutation: 'reportConcern', caller: home, input: { claimId, reason: 'OTHER', text: word('report') } },
    {
      ...{ mutation: 'registerHome', caller: {} },
      input: {
        ...{ name: word('home'), email: email('home'), password: word('password'), phone: PHONE },
        ...{ languages: ['en'], features: [] },
      },
    },
    { mutation: 'inviteCoordinator', caller: coordinator, input: { email: email('coordinator') } },
    {
      ...{ mutation: 'changeSession', caller: coordinator },
      input: { sessionId: gatherings.sessions.own, exactPlace: exactPlace('session') },
    },
    {
      ...{ mutation: 'changeAction', caller: coordinator },
      input: { actionId: gatherings.actions.own, exactPlace: exactPlace('action') },
    },
    { mutation: 'changeHome', caller: former, input: { name: word('another home name') } },
    { mutation: 'changeEmail', caller: former, input: { email: email('another'), confirmation } },
    { mutation: 'changePhone', caller: former, input: { phone: PHONE } },
    { mutation: 'changePassword', caller: former, input: { newPassword: PASSWORD, confirmation } },
    { mutation: 'startPasskeyRegistration', caller: former, input: { confirmation } },
    { mutation: 'openHandoff', caller: home, input: { claimId } },
    {
      ...{ mutation: 'signIn', caller: {} },
      input: { email: cast.homes['claimant accepted'].email, password: PASSWORD },
    },
    {
      ...{ mutation: 'rewordOfferText', caller: home },
      input: { offerId: offers['claimant accepted'].offerId, note: word('reworded offer') },
    },
    posted('Grocery', { runs: 1, reachKm: 10, windows }),
    posted('Ride', { seats: 1, reachKm: 10, windows }),
    posted('Time', { minutes: 60, skills: ['PAPERWORK'], modes: ['REMOTE'], reachKm: 10, windows }),
    posted('Money', { amount: { minor: 5_000, currency: 'USD' } }),
  ];
}

/** Nobody else's in any story. */
export const PHONE = '+19175558642';

export function documentOfSpill({ mutation }: Spill): string {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { __typename ... on Refusal { code message path } } }`;
}

/** Every `mutation path` under which an input holds one of these words. */
export function* wordsIn(path: string, value: unknown, isWord: (text: string) => boolean): Generator<string> {
  if (typeof value === 'string' && isWord(value)) yield path;
  if (Array.isArray(value)) for (const each of value) yield* wordsIn(path, each, isWord);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) yield* wordsIn(`${path}.${name}`, each, isWord);
  }
}
