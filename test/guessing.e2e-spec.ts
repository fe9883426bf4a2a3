/** Whoever guesses at passwords or e-mails is stopped, by e-mail and by client; whoever knows theirs is not. */

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { everythingStored } from './world/everything-stored.js';
import type { Json } from './world/families.js';
import { aHome, anEmail, aPartner, aSecretKey, PASSWORD } from './world/people.js';
import { World } from './world/world.js';

interface Answered {
  readonly __typename: string;
  readonly code: string;
  readonly retryAfterSeconds: number | null;
}

describe('guessing', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ REGISTRATIONS_PER_HOUR: '3', REGISTRATIONS_PER_PARTNER: '8' });
  });
  afterAll(async () => {
    await world.close();
  });

  /** As a partner's server does that names its clients. */
  async function through(key: string, client: string, mutation: string, input: Record<string, unknown>) {
    const Mutation = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const query = `mutation ($input: ${Mutation}Input!) { answer: ${mutation}(input: $input) { __typename ... on Refusal { code retryAfterSeconds } } }`;
    const http = request(world.app.getHttpServer()).post('/graphql').set('x-partner-key', key);
    const answer = await http
      .set('x-partner-client', createHash('sha256').update(client).digest('hex'))
      .send({ query, variables: { input } });
    return answer.body.data.answer as Answered; // What was asked for above.
  }

  it('at one e-mail is stopped after ten failures an hour, from wherever; the right password is not heard then', async () => {
    const { key } = await aSecretKey(world);
    const { email } = await aHome(world);
    const attempt = (client: string, password: string) => through(key, client, 'signIn', { email, password });
    for (let count = 1; count <= 10; count += 1) {
      expect((await attempt(`client ${count}`, `guess number ${count}`)).code).toBe('SIGN_IN_FAILED');
    }
    const before = await everythingStored(world);
    const stopped = await attempt('another client', PASSWORD);
    expect(stopped.code).toBe('TOO_MANY_ATTEMPTS');
    expect(stopped.retryAfterSeconds).toBeGreaterThan(3_500);
    expect(stopped.retryAfterSeconds).toBeLessThanOrEqual(3_600);
    expect(await everythingStored(world)).toEqual(before);
  });

  it('from one client is stopped after twenty failures, all sent at once; other clients sign in', async () => {
    const { key } = await aSecretKey(world);
    const { email } = await aHome(world);
    const codes: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const some = Array.from({ length: 8 }, () =>
        through(key, 'guesser', 'signIn', { email: anEmail(), password: PASSWORD }),
      );
      codes.push(...(await Promise.all(some)).map(({ code }) => code));
    }
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(20);
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(4);
    expect((await through(key, 'guesser', 'signIn', { email, password: PASSWORD })).code).toBe('TOO_MANY_ATTEMPTS');
    expect((await through(key, 'somebody else', 'signIn', { email, password: PASSWORD })).__typename).toBe('SignedIn');
  });

  it('never counts who signs in rightly', async () => {
    const { key } = await aSecretKey(world);
    const { email } = await aHome(world);
    for (let count = 0; count < 25; count += 1) {
      expect((await through(key, 'busy', 'signIn', { email, password: PASSWORD })).__typename).toBe('SignedIn');
    }
  });

  it('by registering is stopped: three homes an hour for a client', async () => {
    const { key } = await aSecretKey(world);
    const attempt = () =>
      through(key, 'registrar', 'registerHome', { name: 'Home', email: anEmail(), password: PASSWORD });
    for (let count = 0; count < 3; count += 1) expect((await attempt()).__typename).toBe('HomeRegistered');
    const before = await everythingStored(world);
    expect((await attempt()).code).toBe('TOO_MANY_ATTEMPTS');
    expect(await everythingStored(world)).toEqual(before);
  });

  it('by registering under ever other clients is stopped: eight homes a day for a partner, with all its keys; others go on', async () => {
    const partner = await aPartner(world);
    const keys = [(await aSecretKey(world, { partner })).key, (await aSecretKey(world, { partner })).key];
    const attempt = (count: number, its: Json = {}, key = keys[count % 2]) =>
      through(key ?? '', `client ${count}`, 'registerHome', {
        ...{ name: 'Home', email: anEmail(), password: PASSWORD },
        ...its,
      });
    const other = await aSecretKey(world, { partner: await aPartner(world) });
    const email = anEmail();
    expect((await attempt(22, { email }, other.key)).__typename).toBe('HomeRegistered');
    // What is refused tells as much.
    expect((await attempt(0, { email })).code).toBe('REGISTRATION_FAILED');
    const many = await Promise.all(Array.from({ length: 10 }, (_, count) => attempt(count + 1)));
    expect(many.filter(({ __typename }) => __typename === 'HomeRegistered')).toHaveLength(7);
    expect(many.flatMap(({ code }) => code ?? [])).toEqual(Array(3).fill('TOO_MANY_ATTEMPTS'));
    const before = await everythingStored(world);
    const stopped = await attempt(20);
    expect(stopped.code).toBe('TOO_MANY_ATTEMPTS');
    const untilMidnight = 86_400 - (Math.floor(world.clock.now().getTime() / 1_000) % 86_400);
    expect(Math.abs((stopped.retryAfterSeconds ?? 0) - untilMidnight)).toBeLessThanOrEqual(1);
    const invitation = `shj_${'A'.repeat(43)}`;
    const joining = { invitation, email: anEmail(), password: PASSWORD };
    expect((await through(keys[0] ?? '', 'client 21', 'joinHome', joining)).code).toBe('TOO_MANY_ATTEMPTS');
    expect(await everythingStored(world)).toEqual(before);
    expect((await attempt(23, {}, other.key)).__typename).toBe('HomeRegistered');
    world.clock.advance({ days: 1 });
    expect((await attempt(24)).__typename).toBe('HomeRegistered');
  });
});
