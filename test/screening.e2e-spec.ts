/** Words that lead to a person wait for one: the family sees why, homes read nothing of them, and the need is open all the while. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { anAcceptedClaim } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, aTimeRequest, comeBack, type Json, type TestRequest } from './world/families.js';
import { aGroceryOffer } from './world/offers.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aSecretKey,
  aVouchedHome,
  type TestCoordinator,
  type TestHome,
  theHost,
  vouch,
} from './world/people.js';
import { temporaryFolder } from './world/temporary-folder.js';
import { widenedAsFarAsTheyGo } from './world/widened.js';
import { World } from './world/world.js';

const PHONE = 'Call 917-555-0142, any time';
const REVIEW = 'review { state message revision reasons since texts { field lineId text reasons message } }';
const FIELDS = `id status summary lines { id label note quantity } ${REVIEW}`;

interface Review {
  readonly state: string;
  readonly message: string;
  readonly revision: number;
  readonly reasons: string[];
  readonly since: string | null;
  readonly texts: { field: string; lineId: string | null; text: string | null; reasons: string[]; message: string }[];
}
interface Shown {
  readonly id: string;
  readonly status: string;
  readonly summary: string | null;
  readonly note: string | null;
  readonly lines: { id: string; label: string | null; note: string | null; quantity: number }[];
  readonly review: Review | null;
}
interface Outcome {
  readonly request?: Shown;
  readonly offer?: Shown;
  readonly code?: string;
  readonly path?: string[] | null;
}

let world: World;
let coordinator: TestCoordinator;
let colleague: TestCoordinator;
let stranger: TestCoordinator;
let home: TestHome;
beforeAll(async () => {
  world = await World.open();
  await theHost(world);
  coordinator = await aCoordinator(world);
  colleague = await aCoordinator(world);
  stranger = await aCoordinator(world, await aPartner(world));
  home = await aVouchedHome(world, { vouchedBy: coordinator });
});
afterAll(async () => {
  await world.close();
});

const change = async (
  mutation: string,
  input: Json,
  { token }: { token: string },
  language = 'en',
): Promise<Outcome> => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const happened = mutation.includes('Offer')
    ? `... on OfferChanged { offer { id note ${REVIEW} } }`
    : `... on RequestChanged { request { ${FIELDS} } }`;
  const answer = await world.ask<Record<string, Outcome>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${happened} ... on Refusal { code path } } }`,
    { input },
    { token, language },
  );
  return answer[mutation] ?? {};
};
const read = async (id: string, caller: { token?: string; partnerKey?: string }, language = 'en') =>
  (
    await world.ask<{ request: Shown | null }>(
      `query ($id: ID!) { request(id: $id) { ${FIELDS} } }`,
      { id },
      { ...caller, language },
    )
  ).request;
const readOffer = async (id: string, { token }: { token: string }) =>
  (await world.ask<{ offer: Shown }>(`query ($id: ID!) { offer(id: $id) { id note ${REVIEW} } }`, { id }, { token }))
    .offer;
const queue = async ({ token }: { token: string }, name = 'textsToReview', page: Json = {}) => {
  const fields = name === 'textsToReview' ? FIELDS : `id note ${REVIEW}`;
  const answer = await world.ask<
    Record<string, { edges: { node: Shown }[]; pageInfo: { endCursor: string; hasNextPage: boolean } }>
  >(
    `query ($first: Int! = 50, $after: String) { ${name}(first: $first, after: $after) {
      edges { node { ${fields} } } pageInfo { endCursor hasNextPage } } }`,
    page,
    { token },
  );
  const its = answer[name];
  return { nodes: its?.edges.map(({ node }) => node) ?? [], pageInfo: its?.pageInfo };
};
const waiting = async (id: string, by = coordinator) => (await queue(by)).nodes.find((node) => node.id === id);
const noticesOf = async ({ token }: { token: string }, about: string) => {
  const { notices } = await world.ask<{ notices: { edges: { node: { code: string; subjectId: string } }[] } }>(
    '{ notices(first: 50) { edges { node { code subjectId } } } }',
    {},
    { token },
  );
  return notices.edges.filter(({ node }) => node.subjectId === about).map(({ node }) => node.code);
};
const approve = (request: TestRequest, revision: number, by = coordinator) =>
  change('approveText', { requestId: request.requestId, revision }, by);
const returned = (request: TestRequest, its: Json, by = coordinator) =>
  change('returnText', { requestId: request.requestId, reasons: ['SINGLES_OUT'], ...its }, by);

const aHeldRide = () => aRide(world, { summary: PHONE });
const aHeldBasket = () =>
  aGrocery(world, {
    summary: 'For the week',
    items: [
      { name: 'Rice', quantity: 2, unit: 'BAG', note: 'for my son Mateo' },
      { name: 'ask for Xiomara', quantity: 1, unit: 'PACK', note: 'size 4' },
      { name: 'Milk', quantity: 3, unit: 'GALLON' },
    ],
  });

describe('a held text', () => {
  it('is seen by its family with the reason, in its language, and by no home; the need is open', async () => {
    const ride = await aHeldRide();
    const seen = await read(ride.requestId, ride);
    expect(seen).toMatchObject({ status: 'OPEN', summary: PHONE });
    expect(seen?.review).toEqual({
      ...{ state: 'WAITING', revision: 1, reasons: ['PHONE'], since: '2026-06-10' },
      message: expect.stringMatching(/^A coordinator reads some of these words/),
      texts: [
        {
          ...{ field: 'SUMMARY', lineId: null, text: PHONE, reasons: ['PHONE'] },
          message: expect.stringMatching(/^This looks like a phone number\./),
        },
      ],
    });
    const inSpanish = await read(ride.requestId, ride, 'es');
    expect(inSpanish?.review?.texts[0]?.message).toContain('número de teléfono');
    expect(inSpanish?.review?.message).toContain('Un coordinador leerá');
    expect(await read(ride.requestId, home)).toMatchObject({ status: 'OPEN', summary: null, review: null });
  });

  it('is held by itself: the other items of a list are shown', async () => {
    const basket = await aHeldBasket();
    const [rice, named, milk] = basket.lineIds;
    expect(await read(basket.requestId, home)).toMatchObject({
      summary: 'For the week',
      lines: [
        { id: rice, label: 'Rice', note: null, quantity: 2 },
        { id: named, label: null, note: 'size 4', quantity: 1 },
        { id: milk, label: 'Milk', note: null },
      ],
    });
    expect((await read(basket.requestId, basket))?.review?.texts).toMatchObject([
      { field: 'ITEM_NOTE', lineId: rice, text: 'for my son Mateo', reasons: ['NAME'] },
      { field: 'ITEM_NAME', lineId: named, text: 'ask for Xiomara', reasons: ['NAME'] },
    ]);
  });

  it('stands in no list, suggestion, claim or notice of a home, nor with a server of the partner, nor in a log', async () => {
    const basket = await aHeldBasket();
    const ride = await aHeldRide();
    const offer = await aGroceryOffer(world, home);
    const { claimId } = await anAcceptedClaim(world, { home, request: ride });
    const key = await aSecretKey(world);
    const lists = [
      await world.call(
        '{ requests(first: 50) { edges { node { id summary lines { label note } occurrences { lines { label note } } review { state } } } } }',
        {},
        home,
      ),
      await world.call(
        'query ($id: ID!) { suggestedRequests(offerId: $id, first: 50) { request { id summary lines { label note } } reasons { text } } }',
        { id: offer.offerId },
        home,
      ),
      await world.call(
        '{ myClaims { id lines { requestLine { label note } } request { id summary review { state } } } }',
        {},
        home,
      ),
      await world.call('{ notices(first: 50) { edges { node { code text } } } }', {}, home),
      await world.call(
        '{ requests(first: 50) { edges { node { id summary lines { label note } review { state } } } } }',
        {},
        { partnerKey: key.key },
      ),
    ].map((answer) => JSON.stringify(answer));
    expect(lists.slice(0, 2).every((list) => list.includes(basket.requestId))).toBe(true);
    expect(lists[2]).toContain(claimId);
    for (const text of ['555-0142', 'Mateo', 'Xiomara', '"state"'])
      expect(lists.filter((list) => list.includes(text))).toEqual([]);
    const told = JSON.stringify(await everythingStored(world)) + world.logLines.join('');
    for (const text of ['555-0142', 'Mateo', 'Xiomara']) expect(told).not.toContain(text);
  });

  it('may be of an intake too', async () => {
    const taken = await aTimeRequest(world, { summary: 'me llamo José' }, { coordinator });
    expect((await waiting(taken.requestId, colleague))?.review).toMatchObject({ state: 'WAITING', reasons: ['NAME'] });
  });

  it('is not what lies sealed for the accepted, nor what is harmless', async () => {
    const ride = await aRide(world, {
      summary: 'Two seats at 10:30, one stroller',
      handoff: {
        contactMethod: 'PHONE',
        contact: '+1 917 555 0142',
        place: '1 Church Avenue',
        instructions: 'Ask for Ana',
      },
    });
    expect((await read(ride.requestId, ride))?.review).toEqual({
      state: 'SHOWN',
      revision: 1,
      message: 'All words are shown.',
      reasons: [],
      since: null,
      texts: [],
    });
  });
});

describe('coordinators of the partner that looks after it', () => {
  it('find it in their queue with its words, the longest wait first, by pages', async () => {
    const [first, second] = [await aHeldRide(), await aHeldRide()];
    world.clock.advance({ hours: 12 });
    const third = await aHeldRide();
    const found = (await queue(coordinator)).nodes.map(({ id }) => id);
    const at = (request: TestRequest) => found.indexOf(request.requestId);
    expect(at(first)).toBeGreaterThanOrEqual(0);
    expect(at(third)).toBeGreaterThan(Math.max(at(first), at(second)));
    expect(await waiting(third.requestId)).toMatchObject({ summary: PHONE, review: { texts: [{ text: PHONE }] } });
    const pages: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, pageInfo } = await queue(coordinator, 'textsToReview', { first: 2, after });
      pages.push(...nodes.map(({ id }) => id));
      more = pageInfo?.hasNextPage ?? false;
      after = pageInfo?.endCursor ?? null;
    }
    expect(pages).toEqual(found);
    expect(await noticesOf(coordinator, third.requestId)).toEqual(['TEXT_TO_REVIEW']);
    expect(await noticesOf(stranger, third.requestId)).toEqual([]);
  });

  it('show it: homes read it from then on, and the family is told', async () => {
    const ride = await aHeldRide();
    expect(await approve(ride, 1)).toMatchObject({ request: { review: { state: 'SHOWN', revision: 2, texts: [] } } });
    expect(await read(ride.requestId, home)).toMatchObject({ summary: PHONE });
    expect(await waiting(ride.requestId)).toBeUndefined();
    expect(await noticesOf(ride, ride.requestId)).toEqual(['TEXT_APPROVED']);
  });

  it('ask for other words: the family reads why, and says it anew; a person reads that too', async () => {
    const ride = await aHeldRide();
    await returned(ride, { revision: 1, reasons: ['UNCLEAR'] });
    expect(await noticesOf(ride, ride.requestId)).toEqual(['TEXT_RETURNED']);
    expect((await read(ride.requestId, ride))?.review).toMatchObject({
      ...{ state: 'RETURNED', revision: 2, reasons: ['PHONE', 'UNCLEAR', 'RETURNED_BEFORE'] },
      texts: [{ text: PHONE, message: expect.stringContaining('could not tell what is meant') }],
    });
    expect(await read(ride.requestId, home)).toMatchObject({ status: 'OPEN', summary: null });
    expect(await waiting(ride.requestId)).toBeUndefined();
    const reworded = await change('rewordText', { requestId: ride.requestId, summary: 'A ride at noon' }, ride);
    expect(reworded.request?.review).toMatchObject({ state: 'WAITING', revision: 3, reasons: ['RETURNED_BEFORE'] });
    expect(await read(ride.requestId, home)).toMatchObject({ summary: null });
    await approve(ride, 3);
    expect(await read(ride.requestId, home)).toMatchObject({ summary: 'A ride at noon' });
  });

  it('ask for other words in some texts, shown ones among them; whatever else waited is shown', async () => {
    const basket = await aHeldBasket();
    const [rice, named, milk] = basket.lineIds;
    const texts = [
      { field: 'ITEM_NAME', lineId: named },
      { field: 'ITEM_NAME', lineId: milk },
    ];
    await returned(basket, { revision: 1, texts });
    expect(await read(basket.requestId, home)).toMatchObject({
      lines: [
        { id: rice, label: 'Rice', note: 'for my son Mateo' },
        { id: named, label: null, note: 'size 4' },
        { id: milk, label: null },
      ],
    });
    const items = [{ lineId: milk, name: 'Oat milk' }];
    const reworded = await change('rewordText', { requestId: basket.requestId, items }, basket);
    expect(reworded.request?.review).toMatchObject({ state: 'WAITING', revision: 3 });
    // What was not said anew is still held.
    expect(reworded.request?.review?.texts.map(({ lineId }) => lineId)).toEqual([named, milk]);
  });

  it('take words back that the screening had let through', async () => {
    const ride = await aRide(world, { summary: 'You know us: the ones with three dogs' });
    const revision = (await read(ride.requestId, coordinator))?.review?.revision ?? 0;
    expect(await returned(ride, { revision })).toMatchObject({ code: 'WRONG_STATE' });
    expect(await returned(ride, { revision, texts: [{ field: 'SUMMARY' }] })).toMatchObject({
      request: { review: { state: 'RETURNED' } },
    });
    expect(await read(ride.requestId, home)).toMatchObject({ summary: null });
  });

  it('are refused for words that were changed or reviewed meanwhile, or are not there; nothing changes', async () => {
    const ride = await aHeldRide();
    await change('rewordText', { requestId: ride.requestId, summary: 'Text 646 555 0123' }, ride);
    const before = await everythingStored(world);
    expect(await approve(ride, 1)).toEqual({ code: 'TEXT_CHANGED', path: null });
    expect(await returned(ride, { revision: 1 })).toMatchObject({ code: 'TEXT_CHANGED' });
    expect(await returned(ride, { revision: 2, texts: [{ field: 'ITEM_NAME', lineId: ride.lineIds[0] }] })).toEqual({
      ...{ code: 'NOT_FOUND', path: ['texts', '0'] },
    });
    expect(await returned(ride, { revision: 2, texts: [{ field: 'OFFER_NOTE' }] })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await everythingStored(world)).toEqual(before);
    await change('withdrawRequest', { requestId: ride.requestId }, ride);
    expect(await approve(ride, 2)).toMatchObject({ code: 'WRONG_STATE' });
    expect(await waiting(ride.requestId)).toBeUndefined();
  });

  it('decide once, however many decide at once', async () => {
    const ride = await aHeldRide();
    const outcomes = await Promise.all([
      approve(ride, 1, coordinator),
      approve(ride, 1, colleague),
      returned(ride, { revision: 1 }, colleague),
      returned(ride, { revision: 1 }, coordinator),
    ]);
    expect(outcomes.filter(({ request }) => request)).toHaveLength(1);
    expect(outcomes.flatMap(({ code }) => code ?? [])).toEqual(['TEXT_CHANGED', 'TEXT_CHANGED', 'TEXT_CHANGED']);
  });

  it('of another partner find nothing, and homes and families may not', async () => {
    const ride = await aHeldRide();
    const before = await everythingStored(world);
    expect((await queue(stranger)).nodes).toEqual([]);
    for (const requestId of [ride.requestId, randomUUID(), 'nonsense']) {
      expect(await change('approveText', { requestId, revision: 1 }, stranger)).toEqual({
        code: 'NOT_FOUND',
        path: null,
      });
      expect(await change('returnText', { requestId, revision: 1, reasons: ['OTHER'] }, stranger)).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    const document = 'mutation ($input: ApproveTextInput!) { approveText(input: $input) { __typename } }';
    for (const { token } of [home, ride]) {
      const { errors } = await world.call(document, { input: { requestId: ride.requestId, revision: 1 } }, { token });
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_ALLOWED']);
    }
    expect(await everythingStored(world)).toEqual(before);
  });

  it('of a partner that reviews every request open the need and the words each by itself', async () => {
    const partner = await aPartner(world, { reviewsRequests: true });
    const its = await aCoordinator(world, partner);
    const key = await aSecretKey(world, { partner });
    const ride = await aRide(world, { summary: PHONE }, { partnerKey: key.key });
    expect((await noticesOf(its, ride.requestId)).toSorted()).toEqual(['REQUEST_TO_REVIEW', 'TEXT_TO_REVIEW']);
    expect(await waiting(ride.requestId, its)).toMatchObject({ status: 'HELD' });
    await change('approveRequest', { requestId: ride.requestId }, its);
    await widenedAsFarAsTheyGo(world);
    expect(await read(ride.requestId, home)).toMatchObject({ status: 'OPEN', summary: null });
    await approve(ride, 1, its);
    expect(await read(ride.requestId, home)).toMatchObject({ summary: PHONE });
  });

  it('do not find what has ended by the clock, whether the sweep was there or not', async () => {
    const ride = await aHeldRide();
    world.clock.advance({ hours: 15 * 24 });
    const its = await aCoordinator(world);
    expect(await waiting(ride.requestId, its)).toBeUndefined();
    expect(await approve(ride, 1, its)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('are told once more of what waits for days, and of nothing else', async () => {
    const [forgotten, done] = [await aHeldRide(), await aHeldRide()];
    await approve(done, 1);
    const sweeps = world.get(RunSweeps);
    world.clock.advance({ hours: 73 });
    for (let twice = 0; twice < 2; twice += 1) await sweeps.one('remind-of-texts', world.clock.now());
    expect(await noticesOf(coordinator, forgotten.requestId)).toContain('TEXT_STILL_WAITS');
    expect(
      (await noticesOf(coordinator, forgotten.requestId)).filter((code) => code === 'TEXT_STILL_WAITS'),
    ).toHaveLength(1);
    expect(await noticesOf(coordinator, done.requestId)).not.toContain('TEXT_STILL_WAITS');
  });
});

describe('a family', () => {
  it('says it in other words so often an hour, which it alone uses up; taking words away is never refused', async () => {
    const its = await World.open({ REWORDINGS_PER_HOUR: '2' });
    const [mine, other] = [await aRide(its, { summary: PHONE }), await aRide(its)];
    const say = async (caller: { token: string }, requestId: string, summary: string | null) => {
      const { rewordText } = await its.ask<{ rewordText: { code?: string; retryAfterSeconds?: number } }>(
        'mutation ($input: RewordTextInput!) { rewordText(input: $input) { __typename ... on Refusal { code retryAfterSeconds } } }',
        { input: { requestId, summary } },
        caller,
      );
      return rewordText.code ?? 'said';
    };
    for (let times = 0; times < 4; times += 1) expect(await say(other, mine.requestId, 'x')).toBe('NOT_FOUND');
    const outcomes: string[] = [];
    for (const words of ['call 917 555 0143', 'x'.repeat(201), 'call 917 555 0144', 'call nine one seven'])
      outcomes.push(await say(mine, mine.requestId, words));
    expect(outcomes).toEqual(['said', 'TEXT_TOO_LONG', 'said', 'TOO_MANY_ATTEMPTS']);
    expect(await say(mine, mine.requestId, null)).toBe('said');
    await its.close();
  });

  it('takes out what was found, and is shown at once; what it adds is found as well', async () => {
    const ride = await aHeldRide();
    const clean = await change('rewordText', { requestId: ride.requestId, summary: 'A ride at noon' }, ride);
    expect(clean.request?.review).toMatchObject({ state: 'SHOWN', revision: 2, texts: [] });
    expect(await read(ride.requestId, home)).toMatchObject({ summary: 'A ride at noon' });
    const again = await change(
      'rewordText',
      { requestId: ride.requestId, summary: 'write to rosa at example dot org' },
      ride,
    );
    expect(again.request?.review).toMatchObject({ state: 'WAITING', reasons: ['EMAIL'] });
    expect(await read(ride.requestId, home)).toMatchObject({ summary: null });
    await change('rewordText', { requestId: ride.requestId, summary: null }, ride);
    expect((await read(ride.requestId, ride))?.review).toMatchObject({ state: 'SHOWN' });
  });

  it('says an item anew that is claimed, while no home could read it', async () => {
    const basket = await aHeldBasket();
    const [rice, named, milk] = basket.lineIds;
    await anAcceptedClaim(world, { home, request: basket });
    const item = (lineId: string | undefined) => ({ requestId: basket.requestId, items: [{ lineId, name: 'Beans' }] });
    expect(await change('rewordText', item(milk), basket)).toMatchObject({ code: 'WRONG_STATE' });
    expect(await change('rewordText', item(named), basket)).toMatchObject({
      request: { lines: [{}, { label: 'Beans' }, {}] },
    });
    expect(await change('rewordText', item(rice), basket)).toMatchObject({ request: { review: { state: 'SHOWN' } } });
  });
});

describe('why words are held', () => {
  it('is found anew for who may read them, and kept nowhere: a thief does not learn who wrote of papers', async () => {
    const ride = await aRide(world, { summary: 'Her asylum hearing, A012345678' });
    expect((await read(ride.requestId, ride))?.review?.reasons).toEqual(['A_NUMBER', 'IMMIGRATION']);
    const stored = JSON.stringify(await everythingStored(world));
    for (const reason of ['A_NUMBER', 'IMMIGRATION']) expect(stored).not.toContain(reason);
  });

  it('is forgotten after 30 days as far as a person said it; the words are held on, and the next ones wait again', async () => {
    const [ride, basket] = [await aRide(world, { summary: PHONE, window: null }), await aHeldBasket()];
    await returned(ride, { revision: 1, reasons: ['UNKIND', 'UNCLEAR'] });
    await returned(basket, { revision: 1, reasons: ['UNKIND'] });
    await change('withdrawRequest', { requestId: basket.requestId }, basket);
    await world.instance.owner.database.query('keep alive', 'UPDATE request SET expires_at = $2 WHERE id = $1', [
      ride.requestId,
      new Date(world.clock.now().getTime() + 60 * 86_400_000),
    ]);
    world.clock.advance({ hours: 31 * 24 });
    await world.get(RunSweeps).one('forget-text-reasons', world.clock.now());
    const { rows } = await world.instance.owner.database.query<{ reasons: string[] }>(
      'reasons kept',
      `SELECT summary_reasons AS reasons FROM request WHERE id = ANY ($1::uuid[])
       UNION ALL SELECT label_reasons || note_reasons FROM request_line WHERE request_id = ANY ($1::uuid[])`,
      [[ride.requestId, basket.requestId]],
    );
    expect(new Set(rows.flatMap(({ reasons }) => reasons))).toEqual(new Set(['RETURNED_BEFORE']));
    const family = { token: await comeBack(world, ride.returnCode) };
    expect((await read(ride.requestId, family))?.review).toMatchObject({
      ...{ state: 'RETURNED', reasons: ['PHONE', 'RETURNED_BEFORE'] },
    });
    const reworded = await change('rewordText', { requestId: ride.requestId, summary: 'A ride at noon' }, family);
    expect(reworded.request?.review).toMatchObject({ state: 'WAITING', reasons: ['RETURNED_BEFORE'] });
    const looking = await aVouchedHome(world);
    expect(await read(ride.requestId, looking)).toMatchObject({ summary: null });
    expect(await waiting(ride.requestId, await aCoordinator(world))).toMatchObject({ review: { state: 'WAITING' } });
  });
});

describe('the note of an offer', () => {
  let giver: TestHome;
  beforeAll(async () => {
    coordinator = await aCoordinator(world);
    stranger = await aCoordinator(world, await aPartner(world));
    giver = await aVouchedHome(world, { vouchedBy: coordinator });
  });
  const aHeldOffer = (note = 'write to us at porch@example.org') => aGroceryOffer(world, giver, { note });

  it('waits likewise: its home reads it with the reason, families and other coordinators do not', async () => {
    const { offerId } = await aHeldOffer();
    expect(await readOffer(offerId, giver)).toMatchObject({
      note: 'write to us at porch@example.org',
      review: { state: 'WAITING', reasons: ['EMAIL'], texts: [{ field: 'OFFER_NOTE' }] },
    });
    const family = await aRide(world);
    for (const other of [family, stranger])
      expect(await readOffer(offerId, other)).toMatchObject({ note: null, review: null });
    expect((await queue(coordinator, 'offerTextsToReview')).nodes.map(({ id }) => id)).toContain(offerId);
    expect((await queue(stranger, 'offerTextsToReview')).nodes).toEqual([]);
    expect(await noticesOf(coordinator, offerId)).toEqual(['TEXT_TO_REVIEW']);
  });

  it('is shown, or said anew, by the same rules', async () => {
    const family = await aRide(world);
    const { offerId } = await aHeldOffer();
    expect(await change('approveOfferText', { offerId, revision: 1 }, stranger)).toEqual({
      code: 'NOT_FOUND',
      path: null,
    });
    expect(await change('approveOfferText', { offerId, revision: 7 }, coordinator)).toMatchObject({
      code: 'TEXT_CHANGED',
    });
    expect(await change('approveOfferText', { offerId, revision: 1 }, coordinator)).toMatchObject({
      offer: { review: { state: 'SHOWN' } },
    });
    expect(await noticesOf(giver, offerId)).toEqual(['TEXT_APPROVED']);
    expect(await readOffer(offerId, family)).toMatchObject({ note: 'write to us at porch@example.org' });
    expect(await change('approveOfferText', { offerId, revision: 2 }, coordinator)).toMatchObject({
      code: 'WRONG_STATE',
    });
    await change('returnOfferText', { offerId, revision: 2, reasons: ['UNKIND'] }, coordinator);
    expect(await readOffer(offerId, family)).toMatchObject({ note: null });
    expect(await change('rewordOfferText', { offerId, note: 'Happy to shop' }, giver)).toMatchObject({
      offer: { note: 'Happy to shop', review: { state: 'WAITING', revision: 4, reasons: ['RETURNED_BEFORE'] } },
    });
    await change('approveOfferText', { offerId, revision: 4 }, coordinator);
    expect(await change('rewordOfferText', { offerId, note: 'Weekends too' }, giver)).toMatchObject({
      offer: { review: { state: 'SHOWN' } },
    });
    expect(await readOffer(offerId, family)).toMatchObject({ note: 'Weekends too' });
    expect(await change('rewordOfferText', { offerId }, giver)).toMatchObject({ offer: { note: null } });
    expect(await change('returnOfferText', { offerId, revision: 6, reasons: ['OTHER'] }, coordinator)).toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it('is changed by its home alone, while the offer stands', async () => {
    const { offerId } = await aHeldOffer();
    const another = await aHome(world);
    await vouch(world, coordinator, another.homeId);
    const before = await everythingStored(world);
    for (const id of [offerId, randomUUID(), 'nonsense']) {
      expect(await change('rewordOfferText', { offerId: id, note: 'x' }, another)).toEqual({
        code: 'NOT_FOUND',
        path: null,
      });
    }
    expect(await change('rewordOfferText', { offerId, note: 'x'.repeat(201) }, giver)).toMatchObject({
      code: 'TEXT_TOO_LONG',
    });
    expect(await everythingStored(world)).toEqual(before);
    await change('withdrawOffer', { offerId }, giver);
    expect(await change('rewordOfferText', { offerId, note: 'x' }, giver)).toMatchObject({ code: 'WRONG_STATE' });
    expect(await change('approveOfferText', { offerId, revision: 1 }, coordinator)).toMatchObject({
      code: 'WRONG_STATE',
    });
    expect((await queue(coordinator, 'offerTextsToReview')).nodes.map(({ id }) => id)).not.toContain(offerId);
  });

  it('is reminded of, and its reasons are forgotten, by the same rules', async () => {
    const [{ offerId }, { offerId: cameBack }] = [await aHeldOffer(), await aHeldOffer()];
    await change('returnOfferText', { offerId: cameBack, revision: 1, reasons: ['UNKIND'] }, coordinator);
    world.clock.advance({ hours: 73 });
    coordinator = await aCoordinator(world);
    await world.get(RunSweeps).one('remind-of-notes', world.clock.now());
    expect(await noticesOf(coordinator, offerId)).toEqual(['TEXT_STILL_WAITS']);
    expect(await noticesOf(coordinator, cameBack)).toEqual([]);
    world.clock.advance({ hours: 28 * 24 });
    await world.get(RunSweeps).one('forget-note-reasons', world.clock.now());
    const { rows } = await world.instance.owner.database.query<{ note_state: string; note_reasons: string[] }>(
      'note kept',
      'SELECT note_state, note_reasons FROM offer WHERE id = ANY ($1::uuid[]) ORDER BY id = $2',
      [[offerId, cameBack], cameBack],
    );
    expect(rows).toEqual([
      { note_state: 'WAITING', note_reasons: [] },
      { note_state: 'RETURNED', note_reasons: ['RETURNED_BEFORE'] },
    ]);
  });
});

describe('the name of a home', () => {
  it.each(['Text us 917 555 0142', 'porch@example.org', 'Ask for Xiomara', '12 Oak Street', '@porchlight'])(
    'that leads to somebody is refused, and nothing is kept: %s',
    async (name) => {
      const before = await everythingStored(world);
      const { registerHome } = await world.ask<{ registerHome: Outcome & { message: string } }>(
        `mutation ($input: RegisterHomeInput!) { registerHome(input: $input) { __typename ... on Refusal { code path message } } }`,
        { input: { name, email: 'porch@example.org', password: 'a long enough password' } },
      );
      expect(registerHome).toMatchObject({ code: 'NAME_TELLS_TOO_MUCH', path: ['name'] });
      expect(registerHome.message).not.toContain(name);
      const counted = ({ attempt: _counted, ...rest }: Record<string, unknown>) => rest;
      expect(counted(await everythingStored(world))).toEqual(counted(before));
    },
  );
});

describe('words of an operator', () => {
  it('are held too, with a reason of their own; a list that is none stops the start in words', async () => {
    const folder = await temporaryFolder('words');
    const path = join(folder, 'words.json');
    await writeFile(path, JSON.stringify({ held: { LOCAL_WORD: ['Casa Azul'] }, harmless: ['ask for Ana'] }));
    const its = await World.open({ SCREENING_WORDS: path });
    const ride = await aRide(its, { summary: 'From the casa azul, and ask for Ana' });
    const { request } = await its.ask<{ request: Shown }>(
      `query ($id: ID!) { request(id: $id) { ${FIELDS} } }`,
      { id: ride.requestId },
      { token: ride.token },
    );
    expect(request.review?.reasons).toEqual(['LOCAL_WORD']);
    await its.close();
    await writeFile(path, '{"harmless": "no list"}');
    await expect(World.open({ SCREENING_WORDS: path })).rejects.toThrow(
      /^A list of words has numbers, .*lists\/en\.json\.$/,
    );
    await writeFile(path, 'no JSON');
    await expect(World.open({ SCREENING_WORDS: path })).rejects.toThrow(/no JSON/);
    await rm(folder, { recursive: true });
    await expect(World.open({ SCREENING_WORDS: path })).rejects.toThrow(/cannot be read/);
  });
});
