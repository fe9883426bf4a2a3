/** What a family does with what it asked for: renew, withdraw, finish, reword, amend, erase, keep homes away; and a coordinator for it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefused } from '../src/kernel/decision.js';
import { RequestHandoffs } from '../src/request/request-handoffs.js';
import { familyKeyOf } from '../src/requester/family-key.js';
import { FamilySessions } from '../src/requester/family-sessions.js';
import { everythingStored } from './world/everything-stored.js';
import {
  aGrocery,
  aMoneyRequest,
  aRide,
  aTimeRequest,
  comeBack,
  dateIn,
  inputFor,
  type Json,
  post,
  rideInput,
  type TestRequest,
} from './world/families.js';
import {
  aCoordinator,
  aPartner,
  aPublishableKey,
  aTrustedHome,
  aVouchedHome,
  type TestHome,
  theHost,
} from './world/people.js';
import { widenedAsFarAsTheyGo } from './world/widened.js';
import { World } from './world/world.js';

interface Changed {
  readonly request?: Json;
  readonly code?: string;
  readonly path?: string[] | null;
  readonly requests?: number;
  readonly returnCode?: string;
}

const FIELDS = 'id status summary expiresOn renewalsLeft lines { id label note remaining }';
/** The answers of those mutations that do not answer with the request as it is now. */
const HAPPENED: Readonly<Record<string, string>> = {
  blockHome: '... on HomeBlocked { requests }',
  reissueReturnCode: '... on ReturnCodeReissued { returnCode request { id } }',
};

describe('looking after what one asked for', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await theHost(world);
  });
  afterAll(async () => {
    await world.close();
  });

  const change = async (mutation: string, input: Json, token?: string): Promise<Changed> => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const happened = HAPPENED[mutation] ?? `... on RequestChanged { request { ${FIELDS} } }`;
    const answer = await world.ask<Record<string, Changed>>(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${happened} ... on Refusal { code path } } }`,
      { input },
      { token },
    );
    return answer[mutation] ?? {};
  };
  const read = async (token: string, id: string) =>
    (
      await world.ask<{ request: Json | null }>(
        `query ($id: ID!) { request(id: $id) { ${FIELDS} } }`,
        { id },
        { token },
      )
    ).request;
  const claim = async (home: TestHome, { requestId }: TestRequest): Promise<string> => {
    const { claimRequest } = await world.ask<{ claimRequest: { claim?: { id: string }; code?: string } }>(
      `mutation ($input: ClaimRequestInput!) {
        claimRequest(input: $input) { ... on ClaimPlaced { claim { id } } ... on Refusal { code path } }
      }`,
      { input: { requestId, plannedFor: { date: dateIn(world, 1), half: 'AFTERNOON' } } },
      { token: home.token },
    );
    if (!claimRequest.claim) throw new Error(`a fixture was refused: ${claimRequest.code}`);
    return claimRequest.claim.id;
  };
  const claimStatus = async (claimId: string) =>
    (
      await world.instance.owner.database.query<{ status: string; end_reason: string | null }>(
        'claim-status',
        'SELECT status, end_reason FROM claim WHERE id = $1',
        [claimId],
      )
    ).rows[0];
  /** What lies sealed, opened as the family's yes would. */
  const sealedPart = async ({ requestId, token }: { requestId: string; token: string }) => {
    const { database } = world.instance;
    const { rows } = await database.query<{ partnerId: string }>(
      'partner-of',
      'SELECT partner_id AS "partnerId" FROM request WHERE id = $1',
      [requestId],
    );
    const opened = token === '' ? null : await world.get(FamilySessions).open(token, world.clock.now());
    const familyKey = opened && familyKeyOf(opened.ring, requestId);
    const of = { requestId, partnerId: rows[0]?.partnerId ?? '' };
    const handoff = await database.transaction(async (tx) => ({
      is: await world.get(RequestHandoffs).open(tx, of, familyKey, world.clock.now()),
    }));
    return isRefused(handoff) ? null : handoff.is;
  };

  it('is for the family and for the coordinator who took it in; for nobody else it exists', async () => {
    const coordinator = await aCoordinator(world);
    const own = await aTimeRequest(world);
    const taken = await aTimeRequest(world, {}, { coordinator });
    const strangers = [
      (await aTimeRequest(world)).token,
      (await aCoordinator(world)).token,
      (await aCoordinator(world, await aPartner(world))).token,
    ];
    const before = await everythingStored(world);
    for (const token of strangers) {
      for (const { requestId } of [own, taken, { requestId: randomUUID() }, { requestId: 'nonsense' }]) {
        for (const mutation of ['renewRequest', 'withdrawRequest', 'finishRequest', 'rewordText']) {
          expect(await change(mutation, { requestId }, token)).toEqual({ code: 'NOT_FOUND', path: null });
        }
        const handoff = { contactMethod: 'IN_APP' };
        expect(await change('amendHandoff', { requestId, handoff }, token)).toMatchObject({ code: 'NOT_FOUND' });
        expect(await change('hideFromHomes', { requestId, homes: [] }, token)).toMatchObject({ code: 'NOT_FOUND' });
      }
      expect(await change('blockHome', { claimId: randomUUID() }, token)).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await change('withdrawRequest', { requestId: own.requestId }, coordinator.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await everythingStored(world)).toEqual(before);
    expect(await change('withdrawRequest', { requestId: taken.requestId }, coordinator.token)).toMatchObject({
      request: { status: 'WITHDRAWN' },
    });
  });

  describe('renewing', () => {
    it('gives another 14 days, twice, and then no more', async () => {
      const { requestId, token } = await aTimeRequest(world, { window: null });
      expect(await change('renewRequest', { requestId }, token)).toMatchObject({
        request: { expiresOn: dateIn(world, 14), renewalsLeft: 1 },
      });
      expect(await change('renewRequest', { requestId }, token)).toMatchObject({ request: { renewalsLeft: 0 } });
      const before = await everythingStored(world);
      expect(await change('renewRequest', { requestId }, token)).toMatchObject({ code: 'ALREADY_RENEWED_TWICE' });
      expect(await everythingStored(world)).toEqual(before);
    });

    it('is not for a request with a date', async () => {
      const { requestId, token } = await aRide(world);
      expect(await change('renewRequest', { requestId }, token)).toMatchObject({ code: 'WRONG_STATE' });
    });
  });

  describe('ending', () => {
    it.each([
      ['withdrawRequest', 'WITHDRAWN', 'WITHDRAWN'],
      ['finishRequest', 'FULFILLED', 'FINISHED'],
    ])('by %s cancels the claims on it and tells their homes', async (mutation, status, reason) => {
      const home = await aVouchedHome(world);
      const ride = await aRide(world);
      const claimId = await claim(home, ride);
      expect(await change(mutation, { requestId: ride.requestId }, ride.token)).toMatchObject({ request: { status } });
      expect(await claimStatus(claimId)).toEqual({ status: 'CANCELLED', end_reason: reason });
      const { notices } = await world.ask<{ notices: { edges: { node: { code: string } }[] } }>(
        '{ notices { edges { node { code } } } }',
        {},
        { token: home.token },
      );
      expect(notices.edges.map(({ node }) => node.code)).toContain('CLAIM_ENDED');
      expect(await read(home.token, ride.requestId)).toBeNull();
      const before = await everythingStored(world);
      expect(await change(mutation, { requestId: ride.requestId }, ride.token)).toMatchObject({ code: 'WRONG_STATE' });
      expect(await everythingStored(world)).toEqual(before);
    });
  });

  describe('rewording', () => {
    it('changes the summary and what nobody has claimed, for the homes too', async () => {
      const home = await aVouchedHome(world);
      const grocery = await aGrocery(world, { summary: 'For the week' });
      const [rice, milk] = grocery.lineIds;
      const items = [{ lineId: rice, name: 'Basmati rice', note: 'any brand' }];
      expect(
        await change('rewordText', { requestId: grocery.requestId, summary: 'For a few days', items }, grocery.token),
      ).toMatchObject({ request: { summary: 'For a few days' } });
      expect(await read(home.token, grocery.requestId)).toMatchObject({
        summary: 'For a few days',
        lines: [
          { id: rice, label: 'Basmati rice', note: 'any brand' },
          { id: milk, label: 'Milk', note: null },
        ],
      });
      expect(await change('rewordText', { requestId: grocery.requestId, summary: null }, grocery.token)).toMatchObject({
        request: { summary: null, lines: [{ label: 'Basmati rice' }, {}] },
      });
    });

    it('refuses words that are not plain, items that are not there, and those that are claimed', async () => {
      const grocery = await aGrocery(world);
      const { requestId, token } = grocery;
      const other = await aGrocery(world);
      const item = (lineId: string | undefined) => ({ requestId, items: [{ lineId, name: 'Beans' }] });
      await claim(await aVouchedHome(world), grocery);
      const before = await everythingStored(world);
      expect(await change('rewordText', { requestId, summary: 'x'.repeat(201) }, token)).toEqual({
        code: 'TEXT_TOO_LONG',
        path: ['summary'],
      });
      expect(await change('rewordText', { requestId, summary: 'a\u202eb' }, token)).toMatchObject({
        code: 'TEXT_NOT_PLAIN',
      });
      expect(await change('rewordText', item(other.lineIds[0]), token)).toEqual({
        code: 'NOT_FOUND',
        path: ['items', '0', 'lineId'],
      });
      expect(await change('rewordText', item(grocery.lineIds[0]), token)).toMatchObject({ code: 'WRONG_STATE' });
      expect(await everythingStored(world)).toEqual(before);
    });
  });

  describe('amending', () => {
    const handoff = { contactMethod: 'TEXT', contact: '+1 917 555 0111', place: 'At the library' };

    it('replaces all that is sealed, under the ring or under a key', async () => {
      const own = await aGrocery(world, { dietaryRules: ['VEGAN'] });
      const consented = await aGrocery(world, { acceptance: 'ANY_TRUSTED_HOME' });
      for (const request of [own, consented]) {
        const input = { requestId: request.requestId, handoff, dietaryRules: ['HALAL'] };
        expect(await change('amendHandoff', input, request.token)).toMatchObject({
          request: { id: request.requestId },
        });
        expect(await sealedPart(request)).toMatchObject({
          ...handoff,
          dietaryRules: ['HALAL'],
          instructions: null,
          purpose: null,
        });
      }
      // Without the ring it does not open, whoever asks.
      expect(await sealedPart({ ...own, token: '' })).toBeNull();
      expect(await sealedPart({ ...consented, token: '' })).toMatchObject({ place: 'At the library' });
    });

    it('reaches the home that was accepted', async () => {
      const home = await aTrustedHome(world);
      const ride = await aRide(world, { acceptance: 'ANY_TRUSTED_HOME' });
      const claimId = await claim(home, ride);
      const open = async () =>
        (
          await world.ask<{ openHandoff: { handoff?: Json; code?: string } }>(
            `mutation ($input: OpenHandoffInput!) {
              openHandoff(input: $input) { ... on HandoffOpened { handoff { contactMethod place } } ... on Refusal { code } }
            }`,
            { input: { claimId } },
            { token: home.token },
          )
        ).openHandoff;
      expect(await open()).toEqual({ handoff: { contactMethod: 'SIGNAL', place: '1 Church Avenue' } });
      await change('amendHandoff', { requestId: ride.requestId, handoff }, ride.token);
      expect(await open()).toEqual({ handoff: { contactMethod: 'TEXT', place: 'At the library' } });
    });

    it('takes a purpose for money alone, and dietary rules for groceries alone', async () => {
      const [money, ride] = [await aMoneyRequest(world), await aRide(world)];
      const amend = (request: TestRequest, more: Json) =>
        change('amendHandoff', { requestId: request.requestId, handoff, ...more }, request.token);
      const before = await everythingStored(world);
      expect(await amend(money, {})).toEqual({ code: 'INVALID_INPUT', path: ['purpose'] });
      expect(await amend(ride, { purpose: 'RENT' })).toEqual({ code: 'INVALID_INPUT', path: ['purpose'] });
      expect(await amend(ride, { dietaryRules: ['VEGAN'] })).toEqual({ code: 'INVALID_INPUT', path: ['dietaryRules'] });
      expect(await everythingStored(world)).toEqual(before);
      await amend(money, { purpose: 'MEDICAL' });
      expect(await sealedPart(money)).toMatchObject({ purpose: 'MEDICAL', contact: '+1 917 555 0111' });
    });
  });

  it('erasing reaches what is being posted at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const before = new Set(
        (await world.instance.owner.database.query<{ id: string }>('ids-before', 'SELECT id FROM request')).rows.map(
          ({ id }) => id,
        ),
      );
      const { token } = await aGrocery(world);
      const caller = { token };
      const posts = Array.from({ length: 3 }, () =>
        post(world, 'Time', inputFor(world, 'Time'), caller).catch(() => null),
      );
      const erased = world.call('mutation { eraseRequester(input: { confirm: true }) { __typename } }', {}, caller);
      await Promise.all([...posts, erased]);
      const { rows } = await world.instance.owner.database.query<{ id: string; ending: string | null }>(
        'ids-after',
        'SELECT id, ending::text FROM request',
      );
      expect(rows.filter(({ id, ending }) => !before.has(id) && ending === null)).toEqual([]);
    }
  });

  it('erasing leaves nothing that opens: not the code, not the session, not what was sealed', async () => {
    const home = await aTrustedHome(world);
    const first = await aGrocery(world, {
      acceptance: 'ANY_TRUSTED_HOME',
      summary: 'For us',
      hideFromHomes: [{ email: 'a@b.org' }],
    });
    const second = await aRide(world, {}, { family: first });
    const withdrawn = await aRide(world, {}, { family: first });
    await change('withdrawRequest', { requestId: withdrawn.requestId }, first.token);
    const claimId = await claim(home, first);
    const others = await aRide(world);
    const before = await everythingStored(world);
    const unsure = await world.ask(
      'mutation { eraseRequester(input: { confirm: false }) { ... on Refusal { code path } } }',
      {},
      { token: first.token },
    );
    expect(unsure).toEqual({ eraseRequester: { code: 'INVALID_INPUT', path: ['confirm'] } });
    expect(await everythingStored(world)).toEqual(before);
    const { eraseRequester } = await world.ask<{ eraseRequester: Json }>(
      'mutation { eraseRequester(input: { confirm: true }) { ... on RequesterErased { requests } ... on Refusal { code } } }',
      {},
      { token: first.token },
    );
    expect(eraseRequester).toEqual({ requests: 3 });
    await expect(comeBack(world, first.returnCode)).rejects.toThrow('CODE_UNKNOWN');
    expect((await world.call('{ myRequests { id } }', {}, { token: first.token })).status).toBe(401);
    expect(await claimStatus(claimId)).toEqual({ status: 'CANCELLED', end_reason: 'WITHDRAWN' });
    const ids = [first, second, withdrawn].map(({ requestId }) => requestId);
    const { rows } = await world.instance.owner.database.query<Json>(
      'what-is-left',
      `SELECT (SELECT array_agg(DISTINCT ending::text ORDER BY ending::text) FROM request WHERE id = ANY ($1)) AS endings,
         (SELECT count(*)::int FROM request WHERE id = ANY ($1) AND (summary_box IS NOT NULL OR listed)) AS shown,
         (SELECT count(*)::int FROM request_line WHERE request_id = ANY ($1) AND label_box IS NOT NULL) AS labels,
         (SELECT count(*)::int FROM sealed.handoff WHERE request_id = ANY ($1)) AS handoffs,
         (SELECT count(*)::int FROM request_hidden WHERE request_id = ANY ($1)) AS hidden`,
      [ids],
    );
    expect(rows).toEqual([{ endings: ['ERASED', 'WITHDRAWN'], shown: 0, labels: 0, handoffs: 0, hidden: 0 }]);
    expect(await sealedPart(others)).toMatchObject({ place: '1 Church Avenue' });
  });

  describe('keeping homes away', () => {
    it('blocks one by its claim, from all requests, those to come too', async () => {
      const [home, neighbour] = [await aVouchedHome(world), await aVouchedHome(world)];
      const first = await aRide(world);
      const second = await aGrocery(world, {}, { family: first });
      const claims = [await claim(home, first), await claim(home, second)];
      expect(await change('blockHome', { claimId: claims[0] }, first.token)).toEqual({ requests: 2 });
      for (const claimId of claims) {
        expect(await claimStatus(claimId)).toEqual({ status: 'CANCELLED', end_reason: 'CHANGED_MIND' });
      }
      const third = await aRide(world, {}, { family: first });
      for (const { requestId } of [first, second, third]) {
        expect(await read(home.token, requestId)).toBeNull();
        expect(await read(neighbour.token, requestId)).toMatchObject({ id: requestId });
      }
      const { request } = await post(world, 'Ride', rideInput(world, { returnCode: first.returnCode }));
      expect(await read(home.token, request?.id ?? '')).toBeNull();
    });

    it('blocks for a coordinator from the one request that it took in', async () => {
      const coordinator = await aCoordinator(world);
      const home = await aVouchedHome(world);
      const taken = await aRide(world, {}, { coordinator });
      const other = await aRide(world, {}, { coordinator });
      const claimId = await claim(home, taken);
      expect(await change('blockHome', { claimId }, coordinator.token)).toEqual({ requests: 1 });
      expect(await read(home.token, taken.requestId)).toBeNull();
      expect(await read(home.token, other.requestId)).not.toBeNull();
    });

    it('hides one by its e-mail or phone, and refuses what is neither', async () => {
      const home = await aVouchedHome(world, { phone: '+1 917 555 0123' });
      const ride = await aRide(world);
      const { requestId, token } = ride;
      expect(await read(home.token, requestId)).not.toBeNull();
      const before = await everythingStored(world);
      const hide = (homes: Json[]) => change('hideFromHomes', { requestId, homes }, token);
      expect(await hide([{ email: 'a@b.org' }, { email: 'nobody' }])).toEqual({
        code: 'EMAIL_INVALID',
        path: ['homes', '1', 'email'],
      });
      expect(await hide([{ phone: '12' }])).toEqual({ code: 'PHONE_INVALID', path: ['homes', '0', 'phone'] });
      expect(await everythingStored(world)).toEqual(before);
      expect(await hide([{ phone: '(917) 555-0123' }])).toMatchObject({ request: { id: requestId } });
      expect(await read(home.token, requestId)).toBeNull();
    });
  });

  describe('a lost code', () => {
    it('is given out anew by the coordinator, for that one request', async () => {
      const coordinator = await aCoordinator(world);
      const taken = await aRide(world, {}, { coordinator });
      const joined = await aTimeRequest(world, { returnCode: taken.returnCode });
      const old = await comeBack(world, taken.returnCode);
      const { returnCode = '' } = await change('reissueReturnCode', { requestId: taken.requestId }, coordinator.token);
      const fresh = await comeBack(world, returnCode);
      expect(await read(fresh, taken.requestId)).toMatchObject({ id: taken.requestId });
      expect(await read(fresh, joined.requestId)).toBeNull();
      for (const token of [old, await comeBack(world, taken.returnCode)]) {
        expect(await read(token, taken.requestId)).toBeNull();
        expect(await change('withdrawRequest', { requestId: taken.requestId }, token)).toMatchObject({
          code: 'NOT_FOUND',
        });
        expect(await read(token, joined.requestId)).toMatchObject({ id: joined.requestId });
      }
      const again = await change(
        'reissueReturnCode',
        { requestId: taken.requestId, codeLanguage: 'ES' },
        coordinator.token,
      );
      expect(await read(await comeBack(world, again.returnCode ?? ''), taken.requestId)).not.toBeNull();
      expect(await read(await comeBack(world, returnCode), taken.requestId)).toBeNull();
    });

    it('not for what a family posted itself, and not by another coordinator', async () => {
      const coordinator = await aCoordinator(world);
      const own = await aRide(world);
      const taken = await aRide(world, {}, { coordinator: await aCoordinator(world) });
      const before = await everythingStored(world);
      for (const { requestId } of [own, taken]) {
        expect(await change('reissueReturnCode', { requestId }, coordinator.token)).toMatchObject({
          code: 'NOT_FOUND',
        });
      }
      expect(await everythingStored(world)).toEqual(before);
    });
  });

  it('waits for a look where the partner reviews every request', async () => {
    const partner = await aPartner(world, { reviewsRequests: true });
    const { key } = await aPublishableKey(world, { partner });
    const coordinator = await aCoordinator(world, partner);
    const home = await aVouchedHome(world);
    const held = await aRide(world, {}, { partnerKey: key });
    expect(await read(held.token, held.requestId)).toMatchObject({ status: 'HELD' });
    expect(await read(home.token, held.requestId)).toBeNull();
    const stranger = await aCoordinator(world);
    expect(await change('approveRequest', { requestId: held.requestId }, stranger.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    const told = async (token: string) =>
      (
        await world.ask<{ notices: { edges: { node: { code: string } }[] } }>(
          '{ notices { edges { node { code } } } }',
          {},
          { token },
        )
      ).notices.edges.map(({ node }) => node.code);
    expect(await told(coordinator.token)).toContain('REQUEST_TO_REVIEW');
    expect(await change('approveRequest', { requestId: held.requestId }, coordinator.token)).toMatchObject({
      request: { status: 'OPEN' },
    });
    expect(await told(held.token)).toContain('REQUEST_OPENED');
    await widenedAsFarAsTheyGo(world);
    expect(await read(home.token, held.requestId)).toMatchObject({ status: 'OPEN' });
    expect(await change('approveRequest', { requestId: held.requestId }, coordinator.token)).toMatchObject({
      code: 'WRONG_STATE',
    });
    const taken = await aRide(world, {}, { coordinator });
    expect(await read(coordinator.token, taken.requestId)).toMatchObject({ status: 'OPEN' });
  });
});
