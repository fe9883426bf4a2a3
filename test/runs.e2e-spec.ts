/** Runs: what goes together on one trip is claimed in one step, all or nothing, and nobody learns more of the others than that they are on it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gridDistance, gridPathCells, gridRing } from 'h3-js';
import { halfDayAt, halfDayOf } from '../src/calendar/half-day.js';
import { claimRequest, move, tomorrow } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aRide, type Json, type TestRequest } from './world/families.js';
import { aGroceryOffer, aRideOffer, type TestOffer } from './world/offers.js';
import { aPartner, aVouchedHome, type TestHome } from './world/people.js';
import { aWrittenRequest } from './world/rows.js';
import { widenedAsFarAsTheyGo } from './world/widened.js';
import { World } from './world/world.js';

interface SuggestedRun {
  readonly plannedFor: Json;
  readonly stops: readonly { readonly occurrenceId: string; readonly request: { readonly id: string } }[];
}

const NEW_YORK = 'America/New_York';
let world: World;
let home: TestHome;
let offer: TestOffer;

beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  // What earlier stories left is on no trip of this one.
  await asOwner('UPDATE ride_request SET shares_trip = false');
  await asOwner('UPDATE grocery_request SET shares_trip = false');
  home = await aVouchedHome(world);
  offer = await aRideOffer(world, home, { seats: 4 });
});

const asOwner = (text: string, values: unknown[] = []) =>
  world.instance.owner.database.query(`runs ${text.slice(0, 40)}`, text, values);
async function aShared(its: Json = {}): Promise<TestRequest> {
  const ride = await aRide(world, { passengers: 1, sharesTrip: true, ...its });
  await widenedAsFarAsTheyGo(world);
  return ride;
}
async function suggested(offerId = offer.offerId, who = home): Promise<readonly SuggestedRun[]> {
  const { suggestedRuns } = await world.ask<{ suggestedRuns: SuggestedRun[] }>(
    'query ($offerId: ID!) { suggestedRuns(offerId: $offerId) { plannedFor { date half } stops { occurrenceId request { id } } } }',
    { offerId },
    { token: who.token },
  );
  return suggestedRuns;
}
async function claims(occurrenceIds: readonly string[], its: Json = {}, who = home): Promise<Json> {
  const { claimRun } = await world.ask<{ claimRun: Json }>(
    `mutation ($input: ClaimRunInput!) { claimRun(input: $input) {
      ... on RunClaimed { claims { id status othersOnTrip request { id } } } ... on Refusal { code path } } }`,
    { input: { offerId: offer.offerId, occurrenceIds, plannedFor: tomorrow(world), ...its } },
    { token: who.token },
  );
  return claimRun;
}
const idsOf = (its: readonly TestRequest[]) => its.map(({ occurrenceId }) => occurrenceId);
async function changesNothing(attempt: () => Promise<Json>, code: string): Promise<void> {
  const before = await everythingStored(world);
  expect(await attempt()).toMatchObject({ code });
  expect(await everythingStored(world)).toEqual(before);
}

describe('a run of rides', () => {
  it('is suggested of rides that may be shared, and claimed in one step', async () => {
    const [one, other] = [await aShared(), await aShared()];
    const alone = await aShared({ sharesTrip: false });
    const [run, ...more] = await suggested();
    expect(more).toEqual([]);
    expect(run?.stops.map(({ occurrenceId }) => occurrenceId).sort()).toEqual(idsOf([one, other]).sort());
    const claimed = await claims(idsOf([one, other]), { plannedFor: run?.plannedFor });
    expect(claimed['claims']).toHaveLength(2);
    for (const claim of claimed['claims'] as Json[]) {
      expect(claim).toMatchObject({ status: 'PROPOSED', othersOnTrip: true });
    }
    // The families: that somebody else is on the trip, and nothing of whom.
    const { text } = await world
      .call(
        '{ myClaims { id othersOnTrip offer { lines { quantity } home { shortName } } request { id alias } } }',
        {},
        { token: one.token },
      )
      .then(({ data }) => ({ text: JSON.stringify(data) }));
    expect(text).toContain('"othersOnTrip":true');
    for (const its of [other.requestId, other.occurrenceId, other.alias]) expect(text).not.toContain(its);
    const by = await claimRequest(world, home, alone.requestId, { plannedFor: tomorrow(world, 'AFTERNOON') });
    const { claim } = await world.ask<{ claim: Json }>(
      'query ($id: ID!) { claim(id: $id) { othersOnTrip } }',
      { id: by.claim?.id },
      { token: home.token },
    );
    expect(claim).toEqual({ othersOnTrip: false });
  });

  it('is all or nothing', async () => {
    const [one, other] = [await aShared(), await aShared()];
    const faster = await aVouchedHome(world);
    expect(await claimRequest(world, faster, other.requestId)).toHaveProperty('claim');
    await changesNothing(() => claims(idsOf([one, other])), 'NOT_FOUND');
    // Two homes at once for one ride that both want: one run is whole, of the other there is nothing.
    const [third, fourth, wanted] = [await aShared(), await aShared(), await aShared()];
    const rival = await aVouchedHome(world);
    const rivals = await aRideOffer(world, rival, { seats: 4 });
    const answers = await Promise.all([
      claims(idsOf([third, wanted])),
      claims(idsOf([fourth, wanted]), { offerId: rivals.offerId }, rival),
    ]);
    expect(answers.filter((its) => 'claims' in its)).toHaveLength(1);
    const { rowCount } = await asOwner('SELECT FROM claim WHERE request_id = ANY ($1::uuid[])', [
      [third, fourth, wanted].map(({ requestId }) => requestId),
    ]);
    expect(rowCount).toBe(2);
  });

  it('that does not go, or is not there for the home, is refused', async () => {
    const rides = [await aShared(), await aShared(), await aShared({ passengers: 3 })];
    const [one, other, three] = rides;
    const silent = await aShared({ sharesTrip: false });
    const hidden = await aShared({ hideFromHomes: [{ email: home.email }] });
    await changesNothing(() => claims(idsOf([...rides])), 'DOES_NOT_FIT');
    await changesNothing(() => claims(idsOf([one ?? silent])), 'INVALID_INPUT');
    await changesNothing(() => claims(idsOf([one ?? silent, one ?? silent])), 'INVALID_INPUT');
    await changesNothing(() => claims(idsOf([one ?? silent, silent])), 'NOT_FOUND');
    await changesNothing(() => claims(idsOf([one ?? silent, hidden])), 'NOT_FOUND');
    await changesNothing(() => claims([one?.occurrenceId ?? '', randomUUID()]), 'NOT_FOUND');
    await changesNothing(() => claims([one?.occurrenceId ?? '', 'no id']), 'NOT_FOUND');
    const late = { plannedFor: tomorrow(world, 'MORNING', 5) };
    await changesNothing(() => claims(idsOf([one ?? silent, other ?? silent]), late), 'DOES_NOT_FIT');
    const stranger = await aVouchedHome(world);
    await changesNothing(() => claims(idsOf([one ?? silent, other ?? silent]), {}, stranger), 'NOT_FOUND');
    const groceries = await aGroceryOffer(world, home);
    const offerId = groceries.offerId;
    await changesNothing(() => claims(idsOf([one ?? silent, other ?? silent]), { offerId }), 'NOT_FOUND');
    expect(await suggested(offerId)).toEqual([]);
    // With the third there is a run for three people, without the fourth seat there is none for four.
    expect((await suggested()).every(({ stops }) => stops.length === 2)).toBe(true);
    expect(three?.occurrenceId).toBeDefined();
  });

  /** 200 that are more pressing than the two that go together. */
  async function besideHundreds(its: Json): Promise<void> {
    const rides = [await aShared({ urgency: 'WHENEVER' }), await aShared({ urgency: 'WHENEVER' })];
    const { rows } = await asOwner('SELECT published_cell AS cell FROM request WHERE id = $1', [rides[0]?.requestId]);
    const fields = { kind: 'RIDE', urgency: 'TODAY', ...(rows[0] as { cell: string }), ...its } as const;
    const written: string[] = [];
    for (let at = 0; at < 200; at += 1) written.push((await aWrittenRequest(world, fields)).requestId);
    await asOwner('UPDATE ride_request SET shares_trip = true WHERE request_id = ANY ($1::uuid[])', [written]);
    const [run] = await suggested();
    expect(run?.stops.map(({ occurrenceId }) => occurrenceId).sort()).toEqual(idsOf(rides).sort());
  }
  const onHalf = (half: number) => {
    const window = { fromHalf: half, untilHalf: half, timeZone: NEW_YORK };
    return { occurrences: [{ window }] };
  };

  it('is found beside hundreds of more pressing rides for which the home is there no more', async () => {
    await besideHundreds(onHalf(halfDayAt(world.clock.now(), NEW_YORK) + 50));
  });

  it.each<[string, Json]>([
    ['whose needs it does not meet', { needs: ['WHEELCHAIR_RAMP'] }],
    ['for which it has no child seats', { seats: [1, 0, 0] }],
    ['for more people than it has seats', { lines: [{ unit: 'OUTBOUND_SEAT', quantity: 5 }] }],
    ['that leave no seat for others', { lines: [{ unit: 'OUTBOUND_SEAT', quantity: 4 }] }],
  ])('is found beside hundreds of more pressing rides %s', async (_, its) => {
    await besideHundreds(its);
  });

  it('is found beside hundreds of more pressing rides in a half-day in which the home is out', async () => {
    const ride = await aRide(world, { passengers: 1 });
    await widenedAsFarAsTheyGo(world);
    expect(await claimRequest(world, home, ride.requestId, { plannedFor: tomorrow(world) })).toHaveProperty('claim');
    const { date } = tomorrow(world) as { date: string };
    await besideHundreds(onHalf(halfDayOf(date, 'MORNING')));
  });

  it('is written for nobody who did not say so: the database refuses it', async () => {
    const ride = await aShared({ sharesTrip: false });
    const { claim } = await claimRequest(world, home, ride.requestId);
    await expect(asOwner('UPDATE claim SET others_on_trip = true WHERE id = $1', [claim?.id])).rejects.toThrow();
  });
});

describe('a run of groceries', () => {
  let shop: TestOffer;
  beforeEach(async () => {
    shop = await aGroceryOffer(world, home, { runs: 3 });
  });

  async function aBasket(its: Json = {}): Promise<TestRequest> {
    const basket = await aGrocery(world, { sharesTrip: true, ...its });
    await widenedAsFarAsTheyGo(world);
    return basket;
  }
  const claimsBaskets = (its: readonly TestRequest[], more: Json = {}, who = home) =>
    claims(idsOf(its), { offerId: shop.offerId, ...more }, who);
  const sets = async (offerId = shop.offerId) =>
    (await suggested(offerId)).map(({ stops }) => stops.map(({ occurrenceId }) => occurrenceId).sort());
  const heldOf = async ({ offerId }: TestOffer) =>
    (await asOwner('SELECT held FROM offer_capacity WHERE offer_id = $1', [offerId])).rows;

  it('is suggested of families that said so, and claimed in one step', async () => {
    const [one, other] = [await aBasket(), await aBasket()];
    const silent = await aBasket({ sharesTrip: false });
    await aShared();
    expect(await sets()).toEqual([idsOf([one, other]).sort()]);
    const claimed = (await claimsBaskets([one, other]))['claims'] as Json[];
    expect(claimed).toHaveLength(2);
    for (const claim of claimed) expect(claim).toMatchObject({ status: 'PROPOSED', othersOnTrip: true });
    expect(await heldOf(shop)).toEqual([{ held: 2 }]);
    const { data } = await world.call(
      '{ myClaims { id othersOnTrip offer { lines { quantity } home { shortName } } request { id alias } } }',
      {},
      { token: one.token },
    );
    expect(JSON.stringify(data)).toContain('"othersOnTrip":true');
    for (const its of [other.requestId, other.occurrenceId, other.alias])
      expect(JSON.stringify(data)).not.toContain(its);
    const third = await aBasket();
    await changesNothing(() => claimsBaskets([third, silent]), 'NOT_FOUND');
  });

  it('takes no more than the offer has runs left', async () => {
    const its = [await aBasket(), await aBasket(), await aBasket()];
    const two = await aGroceryOffer(world, home, { runs: 2 });
    expect((await sets(two.offerId)).every((set) => set.length === 2)).toBe(true);
    await changesNothing(() => claims(idsOf(its), { offerId: two.offerId }), 'DOES_NOT_FIT');
    const single = await aGroceryOffer(world, home, { runs: 1 });
    expect(await sets(single.offerId)).toEqual([]);
    expect(await sets()).toContainEqual(idsOf(its).sort());
  });

  it('holds what each costs against what the home spends, one by one', async () => {
    const cents = (minor: number) => ({ minor, currency: 'USD' });
    const capped = await aGroceryOffer(world, home, { costCap: cents(10_000) });
    const fits = [
      await aBasket({ budgetCeiling: cents(9_000) }),
      await aBasket({ budgetCeiling: cents(10_000), payer: 'FUND' }),
      await aBasket({ budgetCeiling: cents(90_000), payer: 'FAMILY_PAYS_BACK' }),
    ];
    const dear = await aBasket({ budgetCeiling: cents(10_001) });
    const [first] = await sets(capped.offerId);
    expect(first).toEqual(idsOf(fits).sort());
    expect((await sets(capped.offerId)).flat()).not.toContain(dear.occurrenceId);
    const offerId = capped.offerId;
    await changesNothing(() => claims(idsOf([...fits.slice(0, 1), dear]), { offerId }), 'DOES_NOT_FIT');
  });

  it('goes to doors, or to the home’s own coordinators, never to both', async () => {
    const atTheDoor = await aBasket();
    const through = { dropOff: 'THROUGH_COORDINATOR' };
    const [one, other] = [await aBasket(through), await aBasket(through)];
    expect(await sets()).toEqual([idsOf([one, other]).sort()]);
    await changesNothing(() => claimsBaskets([one, atTheDoor]), 'DOES_NOT_FIT');
    const elsewhere = await aPartner(world);
    await asOwner('UPDATE request SET partner_id = $2 WHERE id = $1', [other.requestId, elsewhere.partnerId]);
    expect(await sets()).toEqual([]);
    await changesNothing(() => claimsBaskets([one, other]), 'NOT_FOUND');
  });

  it('goes by areas, and no farther out of the way than there is bound', async () => {
    const far = await aGroceryOffer(world, home, { reachKm: 60 });
    const { rows } = await asOwner('SELECT cell FROM offer WHERE id = $1', [far.offerId]);
    const { cell } = rows[0] as { cell: string };
    // Six rings out: on one side of the home, and on the other.
    const outer = gridRing(cell, 6);
    const [there, yonder] = [outer[0] ?? '', outer[18] ?? ''];
    expect(gridDistance(there, yonder)).toBe(12);
    const [nearest] = gridPathCells(cell, there).slice(2);
    const inOrder: TestRequest[] = [];
    for (const its of [nearest, there, yonder]) {
      const basket = await aBasket();
      await asOwner('UPDATE request SET published_cell = $2 WHERE id = $1', [basket.requestId, its]);
      inOrder.push(basket);
    }
    const [near, farther, opposite] = inOrder;
    const ways = (await suggested(far.offerId)).map(({ stops }) => stops.map(({ occurrenceId }) => occurrenceId));
    expect(ways[0]).toEqual([near, farther].map((its) => its?.occurrenceId));
    expect(ways.some((way) => [farther, opposite].every((its) => way.includes(its?.occurrenceId ?? '')))).toBe(false);
    const offerId = far.offerId;
    const apart = [farther, opposite].map((its) => its?.occurrenceId ?? '');
    await changesNothing(() => claims(apart, { offerId }), 'DOES_NOT_FIT');
  });

  it('that two homes want at once is whole for one, and nothing for the other', async () => {
    const rival = await aVouchedHome(world);
    const rivals = await aGroceryOffer(world, rival, { runs: 3 });
    const [first, last, wanted] = [await aBasket(), await aBasket(), await aBasket()];
    const answers = await Promise.all([
      claimsBaskets([first, wanted]),
      claims(idsOf([wanted, last]), { offerId: rivals.offerId }, rival),
    ]);
    expect(answers.filter((answer) => 'claims' in answer)).toHaveLength(1);
    const held = [...(await heldOf(shop)), ...(await heldOf(rivals))];
    expect(held).toContainEqual({ held: 2 });
    expect(held).toContainEqual({ held: 0 });
    const { rowCount } = await asOwner('SELECT FROM claim WHERE request_id = ANY ($1::uuid[])', [
      [first, last, wanted].map(({ requestId }) => requestId),
    ]);
    expect(rowCount).toBe(2);
  });

  it('and a single claim at once for one of them: either, never a part', async () => {
    const faster = await aVouchedHome(world);
    for (let turn = 0; turn < 3; turn += 1) {
      const its = [await aBasket(), await aBasket()];
      const wanted = its[turn % 2]?.requestId ?? '';
      const [run, single] = await Promise.all([claimsBaskets(its), claimRequest(world, faster, wanted)]);
      expect('claims' in run).toBe(single.claim === undefined);
      const { rowCount } = await asOwner('SELECT FROM claim WHERE request_id = ANY ($1::uuid[])', [
        its.map(({ requestId }) => requestId),
      ]);
      expect(rowCount).toBe('claims' in run ? 2 : 1);
      for (const claim of ('claims' in run ? run['claims'] : []) as Json[]) {
        await move(world, 'retractClaim', home, String(claim['id']));
      }
    }
  });

  it('is written for nobody who did not say so: the database refuses it', async () => {
    const basket = await aBasket({ sharesTrip: false });
    const { claim } = await claimRequest(world, home, basket.requestId);
    await expect(asOwner('UPDATE claim SET others_on_trip = true WHERE id = $1', [claim?.id])).rejects.toThrow();
  });
});
