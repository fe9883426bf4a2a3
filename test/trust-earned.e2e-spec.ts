/** How a home comes to be trusted, told over the API and over the weeks that it takes: by families that coordinators took in and that say themselves that it came. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { claimRequest, moved } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, comeBack, type Json, type TestRequest } from './world/families.js';
import { aCoordinator, aVouchedHome, type TestCoordinator, type TestHome } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

jest.setTimeout(60_000);

let world: World;
let ana: TestCoordinator;
let ben: TestCoordinator;
let cleo: TestCoordinator;
beforeAll(async () => {
  world = await World.open();
  ana = await aCoordinator(world);
  ben = await aCoordinator(world);
  cleo = await aCoordinator(world);
});
afterAll(() => world.close());

const as = ({ token }: { readonly token: string }) => new Person(world, { token });
const TWO_OF_FOUR = (request: TestRequest) => ({ lines: [{ requestLineId: request.lineIds[0], quantity: 2 }] });
const FOUR_BAGS = { items: [{ name: 'Rice', quantity: 4, unit: 'BAG' }], window: null };

/** Brought, and said to be: nobody has confirmed it yet. */
async function brings(home: TestHome, request: TestRequest, says: { readonly token: string }): Promise<string> {
  const { claim, code } = await claimRequest(world, home, request.requestId, TWO_OF_FOUR(request));
  if (!claim) throw new Error(`the story was refused: ${code}`);
  await moved(world, 'acceptClaim', says, claim.id);
  await moved(world, 'markDelivered', home, claim.id);
  return claim.id;
}
const takenInBy = (coordinator: TestCoordinator) => aGrocery(world, FOUR_BAGS, { coordinator });
const familyOf = async ({ returnCode }: TestRequest) => ({ token: await comeBack(world, returnCode) });

/** A family that was taken in says itself, with its own code, that the home came. */
async function isConfirmed(home: TestHome, by: TestCoordinator, its?: TestRequest): Promise<TestRequest> {
  const request = its ?? (await takenInBy(by));
  const family = await familyOf(request);
  await moved(world, 'confirmReceipt', family, await brings(home, request, family));
  return request;
}
async function earnedBy({ homeId }: TestHome): Promise<Json> {
  const { partnerHomes } = await as(ana).reads<{ partnerHomes: { edges: { node: Json }[] } }>(
    '{ partnerHomes(first: 50) { edges { node { id tier trustEarned { confirmedIntakes days upheldReports eligible } } } } }',
  );
  const node = partnerHomes.edges.find((edge) => edge.node['id'] === homeId)?.node;
  return { tier: node?.['tier'], ...(node?.['trustEarned'] as Json) }; // As it is selected.
}
async function isNotEarned({ homeId }: TestHome): Promise<void> {
  const before = await everythingStored(world);
  expect(await as(cleo).isRefused('trustHome', { homeId })).toMatchObject({ code: 'NOT_EARNED' });
  expect(await everythingStored(world)).toEqual(before);
}
const trusts = (by: TestCoordinator, { homeId }: TestHome) =>
  as(by).does('trustHome', { homeId }, '... on HomeStandingChanged { home { tier } }');

describe('a home', () => {
  it('is trusted after three families, fourteen days and a coordinator’s word', async () => {
    const home = await aVouchedHome(world);
    await isConfirmed(home, ana);
    expect(await earnedBy(home)).toEqual({
      ...{ tier: 'VOUCHED', confirmedIntakes: 1, days: 0, upheldReports: 0, eligible: false },
    });
    await isNotEarned(home);
    world.clock.advance({ days: 7 });
    const twice = await isConfirmed(home, ben);
    // The same family once more is the same intake.
    await isConfirmed(home, ben, twice);
    expect(await earnedBy(home)).toMatchObject({ confirmedIntakes: 2, days: 7, eligible: false });
    world.clock.advance({ days: 6 });
    await isConfirmed(home, cleo);
    expect(await earnedBy(home)).toMatchObject({ confirmedIntakes: 3, days: 13, eligible: false });
    await isNotEarned(home);
    // Time alone adds nothing: somebody has to say so.
    world.clock.advance({ days: 1 });
    expect(await earnedBy(home)).toMatchObject({ days: 13, eligible: false });
    await isNotEarned(home);
    await isConfirmed(home, ana);
    expect(await earnedBy(home)).toMatchObject({ confirmedIntakes: 4, days: 14, eligible: true });
    // Nobody makes itself trusted.
    expect(await as(home).isRefused('trustHome', { homeId: home.homeId })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await earnedBy(home)).toMatchObject({ tier: 'VOUCHED' });

    expect(await trusts(cleo, home)).toEqual({ home: { tier: 'TRUSTED' } });
    expect(await as(home).hearsCodes()).toContain('HOME_TRUSTED');
    // A family that said yes beforehand meant such a home.
    const request = await aGrocery(world, { ...FOUR_BAGS, acceptance: 'ANY_TRUSTED_HOME' });
    expect((await claimRequest(world, home, request.requestId)).claim).toMatchObject({
      ...{ status: 'ACCEPTED', waitingFor: [] },
    });
  });

  it('earns nothing by silence, by what it could have posted itself, nor by what others say for the family', async () => {
    ana = await aCoordinator(world);
    const home = await aVouchedHome(world, { vouchedBy: ana });
    for (const days of [7, 7, 0]) {
      const posted = await aGrocery(world, FOUR_BAGS);
      await moved(world, 'confirmReceipt', posted, await brings(home, posted, posted));
      const spokenFor = await takenInBy(ana);
      await moved(world, 'confirmReceipt', ana, await brings(home, spokenFor, ana));
      const silent = await brings(home, await takenInBy(ana), ana);
      world.clock.advance({ days: 4 });
      await world.get(RunSweeps).all(world.clock.now());
      expect(await as(ana).claim(silent, 'status confirmedBy')).toEqual({
        ...{ status: 'CONFIRMED', confirmedBy: 'SILENCE' },
      });
      world.clock.advance({ days });
    }
    expect(await earnedBy(home)).toMatchObject({ confirmedIntakes: 0, days: 0, eligible: false });
    cleo = await aCoordinator(world);
    await isNotEarned(home);
  });

  it('earns nothing of a family whose coordinator has left, until a colleague speaks for it', async () => {
    [ana, cleo] = [await aCoordinator(world), await aCoordinator(world)];
    const home = await aVouchedHome(world, { vouchedBy: ana });
    const gone = await aCoordinator(world);
    const [before, after] = [await takenInBy(gone), await takenInBy(gone)];
    await as(ana).does('removeCoordinator', { coordinatorId: gone.id }, '... on CoordinatorRemoved { coordinatorId }');
    await isConfirmed(home, gone, before);
    expect(await earnedBy(home)).toMatchObject({ confirmedIntakes: 0 });
    await as(cleo).does('takeOverRequest', { requestId: after.requestId }, '... on RequestChanged { request { id } }');
    await isConfirmed(home, cleo, after);
    expect(await earnedBy(home)).toMatchObject({ confirmedIntakes: 1 });
  });

  it('is not trusted with a report against it that was upheld, whatever it has earned', async () => {
    [ana, cleo] = [await aCoordinator(world), await aCoordinator(world)];
    const home = await aVouchedHome(world, { vouchedBy: ana });
    for (const days of [7, 7, 0]) {
      await isConfirmed(home, ana);
      world.clock.advance({ days });
    }
    expect(await earnedBy(home)).toMatchObject({ confirmedIntakes: 3, days: 14, eligible: true });
    const request = await takenInBy(ana);
    const family = await familyOf(request);
    const claimId = await brings(home, request, family);
    const { reportId } = await as(family).does(
      'reportConcern',
      { claimId, reason: 'OTHER', text: 'It was not kind.' },
      '... on ConcernReported { reportId }',
    );
    expect(await earnedBy(home)).toMatchObject({ eligible: true });
    await as(cleo).does('settleReport', { reportId, upheld: true }, '__typename');
    expect(await earnedBy(home)).toMatchObject({ upheldReports: 1, eligible: false });
    await isNotEarned(home);
  });
});
