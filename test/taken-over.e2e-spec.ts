/** Whoever took families in leaves: they wait before the others until somebody speaks for them, one request at a time. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { claimRequest, move, moved, openHandoff } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, comeBack, type Json, type TestRequest } from './world/families.js';
import { aCoordinator, aPartner, aVouchedHome, type TestCoordinator, theHost } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

let world: World;
let admin: TestCoordinator;
let ben: TestCoordinator;
let cleo: TestCoordinator;
let foreigner: TestCoordinator;
beforeAll(async () => {
  world = await World.open();
  const host = await theHost(world);
  admin = await aCoordinator(world, host, ['ADMIN']);
  ben = await aCoordinator(world, host, ['INTAKE']);
  cleo = await aCoordinator(world, host, ['REVIEWER', 'DISPATCHER']);
  foreigner = await aCoordinator(world, await aPartner(world));
});
afterAll(() => world.close());

const as = ({ token }: { readonly token: string }) => new Person(world, { token });
const refused = async (who: { readonly token: string }, mutation: string, input: Json) =>
  (await as(who).isRefused(mutation, input))?.code;
async function changesNothing(attempt: () => Promise<unknown>, code: string): Promise<void> {
  const before = await everythingStored(world);
  expect(await attempt()).toBe(code);
  expect(await everythingStored(world)).toEqual(before);
}
const take = (by: TestCoordinator, { requestId }: TestRequest) =>
  as(by).does<{ request: Json }>('takeOverRequest', { requestId }, '... on RequestChanged { request { id tookIn } }');
const remove = ({ id }: TestCoordinator) =>
  as(admin).does('removeCoordinator', { coordinatorId: id }, '... on CoordinatorRemoved { coordinatorId }');
async function alone(by: TestCoordinator): Promise<string[]> {
  const { waitingForCoordinators: page } = await as(by).reads<{
    waitingForCoordinators: { edges: { node: { subjectId: string } }[] };
  }>(
    '{ waitingForCoordinators(first: 50, filter: { kinds: [INTAKE_TO_TAKE_OVER] }) { edges { node { subjectId request { id } } } } }',
  );
  return page.edges.map(({ node }) => node.subjectId);
}
async function told(who: { readonly token: string }, code: string): Promise<string[]> {
  const { notices } = await as(who).reads<{ notices: { edges: { node: { code: string; subjectId: string } }[] } }>(
    '{ notices(first: 50) { edges { node { code subjectId } } } }',
  );
  return notices.edges.flatMap(({ node }) => (node.code === code ? [node.subjectId] : []));
}
const disclosures = ({ token }: { readonly token: string }, { requestId }: TestRequest) =>
  world.ask<{ disclosures: { id: string }[] }>(
    'query ($id: ID!) { disclosures(requestId: $id) { id } }',
    { id: requestId },
    { token },
  );

describe('a family whose coordinator has left', () => {
  it('waits before the others, is taken over by one of them, and is spoken for again', async () => {
    const ana = await aCoordinator(world, undefined, ['INTAKE']);
    const request = await aRide(world, {}, { coordinator: ana });
    const { requestId } = request;
    const home = await aVouchedHome(world);
    const { claim } = await claimRequest(world, home, requestId);
    const claimId = claim?.id ?? '';
    // While she is there it is hers alone.
    expect(await alone(ben)).not.toContain(requestId);
    await changesNothing(() => refused(ben, 'takeOverRequest', { requestId }), 'WRONG_STATE');

    await remove(ana);
    for (const who of [ben, admin]) expect(await told(who, 'INTAKES_TO_TAKE_OVER')).toEqual([ana.id]);
    for (const who of [cleo, foreigner]) expect(await told(who, 'INTAKES_TO_TAKE_OVER')).toEqual([]);
    for (const who of [ben, admin, cleo]) expect(await alone(who)).toContain(requestId);
    expect(await alone(foreigner)).toEqual([]);
    // Nobody learns or does more of it than before.
    await changesNothing(async () => (await move(world, 'acceptClaim', ben, claimId)).code, 'NOT_ALLOWED');
    await changesNothing(() => refused(ben, 'withdrawRequest', { requestId }), 'NOT_FOUND');
    await changesNothing(() => refused(foreigner, 'takeOverRequest', { requestId }), 'NOT_FOUND');
    await changesNothing(() => refused(ben, 'takeOverRequest', { requestId: 'no id' }), 'NOT_FOUND');
    await changesNothing(() => refused(cleo, 'takeOverRequest', { requestId }), 'NOT_ALLOWED');

    expect(await take(ben, request)).toEqual({ request: { id: requestId, tookIn: true } });
    expect(await alone(ben)).not.toContain(requestId);
    const family = { token: await comeBack(world, request.returnCode) };
    expect(await told(family, 'REQUEST_TAKEN_OVER')).toEqual([requestId]);
    const again = await aCoordinator(world, undefined, ['INTAKE']);
    await changesNothing(() => refused(again, 'takeOverRequest', { requestId }), 'WRONG_STATE');
    const { coordinatorActions } = await as(admin).reads<{ coordinatorActions: { edges: { node: Json }[] } }>(
      `{ coordinatorActions(subjectId: "${requestId}") { edges { node { coordinatorId action } } } }`,
    );
    expect(coordinatorActions.edges.map(({ node }) => node)).toEqual([
      { coordinatorId: ben.id, action: 'takeOverRequest' },
    ]);

    await moved(world, 'acceptClaim', ben, claimId);
    expect(await openHandoff(world, home, claimId)).toHaveProperty('handoff');
    expect((await disclosures(ben, request)).disclosures).toHaveLength(1);
    expect((await disclosures(again, request)).disclosures).toEqual([]);
    await moved(world, 'confirmReceipt', ben, claimId);
  });

  it('waits as well when it only takes nobody in any more; what has ended does not, nor what a family posted itself', async () => {
    const ana = await aCoordinator(world, undefined, ['INTAKE', 'REVIEWER']);
    const [open, ended] = [
      await aGrocery(world, {}, { coordinator: ana }),
      await aGrocery(world, {}, { coordinator: ana }),
    ];
    const own = await aGrocery(world);
    await as(ana).does('withdrawRequest', { requestId: ended.requestId }, '... on RequestChanged { request { id } }');
    const roles = { coordinatorId: ana.id, roles: ['REVIEWER'] };
    await as(admin).does('changeRoles', roles, '__typename');
    expect(await told(ben, 'INTAKES_TO_TAKE_OVER')).toContain(ana.id);
    const waiting = await alone(ben);
    expect(waiting).toContain(open.requestId);
    for (const { requestId } of [ended, own]) {
      expect(waiting).not.toContain(requestId);
      await changesNothing(() => refused(ben, 'takeOverRequest', { requestId }), 'WRONG_STATE');
    }
    await take(ben, open);
  });

  it('is taken over once, by however many at once', async () => {
    const ana = await aCoordinator(world, undefined, ['INTAKE']);
    const request = await aGrocery(world, {}, { coordinator: ana });
    await remove(ana);
    const many = [ben];
    while (many.length < 5) many.push(await aCoordinator(world, undefined, ['INTAKE']));
    const codes = await Promise.all(many.map((by) => refused(by, 'takeOverRequest', { requestId: request.requestId })));
    expect(codes.toSorted()).toEqual(['WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE', undefined]);
  });

  it('of whom there is none leaves nobody to be told', async () => {
    const ana = await aCoordinator(world, undefined, ['INTAKE']);
    await remove(ana);
    expect(await told(ben, 'INTAKES_TO_TAKE_OVER')).not.toContain(ana.id);
  });
});

it.each([
  ['from somebody who speaks for it', 'UPDATE request SET intake_coordinator_id = $3 WHERE id = $1'],
  ['from nobody', 'UPDATE request SET intake_coordinator_id = $3 WHERE id = $2'],
  ['to nobody', 'UPDATE request SET intake_coordinator_id = NULL WHERE id = $4'],
  ['to another partner', 'UPDATE request SET intake_coordinator_id = $5 WHERE id = $4'],
  ['to somebody who takes nobody in', 'UPDATE request SET intake_coordinator_id = $6 WHERE id = $4'],
])('the database hands no request over %s', async (what, text) => {
  const gone = await aCoordinator(world, undefined, ['INTAKE']);
  const left = await aGrocery(world, {}, { coordinator: gone });
  await remove(gone);
  const kept = await aGrocery(world, {}, { coordinator: ben });
  const own = await aGrocery(world);
  const other = await aCoordinator(world, undefined, ['INTAKE']);
  const ids = [kept.requestId, own.requestId, other.id, left.requestId, foreigner.id, cleo.id];
  const named = `WITH named AS (SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::uuid) ${text}`;
  await expect(world.instance.owner.database.query(`hand over ${what}`, named, ids)).rejects.toMatchObject({
    message: 'a family is taken over when nobody speaks for it',
  });
});
