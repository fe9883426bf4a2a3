/** Whoever decides as a coordinator decides nothing about a household of their own, whichever of their addresses it knows, and whether or not they belong to it now. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDeliveredClaim, aProposedClaim, claimOffer, move, moved } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aMoneyRequest, aRide, type Json } from './world/families.js';
import { aFund, aPledge, does, dollars, idOfFund } from './world/money.js';
import { aMoneyOffer, aRideOffer } from './world/offers.js';
import { aCoordinator, aHome, anEmail, aTrustedHome, aVouchedHome, PASSWORD, type TestHome } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
}, 60_000);
afterAll(() => world.close());

const as = (who: { readonly token: string }) => new Person(world, { token: who.token });

async function refused(who: { readonly token: string }, mutation: string, input: Json, code: string): Promise<void> {
  const before = await everythingStored(world);
  expect((await as(who).isRefused(mutation, input))?.code).toBe(code);
  expect(await everythingStored(world)).toEqual(before);
}

/** Somebody with another address comes into the home, as its keeper. */
async function joins(home: TestHome, email: string): Promise<{ token: string }> {
  const { invitation } = await as(home).does<{ invitation: string }>(
    'inviteMember',
    { role: 'KEEPER' },
    '... on HomeInvited { invitation }',
  );
  const { session } = await new Person(world).does<{ session: { token: string } }>(
    'joinHome',
    { invitation, email, password: PASSWORD },
    '... on HomeJoined { session { token } }',
  );
  return session;
}

const leaves = (who: { readonly token: string }) => as(who).does('leaveHome', null, '... on HomeLeft { left }');

describe('a coordinator with a home', () => {
  it('says no yes to its claims, neither as its partner nor for a family, and another one does', async () => {
    const [by, other] = [await aCoordinator(world), await aCoordinator(world)];
    const home = await aVouchedHome(world, { email: by.email });
    const { claimId } = await aProposedClaim(world, {
      home,
      request: await aRide(world, { acceptance: 'MY_COORDINATOR' }),
    });
    await refused(by, 'approveClaim', { claimId }, 'NOT_ALLOWED');
    await refused(by, 'acceptClaim', { claimId }, 'NOT_ALLOWED');
    expect((await move(world, 'approveClaim', other, claimId)).claim?.status).toBe('ACCEPTED');
    const taken = await aProposedClaim(world, {
      home,
      request: await aRide(world, { acceptance: 'MY_COORDINATOR' }, { coordinator: by }),
    });
    await refused(by, 'acceptClaim', { claimId: taken.claimId }, 'NOT_ALLOWED');
    // To say no is nobody's gain.
    expect((await move(world, 'declineClaim', by, taken.claimId)).claim?.status).toBe('DECLINED');
  });

  it('proposes no offer of it', async () => {
    const [by, other] = [await aCoordinator(world), await aCoordinator(world)];
    const home = await aVouchedHome(world, { email: by.email });
    const { offerId } = await aRideOffer(world, home);
    const { requestId } = await aRide(world, { acceptance: 'MY_COORDINATOR' });
    const before = await everythingStored(world);
    expect((await claimOffer(world, by, requestId, offerId)).code).toBe('NOT_ALLOWED');
    expect(await everythingStored(world)).toEqual(before);
    expect((await claimOffer(world, other, requestId, offerId)).claim?.status).toBe('PROPOSED');
  });

  it('shows no note of its offers that the screening held', async () => {
    const [by, other] = [await aCoordinator(world), await aCoordinator(world)];
    const home = await aVouchedHome(world, { email: by.email });
    const { offerId } = await aRideOffer(world, home, { note: 'Call me: 212-555-0100' });
    await refused(by, 'approveOfferText', { offerId, revision: 1 }, 'NOT_ALLOWED');
    expect((await as(other).isRefused('approveOfferText', { offerId, revision: 1 }))?.code).toBeUndefined();
  });

  it('settles nothing that is disputed or reported about it, and confirms nothing that it brought', async () => {
    const [by, other] = [await aCoordinator(world), await aCoordinator(world)];
    const home = await aVouchedHome(world, { email: by.email });
    const { claimId, family } = await aDeliveredClaim(world, { home });
    await moved(world, 'disputeClaim', family, claimId);
    await refused(by, 'settleDispute', { claimId, outcome: 'CONFIRMED' }, 'NOT_ALLOWED');
    const { reportId } = await as(family).does<{ reportId: string }>(
      'reportConcern',
      { claimId, reason: 'UNSAFE' },
      '... on ConcernReported { reportId }',
    );
    await refused(by, 'settleReport', { reportId, upheld: false }, 'NOT_ALLOWED');
    await as(other).does('settleReport', { reportId, upheld: true }, '... on ReportSettled { __typename }');
    await moved(world, 'settleDispute', other, claimId, { outcome: 'RETURNED' });
    const request = await aGrocery(world, { acceptance: 'MY_COORDINATOR' }, { coordinator: by });
    const { claimId: taken } = await aProposedClaim(world, { home, request });
    await moved(world, 'approveClaim', other, taken);
    await moved(world, 'markDelivered', home, taken);
    await refused(by, 'confirmReceipt', { claimId: taken }, 'NOT_ALLOWED');
  });

  it('does not come round it by leaving for a moment, or by a plus in the address of the home', async () => {
    const by = await aCoordinator(world);
    const left = await aHome(world);
    await leaves(await joins(left, by.email));
    await refused(by, 'vouchForHome', { homeId: left.homeId }, 'NOT_ALLOWED');
    const plus = await aHome(world, { email: by.email.replace('@', '+porch@') });
    await refused(by, 'vouchForHome', { homeId: plus.homeId }, 'NOT_ALLOWED');
    const own = await aHome(world, { email: by.email.replace('@', '+garden@') });
    await as(by).does(
      'changeEmail',
      { email: anEmail(), confirmation: { password: PASSWORD } },
      '... on AccountChanged { __typename }',
    );
    await refused(by, 'vouchForHome', { homeId: own.homeId }, 'NOT_ALLOWED');
    const worker = await aCoordinator(world, undefined, undefined, by.email.replace('@', '+work@'));
    await refused(worker, 'vouchForHome', { homeId: own.homeId }, 'NOT_ALLOWED');
    const { claimId } = await aProposedClaim(world, {
      home: await aVouchedHome(world, { email: by.email.replace('@', '+shop@') }),
      request: await aRide(world, { acceptance: 'MY_COORDINATOR' }),
    });
    await refused(by, 'approveClaim', { claimId }, 'NOT_ALLOWED');
  });
});

describe('the money of a home of their own', () => {
  it('a coordinator neither receives nor gives back, and another one does', async () => {
    const [by, other] = [await aCoordinator(world), await aCoordinator(world)];
    const home = await aVouchedHome(world, { email: by.email });
    const left = await aVouchedHome(world);
    await leaves(await joins(left, by.email.replace('@', '+porch@')));
    const fundId = await aFund(world, other);
    for (const its of [home, left]) {
      const input = { pledgeId: await aPledge(world, its, fundId), amount: dollars(60) };
      await refused(by, 'receivePledge', input, 'NOT_ALLOWED');
      await does(world, other, 'receivePledge', input);
      await refused(by, 'giveBackPledge', input, 'NOT_ALLOWED');
      expect(await does(world, other, 'giveBackPledge', input)).toMatchObject({ pledge: { given: { minor: 0 } } });
    }
  });

  it('a coordinator neither takes out of its offer nor says that it came', async () => {
    const [by, other] = [await aCoordinator(world), await aCoordinator(world)];
    const { offerId } = await aMoneyOffer(world, await aVouchedHome(world, { email: by.email }));
    const input = { offerId, requestId: (await aMoneyRequest(world)).requestId, amount: dollars(20) };
    await refused(by, 'allocateOffer', input, 'NOT_ALLOWED');
    const { giving } = await as(other).does<{ giving: { id: string } }>(
      'allocateOffer',
      input,
      '... on OfferAllocated { giving { id } }',
    );
    await refused(by, 'markReceived', { claimId: giving.id }, 'NOT_ALLOWED');
    expect((await move(world, 'markReceived', other, giving.id)).claim?.status).toBe('DELIVERED');
  });

  it('a coordinator agrees to no drive of it; to decline one is free', async () => {
    const [by, other] = [await aCoordinator(world), await aCoordinator(world)];
    const home = await aVouchedHome(world, { email: by.email });
    const drive = async () => {
      const input = { title: 'For our street', goal: dollars(500), endsOn: '2027-01-01' };
      return idOfFund({ ...(await does(world, home, 'startDrive', input)) });
    };
    const [held, declined] = [await drive(), await drive()];
    await refused(by, 'answerDrive', { fundId: held, accept: true }, 'NOT_ALLOWED');
    const agreed = await does(world, other, 'answerDrive', { fundId: held, accept: true });
    expect(agreed).toMatchObject({ fund: { state: 'OPEN' } });
    const no = await does(world, by, 'answerDrive', { fundId: declined, accept: false });
    expect(no).toMatchObject({ fund: { state: 'DECLINED' } });
  });
});

it('whoever is a coordinator no more is known by nothing', async () => {
  const [by, other] = [await aCoordinator(world), await aCoordinator(world)];
  const known = async () =>
    (
      await world.instance.owner.database.query<{ known: number }>(
        'known coordinator',
        'SELECT cardinality(known_digests) AS known FROM coordinator WHERE id = $1',
        [by.id],
      )
    ).rows[0]?.known;
  expect(await known()).toBe(1);
  await as(other).does('removeCoordinator', { coordinatorId: by.id }, '... on CoordinatorRemoved { __typename }');
  expect(await known()).toBe(0);
});

describe('a trusted home', () => {
  const codeOf = async (home: { readonly token: string }) =>
    (await as(home).does<{ vouchCode: string }>('createVouchCode', null, '... on VouchCodeCreated { vouchCode }'))
      .vouchCode;

  it('vouches for no home of its own people: the same mailbox, or somebody who was with it before', async () => {
    const email = anEmail();
    const trusted = await aTrustedHome(world, { email });
    const puppet = await aHome(world, { email: email.replace('@', '+second@') });
    await refused(trusted, 'vouchByCode', { code: await codeOf(puppet) }, 'NOT_ALLOWED');
    const went = anEmail();
    const home = await aHome(world);
    await leaves(await joins(trusted, went));
    await joins(home, went);
    await refused(trusted, 'vouchByCode', { code: await codeOf(home) }, 'NOT_ALLOWED');
  });

  it('is not two, however many of the homes that vouch one person belongs to', async () => {
    const [first, second, third] = [await aTrustedHome(world), await aTrustedHome(world), await aTrustedHome(world)];
    const email = anEmail();
    await joins(first, email.replace('@', '+one@'));
    await joins(second, email.replace('@', '+two@'));
    const home = await aHome(world);
    const code = await codeOf(home);
    await as(first).does('vouchByCode', { code }, '... on VouchGiven { vouch { id } }');
    await refused(second, 'vouchByCode', { code }, 'NOT_ALLOWED');
    await as(third).does('vouchByCode', { code }, '... on VouchGiven { vouch { id } }');
    expect((await as(home).reads<{ viewer: Json }>('{ viewer { tier } }')).viewer).toEqual({ tier: 'VOUCHED' });
  });
});
