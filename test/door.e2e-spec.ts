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
});
