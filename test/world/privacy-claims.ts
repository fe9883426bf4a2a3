/** Claims in every state, each with words from both sides, what was opened, and what somebody reported. */
import { canary } from './canary.js';
import { claimRequest, moved, type Signed, tomorrow } from './claims.js';
import { comeBack, type Json, type TestRequest } from './families.js';
import type { TestOffer } from './offers.js';
import type { Cast, HomeName } from './privacy-cast.js';
import type { World } from './world.js';

/** By what they are on and who made them. */
export const claimNames = [
  'groceries / claimant proposed',
  'groceries / claimant accepted',
  'groceries / claimant delivered',
  'groceries / claimant confirmed',
  'groceries / former claimant',
  'groceries / blocked home',
  'ride / claimant accepted',
  'time / claimant proposed',
  'time / claimant accepted',
  'giving / giver of money',
  'receiving / nobody',
] as const;
export type ClaimName = (typeof claimNames)[number];
export type Claims = Readonly<Record<ClaimName, string>>;

export const reportNames = ['by the family', 'by another home', 'settled'] as const;
export type Reports = Readonly<Record<(typeof reportNames)[number], string>>;

interface Before {
  readonly cast: Cast;
  readonly requests: Readonly<Record<'groceries' | 'ride' | 'money' | 'time', TestRequest>>;
  readonly offers: Readonly<Record<'claimant accepted' | 'giver of money', TestOffer>>;
}

export async function theClaims(world: World, { cast, requests, offers }: Before): Promise<Claims> {
  const made: Partial<Record<ClaimName, string>> = {};
  const family: Signed = requests.groceries;
  const intake: Signed = { token: await comeBack(world, requests.time.returnCode) };
  const accepting = cast.coordinators['coordinator of origin'];

  const propose = async (request: keyof Before['requests'], name: HomeName, its: Json) => {
    const home = cast.homes[name];
    const { claim, code } = await claimRequest(world, home, requests[request].requestId, its);
    if (!claim) throw new Error(`a fixture was refused: claimRequest ${code}`);
    const claimName = `${request} / ${name}` as ClaimName; // As they are listed above.
    made[claimName] = claim.id;
    return { id: claim.id, home, claimName };
  };
  /** Somebody says yes; then both sides write to each other. */
  const begin = async (...[request, name, its, accepts]: [...Parameters<typeof propose>, Signed]) => {
    const { id, home, claimName } = await propose(request, name, its);
    await moved(world, 'acceptClaim', accepts, id);
    const text = (by: string) => ({ claimId: id, text: canary(`${claimName}: ${by}`) });
    await ask(world, home, 'sendMessage', text('home'));
    await ask(world, request === 'time' ? intake : family, 'sendMessage', text('family'));
    return { id, home };
  };
  const open = ({ id, home }: { id: string; home: Signed }) => ask(world, home, 'openHandoff', { claimId: id });
  const some = (request: TestRequest, quantity: number) => ({
    lines: [{ requestLineId: request.lineIds[0], quantity }],
  });
  const bags = some(requests.groceries, 4);
  const minutes = some(requests.time, 60);

  await propose('groceries', 'claimant proposed', bags);
  await open(await begin('groceries', 'claimant accepted', bags, family));
  for (const name of ['claimant delivered', 'claimant confirmed'] as const) {
    const { id, home } = await begin('groceries', name, bags, family);
    await moved(world, 'markDelivered', home, id);
    if (name === 'claimant confirmed') await moved(world, 'confirmReceipt', family, id);
  }
  const former = await begin('groceries', 'former claimant', bags, family);
  await open(former);
  await moved(world, 'releaseClaim', former.home, former.id, { reason: 'CANNOT_COME' });
  const blocked = await begin('groceries', 'blocked home', bags, family);
  await open(blocked);
  await ask(world, family, 'blockHome', { claimId: blocked.id });

  const plannedFor = tomorrow(world, 'MORNING', 2);
  const { occurrenceId } = requests.ride;
  await begin('ride', 'claimant accepted', { occurrenceId, plannedFor }, family);
  await propose('time', 'claimant proposed', minutes);
  const { offerId } = offers['claimant accepted'];
  await open(await begin('time', 'claimant accepted', { ...minutes, offerId }, accepting));

  const money = { offerId: offers['giver of money'].offerId, requestId: requests.money.requestId };
  const amount = { minor: 20_000, currency: 'USD' };
  // Who looks after many families: its id beside two requests says nothing of them.
  const coordinator = cast.coordinators['coordinator of origin'];
  const both = '... on OfferAllocated { giving { id } receiving { id } }';
  const allocated = await ask(world, coordinator, 'allocateOffer', { ...money, amount }, both);
  made['giving / giver of money'] = idAt(allocated, 'giving');
  made['receiving / nobody'] = idAt(allocated, 'receiving');
  await moved(world, 'markReceived', coordinator, made['giving / giver of money'], { amountMinor: 10_000 });
  return made as Claims; // Every name had its turn.
}

export async function theReports(world: World, { cast, requests }: Before, claims: Claims): Promise<Reports> {
  const report = async (by: Signed, about: Json, text: string) => {
    const input = { ...about, reason: 'OTHER', text: canary(text) };
    return String((await ask(world, by, 'reportConcern', input, '... on ConcernReported { reportId }'))['reportId']);
  };
  const requestId = requests.time.requestId;
  const settled = await report(cast.homes['giver of money'], { requestId }, 'report: settled');
  await ask(world, cast.coordinators['other coordinator'], 'settleReport', { reportId: settled, upheld: true });
  return {
    settled,
    'by the family': await report(
      requests.groceries,
      { claimId: claims['groceries / claimant delivered'] },
      'report: by the family',
    ),
    'by another home': await report(cast.homes['another home'], { requestId }, 'report: by another home'),
  };
}

/** One mutation that has to work; `more` is what is read of its answer. */
export async function ask(world: World, { token }: Signed, mutation: string, input: Json, more = ''): Promise<Json> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const { answer } = await world.ask<{ answer: Json }>(
    `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { __typename ... on Refusal { code } ${more} } }`,
    { input },
    { token },
  );
  if (answer['__typename'] === 'Refusal') throw new Error(`a fixture was refused: ${mutation} ${answer['code']}`);
  return answer;
}

function idAt(answer: Json, field: string): string {
  return (answer[field] as { id: string }).id; // As `ask` selects it.
}
