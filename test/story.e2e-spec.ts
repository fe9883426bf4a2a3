/** The whole story, as people live it: a family asks, a home claims, the handoff opens, help comes, and the family reads who opened what. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { wordlist } from '@scure/bip39/wordlists/spanish.js';
import { unbalanced } from './world/claims.js';
import { dateIn, inputFor, type Json, type PostedKind } from './world/families.js';
import { aGroceryOffer, aMoneyOffer } from './world/offers.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aPublishableKey,
  aVouchedHome,
  theHost,
  theHostsCoordinator,
} from './world/people.js';
import { Person } from './world/person.js';
import { widenedAsFarAsTheyGo } from './world/widened.js';
import { World } from './world/world.js';

const POSTED = `... on RequestPosted { returnCode session { token }
  request { id alias status lines { id label unit quantity remaining } } }`;
const PLACED = '... on ClaimPlaced { claim { id status waitingFor } }';
const SENT = '... on MessageSent { sent { id } }';
const OPENED = `... on HandoffOpened { handoff { contactMethod contact place destination instructions dietaryRules
  exactWindow { from until } } }`;

interface Posted {
  readonly returnCode: string;
  readonly session: { readonly token: string } | null;
  readonly request: {
    readonly id: string;
    readonly alias: string;
    readonly status: string;
    readonly lines: readonly { id: string; label: string | null; unit: string; quantity: number; remaining: number }[];
  };
}

// Whole stories, one after the other, on a machine that may be busy.
jest.setTimeout(20_000);

let world: World;
beforeAll(async () => {
  world = await World.open();
  await theHost(world);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-06-10T15:00:00Z'));

const nobody = () => new Person(world);
const aNeighbour = async (its: Parameters<typeof aVouchedHome>[1] = {}) =>
  nobody().with({ token: (await aVouchedHome(world, its)).token });

async function asks(family: Person, kind: PostedKind, its: Json = {}): Promise<Posted> {
  return family.does<Posted>(`post${kind}Request`, inputFor(world, kind, its), POSTED);
}

const HANDOFF = {
  contactMethod: 'SIGNAL',
  contact: '+1 917 555 0143',
  place: '1 Church Avenue, by the pharmacy',
  destination: 'The clinic on Linden Boulevard',
  instructions: 'Ring the second bell.',
};

/** Of what does not lead anywhere. */
const HANDOFF_AT_HOME = { ...HANDOFF, destination: null };

const meetings: readonly { kind: PostedKind; its: Json; sees: Json; lines: Json[]; forWhat: string; reveals: Json }[] =
  [
    {
      kind: 'Ride',
      its: { returnLeg: true, summary: 'To an appointment and back.' },
      sees: { passengers: 2, summary: 'To an appointment and back.' },
      lines: [
        { unit: 'OUTBOUND_SEAT', quantity: 2 },
        { unit: 'RETURN_SEAT', quantity: 2 },
      ],
      forWhat: 'a ride',
      reveals: { destination: HANDOFF.destination, dietaryRules: [] },
    },
    {
      kind: 'Grocery',
      its: { dietaryRules: ['HALAL', 'NUT_FREE'], handoff: HANDOFF_AT_HOME },
      sees: { householdSize: 'THREE_TO_FOUR', dietaryRules: [] },
      lines: [
        { label: 'Rice', unit: 'BAG', quantity: 2 },
        { label: 'Milk', unit: 'GALLON', quantity: 3 },
      ],
      forWhat: 'groceries',
      reveals: { dietaryRules: ['HALAL', 'NUT_FREE'], destination: null },
    },
    {
      kind: 'Time',
      its: { handoff: HANDOFF_AT_HOME },
      sees: { skill: 'PAPERWORK', mode: 'IN_PERSON' },
      lines: [{ unit: 'MINUTE', quantity: 120 }],
      forWhat: 'their time',
      reveals: { dietaryRules: [], destination: null },
    },
  ];

describe.each(meetings)('a family without an account asks: $kind', ({ kind, its, sees, lines, forWhat, reveals }) => {
  it('and from there to who opened what, nobody sees more than their step needs', async () => {
    const home = await aNeighbour({ name: 'Maple House' });
    const another = await aNeighbour();
    const stranger = nobody().with({ token: (await aHome(world)).token });

    // It posts, and has a code and a session.
    const posted = await asks(nobody(), kind, { handoff: HANDOFF, ...its });
    expect(posted.request).toMatchObject({ status: 'OPEN', lines });
    expect(posted.request.alias).toMatch(/^\S+ \S+ \d\d$/);
    expect(posted.returnCode.split(' ')).toHaveLength(8);
    const requestId = posted.request.id;
    let family = nobody().with({ token: posted.session?.token });

    // Vouched homes see that somebody needs it, roughly where and when; nobody else sees anything.
    const seen = (await home.board()).find(({ id }) => id === requestId);
    expect(seen).toMatchObject({ alias: posted.request.alias, status: 'OPEN', ...sees });
    expect(JSON.stringify(seen)).not.toMatch(/Church|pharmacy|Linden|555|bell/);
    expect(await stranger.board()).toEqual([]);
    expect(await nobody().cannotRead('{ requests { edges { node { id } } } }')).toBe('UNAUTHENTICATED');
    expect(await stranger.request(requestId)).toBeNull();
    expect(await nobody().request(requestId)).toBeNull();

    // A home claims it: the family is asked, and it is gone from the board of the others.
    const { claim } = await home.does<{ claim: { id: string } }>(
      'claimRequest',
      { requestId, plannedFor: { date: dateIn(world, 1), half: 'MORNING' } },
      PLACED,
    );
    expect(claim).toMatchObject({ status: 'PROPOSED', waitingFor: ['FAMILY'] });
    const claimId = claim.id;
    expect(await family.request(requestId)).toEqual({
      status: 'CLAIMED',
      claims: [{ id: claimId, status: 'PROPOSED' }],
    });
    expect(await family.hearsCodes()).toEqual(['CLAIM_PROPOSED']);
    expect(await family.claim(claimId, 'offer { home { shortName tier } }')).toEqual({
      offer: { home: { shortName: 'Maple House', tier: 'VOUCHED' } },
    });
    expect((await another.board()).map(({ id }) => id)).not.toContain(requestId);
    expect(await another.request(requestId)).toBeNull();
    expect(await another.isRefused('acceptClaim', { claimId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await home.isRefused('acceptClaim', { claimId })).toMatchObject({ code: 'NOT_WAITING_FOR_YOU' });
    expect(await home.isRefused('openHandoff', { claimId })).toMatchObject({ code: 'HANDOFF_CLOSED' });
    expect(await family.disclosures(requestId)).toEqual([]);

    // The family says yes.
    expect(await family.moves('acceptClaim', claimId)).toEqual({ status: 'ACCEPTED', waitingFor: [] });
    expect(await home.hearsCodes()).toEqual(['HOME_VOUCHED', 'CLAIM_ACCEPTED']);
    expect(await home.claims()).toEqual([{ id: claimId, status: 'ACCEPTED', waitingFor: [] }]);

    // The home opens the handoff; that it did is written down first.
    const { handoff } = await home.does<{ handoff: Json }>('openHandoff', { claimId }, OPENED);
    expect(handoff).toMatchObject({
      contactMethod: 'SIGNAL',
      contact: HANDOFF.contact,
      place: HANDOFF.place,
      instructions: HANDOFF.instructions,
      ...reveals,
    });
    const opening = { kind: kind.toUpperCase(), openedOn: { date: '2026-06-10', half: 'MORNING' } };
    expect(await family.disclosures(requestId)).toMatchObject([opening]);
    expect(await another.isRefused('openHandoff', { claimId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await family.isRefused('openHandoff', { claimId })).toMatchObject({ code: 'NOT_ALLOWED' });

    // They write to each other.
    await home.does('sendMessage', { claimId, text: 'I have a blue car. Is ten good?' }, SENT);
    await family.does('sendMessage', { claimId, text: 'Ten is good.' }, SENT);
    const written = ['HOME: I have a blue car. Is ten good?', 'FAMILY: Ten is good.'];
    expect(await home.messages(claimId)).toEqual(written);
    expect(await family.messages(claimId)).toEqual(written);
    expect(await another.messages(claimId)).toEqual([]);

    // Help comes: from then on the handoff is shut.
    expect(await home.moves('markDelivered', claimId)).toEqual({ status: 'DELIVERED', waitingFor: [] });
    expect(await home.isRefused('openHandoff', { claimId })).toMatchObject({ code: 'HANDOFF_CLOSED' });
    expect(await family.request(requestId)).toMatchObject({ status: 'CLAIMED', claims: [{ status: 'DELIVERED' }] });

    // Tomorrow evening the family comes back with its code, and confirms.
    world.clock.advance({ hours: 30 });
    family = await nobody().comesBackWith(posted.returnCode);
    expect(await family.hearsCodes()).toEqual(['CLAIM_PROPOSED', 'MESSAGE_RECEIVED', 'CLAIM_DELIVERED']);
    expect(await family.moves('confirmReceipt', claimId)).toEqual({ status: 'CONFIRMED', waitingFor: [] });
    expect(await family.request(requestId)).toEqual({
      status: 'FULFILLED',
      claims: [{ id: claimId, status: 'CONFIRMED' }],
    });
    expect(await home.hearsCodes()).toEqual(['HOME_VOUCHED', 'CLAIM_ACCEPTED', 'MESSAGE_RECEIVED', 'CLAIM_CONFIRMED']);
    expect(await home.claims()).toEqual([{ id: claimId, status: 'CONFIRMED', waitingFor: [] }]);
    // What was written is the family's to read for a while; the home reads nothing any more.
    expect(await family.messages(claimId)).toEqual(written);
    expect(await home.messages(claimId)).toEqual([]);

    // And the family reads who opened what.
    const { circle } = (await home.reads<{ viewer: { circle: string } }>('{ viewer { circle } }')).viewer;
    expect(await family.disclosures(requestId)).toEqual([
      {
        ...opening,
        circle,
        text: `A home of the circle ${circle} opened your details, for ${forWhat}, on Wednesday, June 10 in the morning.`,
      },
    ]);
    const looking = '{ disclosures(requestId: "%") { id } }'.replace('%', requestId);
    expect(await home.cannotRead(looking)).toBe('NOT_ALLOWED');
    expect(await unbalanced(world)).toEqual([]);
  });
});

it('all of it in Spanish, with a code in Spanish words, typed without accents and abbreviated', async () => {
  const somebody = nobody().with({ language: 'es-US,es;q=0.9' });
  const home = (await aNeighbour({ languages: ['es'] })).with({ language: 'es' });
  const posted = await asks(somebody, 'Ride', { handoff: HANDOFF, languages: ['es'] });
  const spanish = new Set(wordlist.map((word) => word.normalize('NFC')));
  expect(posted.returnCode.split(' ').filter((word) => !spanish.has(word.normalize('NFC')))).toEqual([]);
  const requestId = posted.request.id;
  expect((await home.board()).find(({ id }) => id === requestId)).toMatchObject({ languages: ['es'] });
  const tooLate = { requestId, plannedFor: { date: dateIn(world, 5), half: 'MORNING' } };
  expect(await home.isRefused('claimRequest', tooLate)).toMatchObject({
    code: 'PLANNED_OUTSIDE_WINDOW',
    message: 'Elija medio día dentro del período.',
    path: ['plannedFor'],
  });
  const { claim } = await home.does<{ claim: { id: string } }>(
    'claimRequest',
    { requestId, plannedFor: { date: dateIn(world, 1), half: 'AFTERNOON' } },
    PLACED,
  );

  // The session ends by itself; the code is typed on another phone.
  world.clock.advance({ minutes: 40 });
  expect(
    await somebody.with({ token: posted.session?.token }).isRefused('acceptClaim', { claimId: claim.id }),
  ).toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  const typed = posted.returnCode
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .split(' ')
    .map((word) => word.slice(0, 4).toUpperCase())
    .join(' ');
  const words = typed.split(' ');
  // One order in some hundreds is a code as well, of nobody.
  const wrongs = [words.toReversed(), [...words.slice(1), ...words.slice(0, 1)]].map((its) => its.join(' '));
  const refusals: unknown[] = [];
  for (const code of wrongs) refusals.push(await somebody.isRefused('returnWithCode', { code }));
  expect(refusals).toContainEqual(
    expect.objectContaining({ code: 'CODE_TYPO', message: expect.stringContaining('ortografía') }),
  );
  const family = await somebody.comesBackWith(typed);
  expect(await family.hears()).toEqual([
    { code: 'CLAIM_PROPOSED', text: 'Alguien propone ayudar. Por favor, responda.' },
  ]);
  await family.moves('acceptClaim', claim.id);
  const { handoff } = await home.does<{ handoff: Json }>('openHandoff', { claimId: claim.id }, OPENED);
  expect(handoff).toMatchObject({ destination: HANDOFF.destination });
  await home.does('sendMessage', { claimId: claim.id, text: 'Llegaré mañana a las dos. ¿Está bien?' }, SENT);
  expect(await family.messages(claim.id)).toEqual(['HOME: Llegaré mañana a las dos. ¿Está bien?']);
  // The home forgets to say that it drove: the family confirms all the same.
  expect(await family.moves('confirmReceipt', claim.id)).toEqual({ status: 'CONFIRMED', waitingFor: [] });
  const [{ text } = { text: null }] = await family.disclosures(requestId);
  expect(text).toMatch(
    /^Un hogar del círculo .+ abrió sus datos, para un viaje, el miércoles, 10 de junio por la mañana\.$/,
  );
  expect((await home.hears()).at(-1)).toEqual({
    code: 'CLAIM_CONFIRMED',
    text: 'Una de sus entregas fue confirmada. Gracias.',
  });
});

it('through a partner’s frontend: the family finds an offer that stands, and two homes bring the groceries', async () => {
  const partner = await aPartner(world);
  const { key } = await aPublishableKey(world, { partner, origins: ['https://help.example.org'] });
  const frontend = nobody().with({ partnerKey: key, origin: 'https://help.example.org' });
  const coordinator = nobody().with({ token: (await aCoordinator(world, partner)).token });
  const home = await aVouchedHome(world, { name: 'Lemon Tree' });
  const recurrence = { rule: 'FREQ=DAILY', from: dateIn(world, 0), halves: ['MORNING', 'AFTERNOON'] };
  const { offerId } = await aGroceryOffer(world, home, { runs: 1, refill: 'WEEKLY', recurrence });
  const driver = nobody().with({ token: home.token });

  const posted = await asks(frontend, 'Grocery');
  const requestId = posted.request.id;
  const family = frontend.with({ token: posted.session?.token });
  // The partner looks after it; it is the family's own for all that.
  expect(await coordinator.request(requestId, 'alias tookIn')).toEqual({ alias: posted.request.alias, tookIn: false });
  expect(await coordinator.isRefused('withdrawRequest', { requestId })).toMatchObject({ code: 'NOT_FOUND' });

  // Three days on every home knows of it. It is told what fits, and why, and asks for that.
  await widenedAsFarAsTheyGo(world);
  const { suggestedOffers } = await family.reads<{ suggestedOffers: { offer: { id: string }; reasons: Json[] }[] }>(
    `query ($requestId: ID!) { suggestedOffers(requestId: $requestId) {
      rank offer { id home { shortName } } reasons { code text } } }`,
    { requestId },
  );
  const match = suggestedOffers.find(({ offer }) => offer.id === offerId);
  expect(match).toMatchObject({ offer: { home: { shortName: 'Lemon Tree' } } });
  expect(match?.reasons).toContainEqual({ code: 'SERVES_ALL', text: 'It covers everything that is still needed.' });
  const plannedFor = { date: dateIn(world, 1), half: 'AFTERNOON' };
  const { claim } = await family.does<{ claim: { id: string } }>(
    'claimOffer',
    { requestId, offerId, plannedFor },
    PLACED,
  );
  expect(claim).toMatchObject({ status: 'PROPOSED', waitingFor: ['HOME'] });
  expect(await driver.hearsCodes()).toContain('CLAIM_PROPOSED');
  expect(await driver.isRefused('openHandoff', { claimId: claim.id })).toMatchObject({ code: 'HANDOFF_CLOSED' });
  expect(await driver.moves('acceptClaim', claim.id)).toEqual({ status: 'ACCEPTED', waitingFor: [] });
  expect(await family.hearsCodes()).toEqual(['CLAIM_ACCEPTED']);

  // Its one run of this week is taken: another family is told so.
  const late = await asks(nobody(), 'Grocery');
  expect(
    await nobody()
      .with({ token: late.session?.token })
      .isRefused('claimOffer', { requestId: late.request.id, offerId, plannedFor }),
  ).toMatchObject({ code: 'OFFER_EXHAUSTED' });

  // There is no milk: what was not brought is wanted again, and another home brings it.
  await driver.does('openHandoff', { claimId: claim.id }, OPENED);
  const [rice, milk] = posted.request.lines;
  await driver.moves('markDelivered', claim.id, { lines: [{ requestLineId: milk?.id, quantity: 0 }] });
  const second = await aNeighbour();
  expect((await second.board()).find(({ id }) => id === requestId)).toMatchObject({
    status: 'PARTIALLY_CLAIMED',
    lines: [
      { label: 'Rice', remaining: 0 },
      { label: 'Milk', remaining: 3 },
    ],
  });
  const rest = await second.does<{ claim: { id: string } }>('claimRequest', { requestId, plannedFor }, PLACED);
  expect(await second.claim(rest.claim.id, 'lines { quantity requestLine { id } }')).toEqual({
    lines: [{ quantity: 3, requestLine: { id: milk?.id } }],
  });
  expect(rice?.quantity).toBe(2);
  await family.moves('confirmReceipt', claim.id);
  await family.moves('acceptClaim', rest.claim.id);
  await second.does('openHandoff', { claimId: rest.claim.id }, OPENED);
  await second.moves('markDelivered', rest.claim.id);
  expect(await family.request(requestId, 'status')).toEqual({ status: 'CLAIMED' });
  await family.moves('confirmReceipt', rest.claim.id);
  expect(await family.request(requestId, 'status')).toEqual({ status: 'FULFILLED' });
  expect(await family.disclosures(requestId)).toHaveLength(2);
  expect(await unbalanced(world)).toEqual([]);
});

it('by phone: a coordinator takes it in, reads the code out, says yes for the family, and the family reads it all', async () => {
  const coordinator = nobody().with({ token: (await aCoordinator(world)).token });
  const colleague = nobody().with({ token: (await theHostsCoordinator(world)).token });
  const home = await aNeighbour();
  const input = { acceptance: 'MY_COORDINATOR', handoff: HANDOFF_AT_HOME, codeLanguage: 'ES' };
  const posted = await asks(coordinator, 'Time', input);
  expect(posted).toMatchObject({ session: null, returnCode: expect.stringMatching(/^(\S+ ){7}\S+$/) });
  const requestId = posted.request.id;

  const plannedFor = { date: dateIn(world, 1), half: 'MORNING' };
  const { claim } = await home.does<{ claim: { id: string } }>('claimRequest', { requestId, plannedFor }, PLACED);
  expect(claim).toMatchObject({ status: 'PROPOSED', waitingFor: ['COORDINATOR'] });
  expect(await coordinator.hearsCodes()).toContain('CLAIM_WAITS_FOR_COORDINATOR');
  expect(await coordinator.moves('approveClaim', claim.id)).toEqual({ status: 'ACCEPTED', waitingFor: [] });

  const { handoff } = await home.does<{ handoff: Json }>('openHandoff', { claimId: claim.id }, OPENED);
  expect(handoff).toMatchObject({ contact: HANDOFF.contact });
  expect(await coordinator.disclosures(requestId)).toHaveLength(1);
  // A colleague looks after it too, but did not take it in.
  expect(await colleague.request(requestId, 'status tookIn')).toEqual({ status: 'CLAIMED', tookIn: false });
  expect(await colleague.disclosures(requestId)).toEqual([]);
  expect(await colleague.isRefused('confirmReceipt', { claimId: claim.id })).toMatchObject({ code: 'NOT_ALLOWED' });

  await home.moves('markDelivered', claim.id);
  await coordinator.moves('confirmReceipt', claim.id);
  // With the words that it wrote down the family reads everything itself.
  const family = await nobody().comesBackWith(posted.returnCode);
  expect(await family.request(requestId, 'status claims { status confirmedBy }')).toEqual({
    status: 'FULFILLED',
    claims: [{ status: 'CONFIRMED', confirmedBy: 'COORDINATOR' }],
  });
  expect(await family.disclosures(requestId)).toHaveLength(1);
});

it('money, through the partner: giver and family never learn of each other', async () => {
  const coordinator = nobody().with({ token: (await theHostsCoordinator(world)).token });
  const home = await aVouchedHome(world, { name: 'Two Bicycles' });
  const giver = nobody().with({ token: home.token });
  const { offerId } = await aMoneyOffer(world, home);
  const posted = await asks(nobody(), 'Money', { payableAs: ['BILL_PAID_BY_PARTNER'] });
  const requestId = posted.request.id;
  const family = nobody().with({ token: posted.session?.token });

  // It is on no board, and no offer of money is there for a family.
  expect((await giver.board()).map(({ id }) => id)).not.toContain(requestId);
  expect(await giver.request(requestId)).toBeNull();
  const offers = await family.reads<{ offers: { edges: { node: Json }[] } }>('{ offers { edges { node { kind } } } }');
  expect(offers.offers.edges.filter(({ node }) => node['kind'] === 'MONEY')).toEqual([]);
  const plannedFor = { date: dateIn(world, 1), half: 'MORNING' };
  expect(await giver.isRefused('claimRequest', { requestId, offerId, plannedFor })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await family.isRefused('claimOffer', { requestId, offerId, plannedFor })).toMatchObject({
    code: 'MONEY_THROUGH_PARTNER',
  });

  // The partner takes from the one for the other.
  const { suggestedOffers } = await coordinator.reads<{ suggestedOffers: { offer: Json }[] }>(
    'query ($requestId: ID!) { suggestedOffers(requestId: $requestId) { offer { id } } }',
    { requestId },
  );
  expect(suggestedOffers).toContainEqual({ offer: { id: offerId } });
  const { giving, receiving } = await coordinator.does<{ giving: { id: string }; receiving: { id: string } }>(
    'allocateOffer',
    { offerId, requestId, amount: { minor: 15_000, currency: 'USD' } },
    '... on OfferAllocated { giving { id } receiving { id } }',
  );
  expect(await giver.claims()).toEqual([{ id: giving.id, status: 'ACCEPTED', waitingFor: [] }]);
  expect(await family.claims()).toEqual([{ id: receiving.id, status: 'ACCEPTED', waitingFor: [] }]);
  expect(await giver.claim(giving.id, 'shape request { id } lines { quantity requestLine { id } }')).toEqual({
    shape: 'GIVING',
    request: null,
    lines: [{ quantity: 15_000, requestLine: null }],
  });
  expect(await family.claim(receiving.id, 'shape offer { id } lines { quantity offerLine { id } }')).toEqual({
    shape: 'RECEIVING',
    offer: null,
    lines: [{ quantity: 15_000, offerLine: null }],
  });
  expect(await giver.claim(receiving.id, 'id')).toBeNull();
  expect(await family.claim(giving.id, 'id')).toBeNull();
  expect(await giver.isRefused('openHandoff', { claimId: giving.id })).toMatchObject({ code: 'NOT_FOUND' });

  // Nothing is paid before it came; then it is, and each side confirms its own half.
  expect(await coordinator.isRefused('markPaid', { claimId: receiving.id })).toMatchObject({
    code: 'NOT_RECEIVED_YET',
  });
  await coordinator.moves('markReceived', giving.id);
  expect((await giver.hearsCodes()).slice(-2)).toEqual(['MONEY_TAKEN', 'MONEY_RECEIVED']);
  expect(await giver.moves('confirmGift', giving.id)).toMatchObject({ status: 'CONFIRMED' });
  await coordinator.moves('markPaid', receiving.id);
  expect((await family.hearsCodes()).at(-1)).toBe('MONEY_PAID');
  expect(await family.moves('confirmReceipt', receiving.id)).toMatchObject({ status: 'CONFIRMED' });
  expect(await family.request(requestId, 'status lines { quantity remaining }')).toEqual({
    status: 'PARTIALLY_CLAIMED',
    lines: [{ quantity: 20_000, remaining: 5_000 }],
  });
  const { myOffers } = await giver.reads<{ myOffers: Json[] }>('{ myOffers { lines { quantity remaining } } }');
  expect(myOffers).toEqual([{ lines: [{ quantity: 50_000, remaining: 35_000 }] }]);
  expect(await family.disclosures(requestId)).toEqual([]);
  expect(await unbalanced(world)).toEqual([]);
});
