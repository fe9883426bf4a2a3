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
  await itIs('2026-10-25T03:30:00Z');
  expect(await datesFor(await familyBack())).toEqual(['2026-10-25', '2026-11-01']);
  await itIs('2026-10-25T15:00:00Z');
  await drives(maple, one.claimId);

  // The next one is made by the next sweep; the home that knows the way has a day to take it.
  await itIs('2026-10-25T15:30:00Z');
  expect(await datesFor(await familyBack())).toEqual(['2026-10-25', '2026-11-01', '2026-11-08']);
});
