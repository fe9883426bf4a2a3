/** `Idempotency-Key`: what was sent twice is done once and answered alike; what was refused may be tried again; what is kept tells nobody anything. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hours, later } from '../src/kernel/duration.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { deriveKey } from '../src/sealing/instance-secrets.js';
import { openJson, SealBroken } from '../src/sealing/sealed-box.js';
import { anAcceptedClaim, aProposedClaim, moved, sendMessage, tomorrow } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aRide, aTimeRequest, inputFor, type Json, post } from './world/families.js';
import { BROOKLYN } from './world/offers.js';
import { aHome, anEmail, aVouchedHome, PASSWORD, theHost, theHostsCoordinator, vouch } from './world/people.js';
import { type Answer, type Caller, World } from './world/world.js';

const POSTED = '... on RequestPosted { request { id } returnCode session { token } }';

interface Kept {
  readonly digest: Buffer;
  readonly body_digest: Buffer;
  readonly started_at: Date;
  readonly applied: boolean;
  readonly box: Buffer | null;
}

let world: World;
beforeAll(async () => {
  world = await World.open();
  await theHost(world);
});
afterAll(() => world.close());

const sql = async <T extends object>(name: string, text: string, values: unknown[] = []) =>
  (await world.instance.owner.database.query<T>(name, text, values)).rows;
const kept = () => sql<Kept>('kept', 'SELECT * FROM idempotent_answer');
beforeEach(async () => {
  await sql('forget-all', 'DELETE FROM idempotent_answer');
});

/** One call, the same each time that it is sent. */
interface Call {
  readonly mutation: string;
  readonly input: Json | null;
  readonly happened: string;
  readonly caller?: Caller;
}

function send(
  { mutation, input, happened, caller = {} }: Call,
  idempotencyKey?: string,
): Promise<Answer<Record<string, Json> | null>> {
  const selection = `{ ${happened} ... on Refusal { code } }`;
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const [document, variables] = input
    ? [`mutation ($input: ${type}!) { ${mutation}(input: $input) ${selection} }`, { input }]
    : [`mutation { ${mutation} ${selection} }`, {}];
  return world.call(document, variables, { ...caller, ...(idempotencyKey !== undefined && { idempotencyKey }) });
}

const codeOf = ({ data, errors }: Answer<Record<string, Json> | null>): unknown =>
  errors[0]?.extensions.code ?? Object.values(data ?? {})[0]?.['code'];

const aPost = (its: Json = {}, caller: Caller = {}): Call => ({
  mutation: 'postRideRequest',
  input: inputFor(world, 'Ride', its),
  happened: POSTED,
  caller,
});

const requests = async () =>
  Number((await sql<{ n: string }>('count-requests', 'SELECT count(*) AS n FROM request'))[0]?.n);

describe('the same again', () => {
  const MOVED = '... on ClaimMoved { claim { id status waitingFor leaseEndsAt } }';
  const claimMove = (mutation: string, claimId: string, token: string): Call => ({
    mutation,
    input: { claimId },
    happened: MOVED,
    caller: { token },
  });
  const calls: Record<string, () => Promise<Call>> = {
    'a post': async () => aPost(),
    'a post of somebody signed in': async () => {
      const { token } = await aRide(world);
      return aPost({}, { token });
    },
    'a registration': async () => ({
      mutation: 'registerHome',
      input: { name: 'Maple House', email: anEmail(), password: PASSWORD, languages: ['en'] },
      happened: '... on HomeRegistered { viewer { id } session { token } }',
    }),
    'an offer': async () => ({
      mutation: 'postMoneyOffer',
      input: { place: BROOKLYN, amount: { minor: 5_000, currency: 'USD' } },
      happened: '... on OfferPosted { offer { id } }',
      caller: { token: (await aHome(world)).token },
    }),
    'a vouch': async () => ({
      mutation: 'vouchForHome',
      input: { homeId: (await aHome(world)).homeId },
      happened: '... on HomeStandingChanged { home { id tier } }',
      caller: { token: (await theHostsCoordinator(world)).token },
    }),
    'an invitation': async () => ({
      mutation: 'inviteCoordinator',
      input: { email: anEmail() },
      happened: '... on CoordinatorInvited { invitation }',
      caller: { token: (await theHostsCoordinator(world)).token },
    }),
    'a claim': async () => ({
      mutation: 'claimRequest',
      input: { requestId: (await aRide(world)).requestId, plannedFor: tomorrow(world) },
      happened: '... on ClaimPlaced { claim { id status } }',
      caller: { token: (await aVouchedHome(world)).token },
    }),
    'a yes': async () => {
      const { claimId, family } = await aProposedClaim(world);
      return claimMove('acceptClaim', claimId, family.token);
    },
    'a message': async () => {
      const { claimId, home } = await anAcceptedClaim(world);
      return {
        mutation: 'sendMessage',
        input: { claimId, text: 'Is ten good?' },
        happened: '... on MessageSent { sent { id text } }',
        caller: home,
      };
    },
    'a longer lease': async () => {
      const { claimId, home } = await anAcceptedClaim(world);
      return claimMove('extendLease', claimId, home.token);
    },
    'a delivery': async () => {
      const { claimId, home } = await anAcceptedClaim(world);
      return claimMove('markDelivered', claimId, home.token);
    },
    'a block': async () => {
      const { claimId, family } = await anAcceptedClaim(world);
      await aTimeRequest(world, {}, { family });
      return { mutation: 'blockHome', input: { claimId }, happened: '... on HomeBlocked { requests }', caller: family };
    },
    'a report': async () => {
      const { claimId, family } = await anAcceptedClaim(world);
      return {
        mutation: 'reportConcern',
        input: { claimId, reason: 'DISRESPECT' },
        happened: '... on ConcernReported { reportId }',
        caller: family,
      };
    },
    'a renewal': async () => {
      const { requestId, token } = await aTimeRequest(world, { window: null });
      return {
        mutation: 'renewRequest',
        input: { requestId },
        happened: '... on RequestChanged { request { id renewalsLeft } }',
        caller: { token },
      };
    },
    'a new code': async () => {
      const coordinator = await theHostsCoordinator(world);
      const { requestId } = await aRide(world, {}, { coordinator });
      return {
        mutation: 'reissueReturnCode',
        input: { requestId },
        happened: '... on ReturnCodeReissued { returnCode }',
        caller: { token: coordinator.token },
      };
    },
    'a glance at notices': async () => {
      const { home } = await anAcceptedClaim(world);
      return {
        mutation: 'markNoticesRead',
        input: { all: true },
        happened: '... on NoticesRead { unreadNotices }',
        caller: { token: home.token },
      };
    },
  };

  it.each(Object.entries(calls))('%s is done once, and answered alike', async (_what, prepare) => {
    const call = await prepare();
    const key = randomUUID();
    const first = await send(call, key);
    expect(codeOf(first)).toBeUndefined();
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    const before = await everythingStored(world);
    const again = await send(call, key.toUpperCase());
    expect(again).toMatchObject({ status: first.status, data: first.data, errors: [] });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await everythingStored(world)).toEqual(before);
  });

  it('in another language, from another place, or after something else happened: still the first answer', async () => {
    const { claimId, home, family } = await aProposedClaim(world);
    const call = claimMove('acceptClaim', claimId, family.token);
    const key = randomUUID();
    const first = await send(call, key);
    await send(claimMove('markDelivered', claimId, home.token));
    const again = await send({ ...call, caller: { ...call.caller, language: 'es' } }, key);
    expect(again.data).toEqual(first.data);
  });

  it('without a key, or as another person, is another call', async () => {
    const key = randomUUID();
    const [one, two] = [await aHome(world), await aHome(world)];
    const offer = (token: string): Call => ({
      mutation: 'postMoneyOffer',
      input: { place: BROOKLYN, amount: { minor: 5_000, currency: 'USD' } },
      happened: '... on OfferPosted { offer { id } }',
      caller: { token },
    });
    const answers = [
      await send(offer(one.token), key),
      await send(offer(two.token), key),
      await send(offer(one.token)),
      await send(offer(one.token)),
    ];
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(4);
  });

  it('is never asked of a query', async () => {
    const key = randomUUID();
    const read = () => world.call('{ viewer { kind } }', {}, { idempotencyKey: key });
    expect((await read()).headers['idempotency-replayed']).toBeUndefined();
    expect((await read()).headers['idempotency-replayed']).toBeUndefined();
    expect(await kept()).toEqual([]);
  });
});

describe('something else under the same key', () => {
  it('is refused, whatever is different', async () => {
    const key = randomUUID();
    const call = aPost();
    expect(codeOf(await send(call, key))).toBeUndefined();
    const before = await everythingStored(world);
    for (const other of [
      aPost({ passengers: 3 }),
      { ...call, happened: '... on RequestPosted { request { id alias } returnCode session { token } }' },
    ]) {
      const refused = await send(other, key);
      expect(refused.errors).toMatchObject([
        { message: 'This was sent before with different content.', extensions: { code: 'KEY_REUSED' } },
      ]);
    }
    expect(await everythingStored(world)).toEqual(before);
  });

  it('is refused when the key is no random UUID', async () => {
    const before = await everythingStored(world);
    for (const key of ['1', 'the same as yesterday', '00000000-0000-0000-0000-000000000000', `${randomUUID()}0`]) {
      const { errors } = await send(aPost(), key);
      expect(errors[0]?.extensions).toEqual({ code: 'INVALID_INPUT', path: ['Idempotency-Key'] });
    }
    expect(await everythingStored(world)).toEqual(before);
  });
});

describe('two at once', () => {
  it('are one: the others are told to wait, or read the first answer', async () => {
    for (let round = 0; round < 5; round += 1) {
      const key = randomUUID();
      const call = aPost();
      const before = await requests();
      const answers = await Promise.all([1, 2, 3, 4].map(() => send(call, key)));
      expect(await requests()).toBe(before + 1);
      const done = answers.filter((answer) => codeOf(answer) === undefined);
      expect(done.length).toBeGreaterThan(0);
      expect(new Set(done.map(({ data }) => JSON.stringify(data))).size).toBe(1);
      const waiting = answers.filter((answer) => codeOf(answer) !== undefined);
      for (const { errors } of waiting) {
        expect(errors[0]?.extensions).toEqual({ code: 'KEY_IN_PROGRESS', retryAfterSeconds: 1 });
      }
      const again = await send(call, key);
      expect(again.data).toEqual(done[0]?.data);
    }
  });
});

describe('what was refused', () => {
  it('is not kept: under the same key it may be possible later', async () => {
    const home = await aHome(world);
    const call: Call = {
      mutation: 'claimRequest',
      input: { requestId: (await aRide(world)).requestId, plannedFor: tomorrow(world) },
      happened: '... on ClaimPlaced { claim { id } }',
      caller: { token: home.token },
    };
    const key = randomUUID();
    expect(codeOf(await send(call, key))).toBe('NOT_VOUCHED');
    expect(await kept()).toEqual([]);
    await vouch(world, await theHostsCoordinator(world), home.homeId);
    const first = await send(call, key);
    expect(codeOf(first)).toBeUndefined();
    expect((await send(call, key)).data).toEqual(first.data);
  });

  it('is not kept either when it was refused inside a transaction, or as a whole', async () => {
    const { claimId, family, home } = await anAcceptedClaim(world);
    const key = randomUUID();
    const refused: Call = {
      mutation: 'acceptClaim',
      input: { claimId },
      happened: '... on ClaimMoved { claim { id } }',
      caller: family,
    };
    expect(codeOf(await send(refused, key))).toBe('WRONG_STATE');
    const notAllowed: Call = { ...refused, mutation: 'confirmGift', caller: { token: family.token } };
    expect(codeOf(await send(notAllowed, key))).toBe('NOT_ALLOWED');
    expect(codeOf(await send({ ...refused, input: { claimId: 7, odd: true } }, key))).toBe('BAD_USER_INPUT');
    expect(await kept()).toEqual([]);
    // Another body, since nothing was done under the key.
    expect(codeOf(await send({ ...refused, mutation: 'markDelivered', caller: home }, key))).toBeUndefined();
  });
});

describe('never given again', () => {
  const spread = (fields: string) => `{ ... on Mutation { ...Way } } fragment Way on Mutation {${fields}}`;
  const ways: [string, (fields: string) => string][] = [
    ['', (fields) => `{${fields}}`],
    [', not even out of a fragment', spread],
  ];
  const sent = async (type: string, fields: string, input: Json, caller: Caller = {}) => {
    const answer = await world.call(`mutation ($input: ${type}Input!) ${fields}`, { input }, caller);
    expect(answer.errors).toEqual([]);
    expect(answer.headers['idempotency-replayed']).toBeUndefined();
    expect(JSON.stringify(answer.data)).not.toContain('"code"');
    return answer.data;
  };

  it.each(ways)('is a way in: signing in, staying in and coming back%s', async (_how, within) => {
    const { email, token } = await aHome(world);
    const { returnCode } = await aRide(world);
    const session =
      '{ ... on SignedIn { session { token } } ... on SessionOpened { session { token } } ... on Refusal { code } }';
    for (const [type, field, input] of [
      ['SignIn', 'signIn', { email, password: PASSWORD }],
      ['ReturnWithCode', 'returnWithCode', { code: returnCode }],
    ] as const) {
      const caller = { idempotencyKey: randomUUID() };
      const fields = within(
        `${field}(input: $input) ${session.replace(type === 'SignIn' ? /\.\.\. on SessionOpened .*?\} \}/ : /\.\.\. on SignedIn .*?\} \}/, '')}`,
      );
      const first = await sent(type, fields, input, caller);
      expect(await sent(type, fields, input, caller)).not.toEqual(first);
    }
    const caller = { token, idempotencyKey: randomUUID() };
    await sent(
      'RefreshSession',
      within('refreshSession(input: $input) { ... on SignedIn { session { token } } }'),
      {},
      caller,
    );
    expect(await kept()).toEqual([]);
  });

  it.each(ways)('is an opened handoff: each time is written down%s', async (_how, within) => {
    const { claimId, home, request } = await anAcceptedClaim(world);
    const fields = within(
      'openHandoff(input: $input) { ... on HandoffOpened { handoff { place } } ... on Refusal { code } }',
    );
    const caller = { token: home.token, idempotencyKey: randomUUID() };
    await sql('forget-all', 'DELETE FROM idempotent_answer');
    for (const _time of [1, 2]) await sent('OpenHandoff', fields, { claimId }, caller);
    expect(await sql('disclosures', 'SELECT FROM disclosure WHERE request_id = $1', [request.requestId])).toHaveLength(
      2,
    );
    expect(await kept()).toEqual([]);
  });

  it('is anything to a token that is dead by now', async () => {
    const { token } = await aRide(world);
    const call = aPost({}, { token });
    const key = randomUUID();
    expect(codeOf(await send(call, key))).toBeUndefined();
    world.clock.advance({ minutes: 16 });
    const { status, data, errors } = await send(call, key);
    expect([status, data, errors[0]?.extensions.code]).toEqual([401, undefined, 'UNAUTHENTICATED']);
    expect(codeOf(await send(call, randomUUID()))).toBe('UNAUTHENTICATED');
  });

  it('is what happened more than 24 hours ago', async () => {
    const call = aPost({ window: null });
    const key = randomUUID();
    const first = await send(call, key);
    world.clock.advance({ hours: 23, minutes: 59 });
    await world.get(RunSweeps).one('forget-answers', world.clock.now());
    expect((await send(call, key)).data).toEqual(first.data);
    world.clock.advance({ minutes: 2 });
    expect(await world.get(RunSweeps).one('forget-answers', world.clock.now())).toMatchObject({ rows: 1 });
    expect(await world.get(RunSweeps).one('forget-answers', world.clock.now())).toMatchObject({ rows: 0 });
    const before = await requests();
    expect((await send(call, key)).data).not.toEqual(first.data);
    expect(await requests()).toBe(before + 1);
  });
});

describe('a call that died', () => {
  /** As though the process had been killed: before the call changed anything, or right after. */
  const died = (applied: boolean) =>
    sql('call-died', 'UPDATE idempotent_answer SET box = NULL, applied = $1', [applied]);

  it('before it changed anything is waited for 30 seconds, and then done by who sends it again', async () => {
    const call = aPost();
    const key = randomUUID();
    await send(call, key);
    await died(false);
    const before = await requests();
    world.clock.advance({ seconds: 29 });
    expect((await send(call, key)).errors[0]?.extensions).toEqual({ code: 'KEY_IN_PROGRESS', retryAfterSeconds: 1 });
    expect(await requests()).toBe(before);
    world.clock.advance({ seconds: 1 });
    expect(codeOf(await send(aPost({ passengers: 4 }), key))).toBe('KEY_REUSED');
    // However many try it then, one of them does it.
    const answers = await Promise.all([1, 2, 3].map(() => send(call, key)));
    expect(await requests()).toBe(before + 1);
    const [done] = answers.filter((answer) => codeOf(answer) === undefined);
    expect((await send(call, key)).data).toEqual(done?.data);
  });

  it('after it was done, but before it was answered, is not done again', async () => {
    const call = aPost();
    const key = randomUUID();
    await send(call, key);
    await died(true);
    const before = await everythingStored(world);
    // Its answer may still be on its way.
    world.clock.advance({ seconds: 29 });
    expect(codeOf(await send(call, key))).toBe('KEY_IN_PROGRESS');
    world.clock.advance({ seconds: 1 });
    const { errors } = await send(call, key);
    expect(errors).toMatchObject([
      { message: 'This was done already. Please look at the result.', extensions: { code: 'KEY_ANSWER_LOST' } },
    ]);
    expect(await everythingStored(world)).toEqual(before);
  });
});

describe('what is kept', () => {
  it('says nothing to whoever reads the table, and opens with the key alone', async () => {
    const { token } = await aRide(world);
    const call = aPost({}, { token });
    const key = randomUUID();
    const { data } = await send(call, key);
    const anonymous = await post(world, 'Ride', inputFor(world, 'Ride'), { idempotencyKey: randomUUID() });
    const rows = await kept();
    expect(rows).toHaveLength(2);
    const dump = rows.map((row) =>
      Object.values(row)
        .map((its) => (Buffer.isBuffer(its) ? its.toString('latin1') : String(its)))
        .join(),
    );
    for (const secret of [
      key,
      token,
      'postRideRequest',
      String(anonymous.returnCode?.split(' ')[0]),
      String(anonymous.session?.token),
    ]) {
      expect(dump.join()).not.toContain(secret);
    }

    const opened = rows.map((row) => {
      const place = {
        table: 'idempotent_answer',
        column: 'box',
        rowId: row.digest.toString('hex'),
        partnerId: '',
        keyId: 'client',
      };
      try {
        return openJson(deriveKey(key, 'idempotent-answer'), row.box ?? Buffer.of(), place);
      } catch (error) {
        expect(error).toBeInstanceOf(SealBroken);
        return null;
      }
    });
    expect(opened.filter((its) => its !== null)).toEqual([expect.objectContaining({ data })]);
  });

  it('shows nothing again of a claim that ended meanwhile', async () => {
    const { claimId, home, family } = await anAcceptedClaim(world);
    await sendMessage(world, family, claimId, 'Ring at the side door');
    const call: Call = {
      mutation: 'extendLease',
      input: { claimId },
      happened: '... on ClaimMoved { claim { status messages { edges { node { text } } } } }',
      caller: { token: home.token },
    };
    const key = randomUUID();
    expect(JSON.stringify((await send(call, key)).data)).toContain('side door');
    expect(JSON.stringify((await send(call, key)).data)).toContain('side door');
    await moved(world, 'cancelClaim', family, claimId);
    const again = await send(call, key);
    expect(codeOf(again)).toBe('KEY_ANSWER_LOST');
    expect(JSON.stringify(again)).not.toContain('side door');
  });

  it('does not open in another place', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const call = aPost();
    await send(call, one);
    await send(call, two);
    const [first, second] = await kept();
    const moved = 'UPDATE idempotent_answer SET box = $1 WHERE digest = $2';
    await sql('move-box', moved, [second?.box, first?.digest]);
    await sql('move-box', moved, [first?.box, second?.digest]);
    expect(codeOf(await send(call, one))).toBe('KEY_ANSWER_LOST');
    expect(codeOf(await send(call, two))).toBe('KEY_ANSWER_LOST');
  });
});

afterEach(async () => {
  // No call broke: what is refused is refused in words.
  expect(world.logLines.filter((line) => line.includes('a call broke'))).toEqual([]);
  expect((await kept()).every(({ started_at: at }) => at <= later(world.clock.now(), hours(1)))).toBe(true);
});
