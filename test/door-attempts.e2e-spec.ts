/** Wrong return codes and passwords are few, whoever sends them and whichever process hears them; right ones get in. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { ForgetAttempts } from '../src/access/forget-attempts.js';
import { createApplication } from '../src/application.js';
import { CodeHashing } from '../src/requester/code-hashing.js';
import { aRide } from './world/families.js';
import { anEmail, aPublishableKey, aSecretKey } from './world/people.js';
import { aGuess, selectorOf } from './world/return-codes.js';
import { World } from './world/world.js';

interface Answered {
  readonly __typename: string;
  readonly code?: string;
  readonly retryAfterSeconds?: number | null;
}

interface Caller {
  /** A network address, or with a secret key the name of a client. */
  readonly from: string;
  readonly key?: string;
  readonly app?: World['app'];
}

const RETURN =
  'mutation ($input: ReturnWithCodeInput!) { answer: returnWithCode(input: $input) { __typename ... on Refusal { code retryAfterSeconds } } }';
const SIGN_IN =
  'mutation ($input: SignInInput!) { answer: signIn(input: $input) { __typename ... on Refusal { code retryAfterSeconds } } }';

describe('attempts', () => {
  let world: World;
  let secret: string;
  let publishable: string;
  let tried: ReturnType<typeof jest.spyOn>;
  beforeAll(async () => {
    world = await World.open({ WRONG_CODES_PER_PARTNER: '30', GUESSES_UNTIL_ALARM: '40' });
    secret = (await aSecretKey(world)).key;
    publishable = (await aPublishableKey(world)).key;
    tried = jest.spyOn(world.get(CodeHashing), 'hash');
  });
  beforeEach(() => tried.mockClear());
  afterAll(async () => {
    await world.close();
  });

  let addresses = 0;
  /** Another one each time. */
  const anAddress = () => `198.51.${Math.floor(++addresses / 250)}.${addresses % 250}`;

  async function ask(
    query: string,
    input: Record<string, unknown>,
    { from, key, app = world.app }: Caller,
  ): Promise<Answered> {
    const http = request(app.getHttpServer()).post('/graphql');
    if (key !== undefined) http.set('x-partner-key', key);
    if (key === secret) http.set('x-partner-client', createHash('sha256').update(from).digest('hex'));
    else http.set('x-forwarded-for', from);
    const answer = await http.send({ query, variables: { input } });
    return answer.body.data.answer as Answered; // What both documents ask for.
  }
  const show = (code: string, caller: Caller) => ask(RETURN, { code }, caller);
  const told = async (code: string, caller: Caller) => (await show(code, caller)).code ?? 'OPENED';
  const times = <T>(many: number, one: (at: number) => Promise<T>) =>
    Promise.all(Array.from({ length: many }, (_, at) => one(at)));
  const aFamily = async () => (await aRide(world)).returnCode ?? '';

  it.each([
    ['nobody', () => undefined],
    ['a publishable key', () => publishable],
  ])(
    'of one address are 20 wrong codes an hour, by %s; whoever has the right one gets in behind it',
    async (_who, key) => {
      const from = anAddress();
      const code = await aFamily();
      tried.mockClear();
      const answers: string[] = [];
      for (let round = 0; round < 5; round += 1) {
        answers.push(...(await times(8, () => told(aGuess(), { from, key: key() }))));
      }
      expect(answers.filter((answer) => answer === 'CODE_UNKNOWN')).toHaveLength(20);
      expect(answers.filter((answer) => answer === 'TOO_MANY_ATTEMPTS')).toHaveLength(20);
      expect(tried).toHaveBeenCalledTimes(20);
      for (let again = 0; again < 3; again += 1) expect(await told(code, { from, key: key() })).toBe('OPENED');
      expect(await told(aGuess(), { from, key: key() })).toBe('TOO_MANY_ATTEMPTS');
      expect(await told(aGuess(), { from: anAddress(), key: key() })).toBe('CODE_UNKNOWN');
    },
  );

  it('of one network of IPv6 are those of one client, however many addresses it has', async () => {
    const answers = await times(16, (at) => told(aGuess(), { from: `2001:db8:7:7::${at}` }));
    answers.push(...(await times(16, (at) => told(aGuess(), { from: `2001:db8:7:7:${at}::1` }))));
    expect(answers.filter((answer) => answer === 'CODE_UNKNOWN').length).toBeLessThanOrEqual(20);
    expect(tried.mock.calls.length).toBeLessThanOrEqual(20);
  });

  it('of a partner’s server are 30 wrong codes an hour, however many clients it names', async () => {
    const code = await aFamily();
    tried.mockClear();
    const answers: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      answers.push(...(await times(8, (at) => told(aGuess(), { from: `client ${round} ${at}`, key: secret }))));
    }
    expect(answers.filter((answer) => answer === 'CODE_UNKNOWN')).toHaveLength(30);
    expect(tried).toHaveBeenCalledTimes(30);
    expect(await told(code, { from: 'somebody else', key: secret })).toBe('OPENED');
  });

  it('at one code are five, and a few more of clients that sent no other: its family is not shut out', async () => {
    const code = await aFamily();
    const selector = selectorOf(code);
    const from = anAddress();
    for (let count = 0; count < 5; count += 1) expect(await told(aGuess(selector), { from })).toBe('CODE_UNKNOWN');
    tried.mockClear();
    expect(await told(aGuess(selector), { from })).toBe('TOO_MANY_ATTEMPTS');
    // Nobody can tell whether it would have been right.
    expect(await told(code, { from })).toBe('TOO_MANY_ATTEMPTS');
    expect(tried).not.toHaveBeenCalled();
    expect(await told(code, { from: anAddress() })).toBe('OPENED');
    // The reserve holds twenty; right ones take nothing out of it.
    for (let count = 0; count < 25; count += 1) {
      const answer = await told(aGuess(selector), { from: anAddress() });
      expect(answer).toBe(count < 20 ? 'CODE_UNKNOWN' : 'TOO_MANY_ATTEMPTS');
      if (count < 19) expect(await told(code, { from: anAddress() })).toBe('OPENED');
    }
  });

  it('beyond the limit say nothing about which codes there are: neither in words nor in time', async () => {
    const selector = selectorOf(await aFamily());
    const from = anAddress();
    for (let round = 0; round < 3; round += 1) await times(8, () => told(aGuess(), { from }));
    const timed = async (code: string) => {
      const startedAt = performance.now();
      const answer = await show(code, { from });
      return { code: answer.code, after: performance.now() - startedAt };
    };
    tried.mockClear();
    const [there, notThere] = await Promise.all([timed(aGuess(selector)), timed(aGuess())]);
    expect(tried).toHaveBeenCalledTimes(1);
    expect(there.code).toBe('TOO_MANY_ATTEMPTS');
    expect(notThere.code).toBe('TOO_MANY_ATTEMPTS');
    for (const { after } of [there, notThere]) expect(after).toBeGreaterThan(990);
    expect(Math.abs(there.after - notThere.after)).toBeLessThan(400);
  });

  it('are counted for all processes together, and after a restart', async () => {
    const from = anAddress();
    const other = await createApplication(world.instance);
    await other.listen(0, '127.0.0.1');
    try {
      const triedThere = jest.spyOn(other.get(CodeHashing, { strict: false }), 'hash');
      for (let count = 0; count < 12; count += 1) expect(await told(aGuess(), { from })).toBe('CODE_UNKNOWN');
      for (let count = 0; count < 8; count += 1)
        expect(await told(aGuess(), { from, app: other })).toBe('CODE_UNKNOWN');
      expect(await told(aGuess(), { from, app: other })).toBe('TOO_MANY_ATTEMPTS');
      expect(await told(aGuess(), { from })).toBe('TOO_MANY_ATTEMPTS');
      expect(triedThere).toHaveBeenCalledTimes(8);
      expect(tried).toHaveBeenCalledTimes(12);
    } finally {
      await other.close();
    }
  });

  it('of typos are none: nothing is hashed, nothing counted', async () => {
    const from = anAddress();
    for (let count = 0; count < 30; count += 1) {
      expect(await told('abandon abandon abandon abandon abandon abandon abandon zoo', { from })).toBe('CODE_TYPO');
    }
    expect(tried).not.toHaveBeenCalled();
    expect(await told(aGuess(), { from })).toBe('CODE_UNKNOWN');
  });

  it('raise one alarm for all of them together, by each process that hears of it', async () => {
    for (let round = 0; round < 6; round += 1) await times(8, () => told(aGuess(), { from: anAddress() }));
    const alarms = world.logLines.filter((line) => line.includes('CODE_GUESSING'));
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms.length).toBeLessThanOrEqual(2);
  });

  it('of passwords are limited for all clients of a partner’s server too', async () => {
    const answers: (string | undefined)[] = [];
    for (let round = 0; round < 5; round += 1) {
      const guesses = await times(8, async (at) =>
        ask(SIGN_IN, { email: anEmail(), password: 'guess guess' }, { from: `visitor ${round} ${at}`, key: secret }),
      );
      answers.push(...guesses.map(({ code }) => code));
    }
    expect(answers.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(30);
    expect(answers.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(10);
  });

  it('are kept as digests of the day, out of the write-ahead log, and for an hour', async () => {
    const from = anAddress();
    const email = anEmail();
    const code = aGuess();
    await told(code, { from });
    await ask(SIGN_IN, { email, password: 'guess guess' }, { from });
    const { database } = world.instance.owner;
    const rows = async () =>
      (await database.query<{ key: string; expire: string }>('attempts', 'SELECT key, expire FROM attempt')).rows;
    const kept = await rows();
    expect(kept.length).toBeGreaterThan(5);
    for (const { key, expire } of kept) {
      expect(key).toMatch(/^[a-z-]+:[A-Za-z0-9_-]{22}$/);
      expect(key).not.toContain(String(selectorOf(code)));
      expect(Number(expire)).toBeLessThanOrEqual(Date.now() + 3_600_000);
    }
    const { rows: tables } = await database.query<{ persistence: string }>(
      'attempt-table',
      "SELECT relpersistence AS persistence FROM pg_class WHERE relname = 'attempt'",
    );
    expect(tables).toEqual([{ persistence: 'u' }]);
    world.clock.advance({ days: 1 });
    await told(code, { from });
    const after = await rows();
    expect(after.length).toBeGreaterThan(kept.length);
    await world.get(ForgetAttempts).run(new Date(Date.now() + 3_601_000));
    expect(await rows()).toEqual([]);
  });

  it('are limited also while the database does not answer, and nobody waits long for it', async () => {
    const from = anAddress();
    const held = world.instance.owner.database.transaction(async (tx) => {
      await tx.query('hold-attempts', 'LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE');
      await delay(2_500);
    });
    await delay(100);
    const startedAt = performance.now();
    const answers = await times(30, () => ask(SIGN_IN, { email: anEmail(), password: 'guess guess' }, { from }));
    const codes = answers.map(({ code }) => code);
    await held;
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED').length).toBeLessThanOrEqual(20);
    expect(codes).toContain('TOO_MANY_ATTEMPTS');
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });
});
