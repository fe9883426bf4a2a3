/** What stands at the door: who a call is taken for, and what an error may say. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from './world/world.js';

describe('the door', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(async () => {
    await world.close();
  });

  it('takes a call without a token for the public', async () => {
    expect(await world.ask('{ viewer { kind scopes waitingFor } }')).toEqual({
      viewer: { kind: 'PUBLIC', scopes: [], waitingFor: [] },
    });
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['a well-formed token of a family that is not there', `shf_${'A'.repeat(43)}`],
    ['one of a home', `shh_${'A'.repeat(43)}`],
    ['one of a coordinator', `shc_${'A'.repeat(43)}`],
  ])('refuses a dead token: %s', async (_what, token) => {
    const answer = await world.call('{ viewer { kind } }', {}, { token });
    expect(answer.status).toBe(401);
    expect(answer.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(JSON.stringify(answer)).not.toContain(token);
  });

  const SIGN_IN = 'signIn(input: { email: "a@example.org", password: "wrong wrong wrong" }) { __typename }';

  it.each([
    ['twice under other names', `mutation { a: ${SIGN_IN} b: ${SIGN_IN} }`],
    [
      'behind fragments',
      `mutation { ...A ...B } fragment A on Mutation { a: ${SIGN_IN} } fragment B on Mutation { b: ${SIGN_IN} }`,
    ],
    ['beside something else', `mutation { a: ${SIGN_IN} signOut(input: {}) { __typename } }`],
    [
      'in a fragment that is spread often',
      `query { ${'...A '.repeat(20)} } fragment A on Query { ...B ...B } fragment B on Query { viewer { kind } }`,
    ],
  ])('lets nothing sensitive or plentiful through at once: %s', async (_what, document) => {
    const answer = await world.call(document);
    expect(answer.errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(answer.data ?? null).toBeNull();
  });

  it('refuses variables that nest without end, also where they would be digested', async () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 4_000; depth += 1) deep = [deep];
    const answer = await world.call(
      'mutation ($input: PauseHomeInput!) { pauseHome(input: $input) { __typename } }',
      { input: { homeId: 'x' }, x: deep },
      { idempotencyKey: '3f0e2a6e-5d0c-4f3e-9a3b-0d6a2a1c9e11' },
    );
    expect(answer.status).toBeLessThan(500);
    expect(answer.errors[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it.each(['/nobody-lives-here', '/%', '/graphql/nobody-lives-here?secret=1'])(
    'repeats no address: %s',
    async (path) => {
      const answer = await fetch(`${await world.app.getUrl()}${path}`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(await answer.text()).not.toMatch(/nobody|%|secret/);
    },
  );

  it('repeats nothing of a body that is no JSON', async () => {
    const body = '{"query": Zanzibar-4711';
    const answer = await fetch(`${await world.app.getUrl()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('Zanzibar');
  });
});
