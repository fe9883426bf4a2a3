/** The handoff opens for one household, for the time of its claim, after it was written down; and every end shuts it at once. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chainedFields } from '../src/claim/record-disclosure.js';
import { verifyChain } from '../src/sealing/disclosure-chain.js';
import { KeysUnreachable } from '../src/sealing/key-provider.js';
import {
  anAcceptedClaim,
  aProposedClaim,
  claimOffer,
  claimRequest,
  messagesFor,
  move,
  moved,
  openHandoff,
  readClaim,
  sendMessage,
  type TestClaim,
  tomorrow,
} from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, comeBack, dateIn, type Json, windowIn } from './world/families.js';
import { aRideOffer } from './world/offers.js';
import { aCoordinator, aTrustedHome, aVouchedHome, theHostsCoordinator } from './world/people.js';
import { World } from './world/world.js';

const HANDOFF = {
  contactMethod: 'SIGNAL',
  contact: '+1 917 555 0143',
  place: '1 Church Avenue, second bell',
  destination: '26 Federal Plaza',
  instructions: 'Please wait at the corner.',
};

describe('the handoff', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(async () => {
    await world.close();
  });
  const aSealedRide = (its: Json = {}) => aRide(world, { handoff: HANDOFF, ...its });
  const disclosuresFor = async (token: string, requestId: string, language?: string) => {
    const { disclosures } = await world.ask<{ disclosures: { text: string; circle: string; claimId: string }[] }>(
      `query ($id: ID!) { disclosures(requestId: $id) { claimId circle text openedOn { date half } } }`,
      { id: requestId },
      { token, language },
    );
    return disclosures;
  };
  const keysOf = async (claimId: string) => {
    const { rows } = await world.instance.owner.database.query<{ id: string }>(
      'keys-of-claim-in-test',
      'SELECT data_key_id AS id FROM sealed.claim_handoff WHERE claim_id = $1',
      [claimId],
    );
    return rows.map(({ id }) => id);
  };
  const areThere = async (keys: readonly string[]) => {
    const { rows } = await world.instance.keyStore.database.query<{ count: number }>(
      'keys-there-in-test',
      'SELECT count(*)::integer AS count FROM data_key WHERE id = ANY ($1::uuid[])',
      [keys],
    );
    return rows[0]?.count;
  };

  it('opens for the accepted home, and the family reads that it did, in its language', async () => {
    const window = { from: `${dateIn(world, 1)}T13:00:00.000Z`, until: `${dateIn(world, 1)}T14:00:00.000Z` };
    const request = await aSealedRide({ handoff: { ...HANDOFF, exactWindow: window } });
    const { claimId, home, family } = await aProposedClaim(world, { request });
    const before = await everythingStored(world);
    expect(await openHandoff(world, home, claimId)).toEqual({ code: 'HANDOFF_CLOSED' });
    expect(await everythingStored(world)).toEqual(before);
    expect(await disclosuresFor(request.token, request.requestId)).toEqual([]);

    await moved(world, 'acceptClaim', family, claimId);
    expect(await openHandoff(world, home, claimId)).toEqual({
      handoff: {
        ...HANDOFF,
        exactWindow: window,
        returnWindow: null,
        dietaryRules: [],
        // Twelve hours after tomorrow's noon in New York.
        availableUntil: `${dateIn(world, 2)}T04:00:00.000Z`,
      },
    });
    const read = await disclosuresFor(request.token, request.requestId);
    expect(read).toEqual([
      {
        claimId,
        circle: 'Sanctuary Homes host partner',
        openedOn: { date: '2026-06-10', half: 'MORNING' },
        text: 'A home of the circle Sanctuary Homes host partner opened your details, for a ride, on Wednesday, June 10 in the morning.',
      },
    ]);
    expect((await disclosuresFor(request.token, request.requestId, 'es'))[0]?.text).toBe(
      'Un hogar del círculo Sanctuary Homes host partner abrió sus datos, para un viaje, el miércoles, 10 de junio por la mañana.',
    );
  });

  it('has what is sealed of groceries, and is there at once where the family said yes beforehand', async () => {
    const home = await aTrustedHome(world);
    const request = await aGrocery(world, { acceptance: 'ANY_TRUSTED_HOME', dietaryRules: ['HALAL', 'NUT_FREE'] });
    const { claim } = await claimRequest(world, home, request.requestId);
    expect(await openHandoff(world, home, claim?.id ?? '')).toMatchObject({
      handoff: { place: '1 Church Avenue', dietaryRules: ['HALAL', 'NUT_FREE'] },
    });
  });

  it('opens when the family itself proposed, with its ring at hand', async () => {
    const home = await aVouchedHome(world);
    const offer = await aRideOffer(world, home);
    const request = await aSealedRide();
    const { claim } = await claimOffer(world, { token: request.token }, request.requestId, offer.offerId);
    expect(await openHandoff(world, home, claim?.id ?? '')).toEqual({ code: 'HANDOFF_CLOSED' });
    await moved(world, 'acceptClaim', home, claim?.id ?? '');
    expect(await openHandoff(world, home, claim?.id ?? '')).toMatchObject({ handoff: HANDOFF });
  });

  it('is for nobody else, and tells nobody else who opened it', async () => {
    const coordinator = await theHostsCoordinator(world);
    const request = await aSealedRide();
    const { claimId, home } = await anAcceptedClaim(world, { request });
    expect(await openHandoff(world, await aVouchedHome(world), claimId)).toEqual({ code: 'NOT_FOUND' });
    for (const { token } of [request, coordinator]) {
      const answer = await world.call(
        `mutation { openHandoff(input: { claimId: "${claimId}" }) { __typename } }`,
        {},
        { token },
      );
      expect(answer.errors[0]?.extensions.code).toBe('NOT_ALLOWED');
    }
    await openHandoff(world, home, claimId);
    const stranger = await aRide(world);
    expect(await disclosuresFor(stranger.token, request.requestId)).toEqual([]);
    expect(await disclosuresFor(coordinator.token, request.requestId)).toEqual([]);
    const intake = await aSealedRide();
    expect(await disclosuresFor(stranger.token, intake.requestId)).toEqual([]);
  });

  it('of a request that a coordinator took in is accepted and followed by that coordinator', async () => {
    const [coordinator, colleague] = [await aCoordinator(world), await theHostsCoordinator(world)];
    const request = await aRide(world, { handoff: HANDOFF }, { coordinator });
    const home = await aVouchedHome(world);
    const { claim } = await claimRequest(world, home, request.requestId);
    const claimId = claim?.id ?? '';
    expect(await move(world, 'acceptClaim', colleague, claimId)).toMatchObject({ code: 'NOT_WAITING_FOR_YOU' });
    await moved(world, 'acceptClaim', coordinator, claimId);
    expect(await openHandoff(world, home, claimId)).toMatchObject({ handoff: HANDOFF });
    expect(await disclosuresFor(coordinator.token, request.requestId)).toHaveLength(1);
    expect(await disclosuresFor(colleague.token, request.requestId)).toEqual([]);
    expect(await move(world, 'confirmReceipt', coordinator, claimId)).toMatchObject({ claim: { status: 'CONFIRMED' } });
    expect(await readClaim(world, home, claimId, 'confirmedBy')).toEqual({ confirmedBy: 'COORDINATOR' });
  });

  it('is written into a chain in which nothing can be changed', async () => {
    const request = await aSealedRide({ maySplit: true });
    const lines = [{ requestLineId: request.lineIds[0], quantity: 1 }];
    const first = await anAcceptedClaim(world, { request, claim: { lines } });
    const second = await anAcceptedClaim(world, { request, claim: { lines } });
    for (const { home, claimId } of [first, second, first]) await openHandoff(world, home, claimId);
    const { rows } = await world.instance.owner.database.query<Parameters<typeof chainedFields>[0] & { hash: Buffer }>(
      'chain-in-test',
      `SELECT id, request_id AS "requestId", claim_id AS "claimId", sequence, kind, circle_name AS "circleName",
         opened_half AS "openedHalf", time_zone AS "timeZone", hash FROM disclosure WHERE request_id = $1 ORDER BY sequence`,
      [request.requestId],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    const secret = world.instance.secrets.secret('disclosures');
    const links = rows.map((row) => ({ fields: chainedFields(row), hash: row.hash }));
    expect(verifyChain(secret, links)).toEqual({ intact: true });
    expect(
      verifyChain(
        secret,
        links.map((link, at) => (at === 1 ? { ...link, fields: [...link.fields.slice(1)] } : link)),
      ),
    ).toEqual({
      intact: false,
      brokenAt: 1,
    });
    // The serving role adds to it, and can do nothing else.
    const change = (text: string) => world.instance.database.query(text.slice(0, 20), text);
    await expect(change('UPDATE disclosure SET circle_name = circle_name')).rejects.toThrow();
    await expect(change('DELETE FROM disclosure')).rejects.toThrow();
  });

  it('opens twenty times and no more', async () => {
    const { claimId, home } = await anAcceptedClaim(world);
    for (let count = 0; count < 20; count += 1)
      expect(await openHandoff(world, home, claimId)).toHaveProperty('handoff');
    expect(await openHandoff(world, home, claimId)).toEqual({ code: 'TOO_MANY_ATTEMPTS' });
  });

  it('stays shut while the keys cannot be reached, and what could not be read is not written down', async () => {
    const request = await aSealedRide();
    const { claimId, home } = await anAcceptedClaim(world, { request });
    const { keyProvider } = world.instance;
    const { unwrapMany } = keyProvider;
    keyProvider.unwrapMany = () => Promise.reject(new KeysUnreachable());
    try {
      expect(await openHandoff(world, home, claimId)).toEqual({ code: 'KEYS_UNREACHABLE' });
    } finally {
      keyProvider.unwrapMany = unwrapMany;
    }
    expect(await disclosuresFor(request.token, request.requestId)).toHaveLength(0);
    expect(await openHandoff(world, home, claimId)).toMatchObject({ handoff: HANDOFF });
  });

  it('shows what the family amended', async () => {
    const request = await aSealedRide();
    const { claimId, home } = await anAcceptedClaim(world, { request });
    await world.ask(
      `mutation ($input: AmendHandoffInput!) { amendHandoff(input: $input) { ... on RequestChanged { request { id } } } }`,
      { input: { requestId: request.requestId, handoff: { contactMethod: 'PHONE', place: '2 Church Avenue' } } },
      { token: request.token },
    );
    expect(await openHandoff(world, home, claimId)).toMatchObject({
      handoff: { contactMethod: 'PHONE', contact: null, place: '2 Church Avenue', destination: null },
    });
  });

  const own = (mutation: string, field: 'requestId' | 'claimId') => async (claim: TestClaim, token: string) => {
    const input = { [field]: field === 'requestId' ? claim.request.requestId : claim.claimId };
    const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
    const answer = await world.ask<Record<string, { __typename: string }>>(
      `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename } }`,
      { input },
      { token },
    );
    expect(answer[mutation]?.__typename).not.toBe('Refusal');
  };
  const ends: Readonly<Record<string, (claim: TestClaim, token: string) => Promise<unknown>>> = {
    'the home releases it': ({ home, claimId }) => moved(world, 'releaseClaim', home, claimId, { reason: 'TOO_FAR' }),
    'the family cancels it': ({ claimId }, token) => moved(world, 'cancelClaim', { token }, claimId),
    'the family revokes it': ({ claimId }, token) => moved(world, 'revokeDisclosure', { token }, claimId),
    'the family confirms it': ({ claimId }, token) => moved(world, 'confirmReceipt', { token }, claimId),
    'the family blocks the home': own('blockHome', 'claimId'),
    'the request is withdrawn': own('withdrawRequest', 'requestId'),
    'the request is finished': own('finishRequest', 'requestId'),
    'the family erases everything': async (_, token) =>
      world.ask('mutation { eraseRequester(input: { confirm: true }) { __typename } }', {}, { token }),
  };

  it.each(Object.keys(ends))('is shut at once, and its key gone, when %s', async (end) => {
    const claim = await anAcceptedClaim(world, { request: await aSealedRide() });
    const { claimId, home } = claim;
    await openHandoff(world, home, claimId);
    const keys = await keysOf(claimId);
    expect(await areThere(keys)).toBe(1);
    await ends[end]?.(claim, claim.family.token);
    expect(await areThere(keys)).toBe(0);
    expect((await openHandoff(world, home, claimId)).code).toBe('HANDOFF_CLOSED');
  });

  it('is shut by a no-show, and by the clock before any job comes', async () => {
    const late = await anAcceptedClaim(world, {
      request: await aRide(world, { window: windowIn(world, 0) }),
      claim: { plannedFor: tomorrow(world, 'AFTERNOON', 0) },
    });
    const lapsing = await anAcceptedClaim(world, { request: await aSealedRide() });
    await openHandoff(world, lapsing.home, lapsing.claimId);
    world.clock.advance({ hours: 2 });
    const family = { token: await comeBack(world, late.request.returnCode) };
    const keys = await keysOf(late.claimId);
    await moved(world, 'reportNoShow', family, late.claimId);
    expect(await areThere(keys)).toBe(0);
    world.clock.advance({ days: 1, hours: 12 });
    expect(await openHandoff(world, lapsing.home, lapsing.claimId)).toEqual({ code: 'HANDOFF_CLOSED' });
  });

  it('is nowhere to be read in the database', async () => {
    const { claimId, home, family } = await anAcceptedClaim(world, { request: await aSealedRide() });
    await openHandoff(world, home, claimId);
    await sendMessage(world, family, claimId, 'The yellow house.');
    const { rows } = await world.instance.owner.database.query<{ table_name: string; found: string }>(
      'plaintext-in-test',
      `SELECT table_name, query_to_xml(format('SELECT t::text FROM %I.%I t', table_schema, table_name), true, false, '')::text AS found
       FROM information_schema.tables WHERE table_schema IN ('public', 'sealed') AND table_type = 'BASE TABLE'`,
    );
    const words = ['Church Avenue', 'Federal Plaza', 'the corner', '917 555 0143', 'yellow house'];
    const spellings = words.flatMap((word) => [word, Buffer.from(word, 'utf8').toString('hex')]);
    const leaks = rows.flatMap(({ table_name, found }) =>
      spellings.filter((spelling) => found.includes(spelling)).map((spelling) => `${table_name}: ${spelling}`),
    );
    expect(leaks).toEqual([]);
  });
});

describe('messages', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(async () => {
    await world.close();
  });

  it('pass between the two sides once the claim is accepted, and to nobody else', async () => {
    const { claimId, home, family } = await aProposedClaim(world);
    for (const by of [home, family]) {
      expect(await sendMessage(world, by, claimId, 'Hello')).toMatchObject({ code: 'WRONG_STATE' });
    }
    await moved(world, 'acceptClaim', family, claimId);
    expect(await sendMessage(world, home, claimId, 'Is half past nine good?')).toMatchObject({
      sent: { author: 'HOME', text: 'Is half past nine good?' },
    });
    expect(await sendMessage(world, family, claimId, 'Sí, gracias. 👋\nHasta mañana.')).toHaveProperty('sent');
    const both = ['Is half past nine good?', 'Sí, gracias. 👋\nHasta mañana.'];
    expect(await messagesFor(world, home, claimId)).toEqual(both);
    expect(await messagesFor(world, family, claimId)).toEqual(both);
    const stranger = await aVouchedHome(world);
    expect(await messagesFor(world, stranger, claimId)).toBeNull();
    expect(await sendMessage(world, stranger, claimId, 'Hello')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await messagesFor(world, await theHostsCoordinator(world), claimId)).toEqual([]);
    const { notices } = await world.ask<{ notices: { edges: { node: { code: string; subjectId: string } }[] } }>(
      '{ notices(first: 1) { edges { node { code subjectId } } } }',
      {},
      { token: home.token },
    );
    expect(notices.edges[0]?.node).toEqual({ code: 'MESSAGE_RECEIVED', subjectId: claimId });
  });

  it('come in pages, in the order in which they were written', async () => {
    const { claimId, home } = await anAcceptedClaim(world);
    for (const text of ['one', 'two', 'three']) await sendMessage(world, home, claimId, text);
    const page = (its: string) =>
      readClaim<{
        messages: { edges: { node: { text: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
      }>(world, home, claimId, `messages(${its}) { edges { node { text } } pageInfo { hasNextPage endCursor } }`);
    const first = await page('first: 2');
    expect(first?.messages.edges.map(({ node }) => node.text)).toEqual(['one', 'two']);
    expect(first?.messages.pageInfo.hasNextPage).toBe(true);
    const rest = await page(`first: 2, after: "${first?.messages.pageInfo.endCursor}"`);
    expect(rest?.messages).toMatchObject({ edges: [{ node: { text: 'three' } }], pageInfo: { hasNextPage: false } });
    const foreign = await world.call(
      `query ($id: ID!) { claim(id: $id) { messages(after: "nonsense") { edges { cursor } } } }`,
      { id: claimId },
      { token: home.token },
    );
    expect(foreign.errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', path: ['after'] });
  });

  it.each([
    ['nothing', '  ', 'INVALID_INPUT'],
    ['too much', 'x'.repeat(1001), 'TEXT_TOO_LONG'],
    ['far too much', 'x'.repeat(5000), 'TEXT_TOO_LONG'],
    ['an override', 'a\u202eb', 'TEXT_NOT_PLAIN'],
    ['a control', 'a\u0007b', 'TEXT_NOT_PLAIN'],
  ])('are refused with %s in them', async (_, text, code) => {
    const { claimId, home } = await anAcceptedClaim(world);
    const before = await everythingStored(world);
    expect(await sendMessage(world, home, claimId, text)).toMatchObject({ code, path: ['text'] });
    expect(await everythingStored(world)).toEqual(before);
  });

  it('end with the claim: for the home at once, for the family when they are destroyed', async () => {
    const { claimId, home, family } = await anAcceptedClaim(world);
    await sendMessage(world, home, claimId, 'See you.');
    await moved(world, 'cancelClaim', family, claimId);
    expect(await messagesFor(world, home, claimId)).toEqual([]);
    expect(await sendMessage(world, home, claimId, 'Why?')).toMatchObject({ code: 'WRONG_STATE' });
    expect(await messagesFor(world, family, claimId)).toEqual(['See you.']);
  });
});
