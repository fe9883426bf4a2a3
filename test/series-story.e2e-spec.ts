/** A ride that comes back every week while the clocks change: made 14 days ahead, claimed one by one, and who knows the way is asked first. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { unbalanced } from './world/claims.js';
import { inputFor } from './world/families.js';
import { aVouchedHome, PASSWORD, type TestHome, theHost } from './world/people.js';
import { Person, type RefusalRead } from './world/person.js';
import { TestClock } from './world/test-clock.js';
import { World } from './world/world.js';

interface Occurrence {
  readonly id: string;
  readonly window: {
    readonly from: string;
    readonly fromHalf: string;
    readonly untilHalf: string;
    readonly timeZone: string;
  };
}

interface Posted {
  readonly returnCode: string;
  readonly request: { readonly id: string; readonly series: { readonly rule: string; readonly until: string } };
}

let world: World;
beforeAll(async () => {
  // A Friday in New York. On Sunday, 1 November, the clocks go back.
  world = await World.open({}, new TestClock('2026-10-23T15:00:00Z'));
  await theHost(world);
});
afterAll(() => world.close());

/** With what the sweeps do on a mark of the clock. */
const itIs = async (instant: string) => {
  world.clock.set(instant);
  await world.get(RunSweeps).all(world.clock.now());
};

/** Sessions of homes last 30 days, those of families 15 minutes: both come in anew each time. */
const signedIn = async ({ email }: TestHome): Promise<Person> => {
  const { session } = await new Person(world).does<{ session: { token: string } }>(
    'signIn',
    { email, password: PASSWORD },
    '... on SignedIn { session { token } }',
  );
  return new Person(world, { token: session.token });
};

it('a ride every Sunday', async () => {
  const [maple, lemon] = [await aVouchedHome(world), await aVouchedHome(world)];
  const sunday = { from: '2026-10-25', fromHalf: 'MORNING', until: '2026-10-25', untilHalf: 'MORNING' };
  const { returnCode, request } = await new Person(world).does<Posted>(
    'postRideRequest',
    inputFor(world, 'Ride', { window: sunday, series: { rule: 'FREQ=WEEKLY;COUNT=5' } }),
    '... on RequestPosted { returnCode request { id ... on RideRequest { series { rule until } } } }',
  );
  expect(request.series).toEqual({ rule: 'FREQ=WEEKLY;COUNT=5', until: '2026-11-22' });
  const requestId = request.id;

  const familyBack = () => new Person(world).comesBackWith(returnCode);
  const occurrencesFor = async (person: Person): Promise<Occurrence[]> =>
    ((await person.request(requestId, 'occurrences { id window { from fromHalf untilHalf timeZone } }'))?.[
      'occurrences'
    ] ?? []) as Occurrence[]; // As it was just asked for.
  const datesFor = async (person: Person) => (await occurrencesFor(person)).map(({ window }) => window.from);
  /** Also one that the home itself does not see: the family sees them all. */
  const wish = async (date: string) => ({
    requestId,
    occurrenceId: (await occurrencesFor(await familyBack())).find(({ window }) => window.from === date)?.id,
    plannedFor: { date, half: 'MORNING' },
  });
  const refusedTo = async (its: TestHome, date: string): Promise<RefusalRead | null> =>
    (await signedIn(its)).isRefused('claimRequest', await wish(date));
  const claims = async (its: TestHome, date: string) => {
    const placed = '... on ClaimPlaced { claim { id } }';
    const { claim } = await (await signedIn(its)).does<{ claim: { id: string } }>(
      'claimRequest',
      await wish(date),
      placed,
    );
    await (await familyBack()).moves('acceptClaim', claim.id);
    const accepted = await (await signedIn(its)).claim(claim.id, 'status leaseEndsAt');
    return { claimId: claim.id, status: accepted?.['status'], leaseEndsAt: accepted?.['leaseEndsAt'] };
  };
  const drives = async (its: TestHome, claimId: string) => {
    const opened = '... on HandoffOpened { handoff { place } }';
    await (await signedIn(its)).does('openHandoff', { claimId }, opened);
    await (await signedIn(its)).moves('markDelivered', claimId);
    await (await familyBack()).moves('confirmReceipt', claimId);
  };

  // Fourteen days ahead there are two Sundays, the second of which has 25 hours.
  expect((await occurrencesFor(await familyBack())).map(({ window }) => window)).toEqual(
    ['2026-10-25', '2026-11-01'].map((from) =>
      expect.objectContaining({ from, fromHalf: 'MORNING', untilHalf: 'MORNING', timeZone: 'America/New_York' }),
    ),
  );
  const anyDate = { requestId, plannedFor: { date: '2026-10-25', half: 'MORNING' } };
  expect(await (await signedIn(maple)).isRefused('claimRequest', anyDate)).toMatchObject({
    code: 'INVALID_INPUT',
    path: ['occurrenceId'],
  });

  // Each is claimed by itself, by whoever comes.
  const one = await claims(maple, '2026-10-25');
  expect(one).toMatchObject({ status: 'ACCEPTED', leaseEndsAt: '2026-10-26T04:00:00.000Z' });
  expect(await datesFor(await signedIn(lemon))).toEqual(['2026-11-01']);
  expect(await refusedTo(lemon, '2026-10-25')).toMatchObject({ code: 'NOTHING_LEFT' });
  const two = await claims(lemon, '2026-11-01');
  // Noon of that Sunday is an hour later by the sun, and so is the end of its lease.
  expect(two).toMatchObject({ status: 'ACCEPTED', leaseEndsAt: '2026-11-02T05:00:00.000Z' });

  // The third is made with the first half-day from which it is 14 days ahead, where the family lives.
  await itIs('2026-10-25T03:30:00Z');
  expect(await datesFor(await familyBack())).toEqual(['2026-10-25', '2026-11-01']);
  await itIs('2026-10-25T04:00:00Z');
  expect(await datesFor(await familyBack())).toEqual(['2026-10-25', '2026-11-01', '2026-11-08']);
  world.clock.set('2026-10-25T15:10:00Z');
  const asksFirst = async (its: TestHome) =>
    (await (await signedIn(its)).hearsCodes()).filter((code) => code === 'FIRST_REFUSAL').length;
  await drives(maple, one.claimId);
  // Who was confirmed knows the way now: what nobody has taken yet is for it first.
  expect([await asksFirst(maple), await asksFirst(lemon)]).toEqual([1, 0]);
  expect(await refusedTo(lemon, '2026-11-08')).toMatchObject({ code: 'FIRST_REFUSAL', retryAfterSeconds: 86_400 });
  const three = await claims(maple, '2026-11-08');
  expect(three).toMatchObject({ status: 'ACCEPTED', leaseEndsAt: '2026-11-09T05:00:00.000Z' });

  // On the night of the change too: midnight is still that of summer time, and half past one comes twice.
  await itIs('2026-11-01T03:30:00Z');
  expect(await datesFor(await familyBack())).toEqual(['2026-11-01', '2026-11-08']);
  for (const mark of ['04:00', '05:30', '06:30']) {
    await itIs(`2026-11-01T${mark}:00Z`);
    expect(await datesFor(await familyBack())).toEqual(['2026-11-01', '2026-11-08', '2026-11-15']);
  }
  // The home last confirmed has a day to take it. Nobody else learns of it meanwhile.
  expect([await asksFirst(maple), await asksFirst(lemon)]).toEqual([2, 0]);
  expect(await datesFor(await signedIn(maple))).toEqual(['2026-10-25', '2026-11-08', '2026-11-15']);
  expect(await datesFor(await signedIn(lemon))).toEqual(['2026-11-01']);
  expect(await refusedTo(lemon, '2026-11-15')).toMatchObject({ code: 'FIRST_REFUSAL', retryAfterSeconds: 77_400 });
  world.clock.set('2026-11-01T14:10:00Z');
  await drives(lemon, two.claimId);

  // It lets the day pass: then whoever is first.
  world.clock.set('2026-11-02T04:00:00Z');
  expect(await datesFor(await signedIn(lemon))).toEqual(['2026-11-01', '2026-11-15']);
  const four = await claims(lemon, '2026-11-15');

  // Midnight is an hour later now. The home last confirmed is the other one, and it takes what it is asked.
  await itIs('2026-11-08T04:30:00Z');
  expect(await datesFor(await familyBack())).toEqual(['2026-11-08', '2026-11-15']);
  await itIs('2026-11-08T05:00:00Z');
  expect(await datesFor(await familyBack())).toEqual(['2026-11-08', '2026-11-15', '2026-11-22']);
  expect(await refusedTo(maple, '2026-11-22')).toMatchObject({ code: 'FIRST_REFUSAL', retryAfterSeconds: 86_400 });
  const five = await claims(lemon, '2026-11-22');
  world.clock.set('2026-11-08T15:10:00Z');
  await drives(maple, three.claimId);
  await itIs('2026-11-15T15:00:00Z');
  await drives(lemon, four.claimId);
  expect(await (await familyBack()).request(requestId, 'status')).toEqual({ status: 'CLAIMED' });

  // After the fifth nothing comes any more, and everything has come.
  await itIs('2026-11-22T15:00:00Z');
  await drives(lemon, five.claimId);
  expect(await (await familyBack()).request(requestId, 'status')).toEqual({ status: 'FULFILLED' });
  await itIs('2026-11-22T15:30:00Z');
  const family = await familyBack();
  expect(await family.request(requestId, 'status claims { status }')).toEqual({
    status: 'FULFILLED',
    claims: Array.from({ length: 5 }, () => ({ status: 'CONFIRMED' })),
  });
  // Two households know the way, and the family reads how often each of them looked.
  expect(await family.disclosures(requestId)).toHaveLength(5);
  expect(await unbalanced(world)).toEqual([]);
}, 25_000);
