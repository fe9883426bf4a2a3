/** A backup from before everybody changed their mind is put back: nothing that was taken back opens, and all of the rest does. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { RunSweeps } from '../../src/platform/jobs/run-sweeps.js';
import { backUp, Elsewhere } from '../world/backups.js';
import { anAcceptedClaim, aProposedClaim, moved, openHandoff, type TestClaim } from '../world/claims.js';
import { aRide, type Json } from '../world/families.js';
import { aTrustedHome, PASSWORD } from '../world/people.js';
import { World } from '../world/world.js';
import { report, tries } from './scale.js';

jest.setTimeout(600_000);

const DEEDS = ['ERASE', 'REVOKE', 'WITHDRAW', 'NOTHING'] as const;
type Deed = (typeof DEEDS)[number];

let world: World;
let place: Elsewhere;
beforeAll(async () => {
  world = await World.open();
  place = await Elsewhere.make();
});
afterAll(async () => {
  await world.close();
  await place.drop();
});

async function act(at: World, mutation: string, token: string | null, input: Json, happened: string): Promise<Json> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await at.ask<Record<string, Json>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${happened} ... on Refusal { code path } } }`,
    { input },
    token === null ? {} : { token },
  );
  return answer[mutation] ?? {};
}

const does: Readonly<Record<Deed, (claim: TestClaim) => Promise<unknown>>> = {
  ERASE: ({ request }) =>
    act(world, 'eraseRequester', request.token, { confirm: true }, '... on RequesterErased { requests }'),
  REVOKE: ({ family, claimId }) => moved(world, 'revokeDisclosure', family, claimId),
  WITHDRAW: ({ request: { requestId, token } }) =>
    act(world, 'withdrawRequest', token, { requestId }, '... on RequestChanged { request { id } }'),
  NOTHING: async () => undefined,
};

it('opens nothing that was taken back since', async () => {
  const home = await aTrustedHome(world);
  const families: { claim: TestClaim; deed: Deed }[] = [];
  for (let count = 0; count < tries({ short: 8, full: 80 }); count += 1) {
    const deed = DEEDS[count % DEEDS.length] ?? 'NOTHING';
    const consented = Math.floor(count / DEEDS.length) % 2 === 0;
    const request = await aRide(world, { summary: 'A lift', ...(consented && { acceptance: 'ANY_TRUSTED_HOME' }) });
    const claim = await (consented ? aProposedClaim : anAcceptedClaim)(world, { home, request });
    expect(await openHandoff(world, home, claim.claimId)).toHaveProperty('handoff');
    families.push({ claim, deed });
  }
  await backUp(world);
  for (const { claim, deed } of families) await does[deed](claim);
  // The last that the service does before its machine is gone.
  await world.get(RunSweeps).one('journal-erasures', world.clock.now());

  await place.restore(world);
  const at = await place.open(world);
  const { session } = await act(
    at,
    'signIn',
    null,
    { email: home.email, password: PASSWORD },
    '... on SignedIn { session { token } }',
  );
  const token = String((session as Json)['token']); // As it was asked for.
  const found = { codes: 0, handoffs: 0, words: 0, keptCodes: 0, keptHandoffs: 0 };
  for (const { claim, deed } of families) {
    const back = await act(
      at,
      'returnWithCode',
      null,
      { code: claim.request.returnCode ?? '' },
      '... on SessionOpened { session { token } }',
    );
    const opened = await openHandoff(at, { token }, claim.claimId);
    const words = await place.query('main', 'SELECT FROM request WHERE id = $1 AND summary_box IS NOT NULL', [
      claim.request.requestId,
    ]);
    if (deed === 'ERASE') {
      if ('session' in back) found.codes += 1;
      found.words += words.length;
    } else if ('session' in back) found.keptCodes += 1;
    if (deed === 'NOTHING') found.keptHandoffs += Number('handoff' in opened);
    else found.handoffs += Number('handoff' in opened);
  }
  await at.close();
  report('old backup', { families: families.length, ...found });
  const each = families.length / DEEDS.length;
  expect(found).toEqual({ codes: 0, handoffs: 0, words: 0, keptCodes: 3 * each, keptHandoffs: each });
});
