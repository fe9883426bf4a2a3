/** Runs: rides that go together are claimed in one step, all or nothing, and nobody learns more of the others than that they ride along. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { claimRequest, tomorrow } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aRide, type Json, type TestRequest } from './world/families.js';
import { aGroceryOffer, aRideOffer, type TestOffer } from './world/offers.js';
import { aVouchedHome, type TestHome } from './world/people.js';
import { widenedAsFarAsTheyGo } from './world/widened.js';
import { World } from './world/world.js';

interface SuggestedRun {
  readonly plannedFor: Json;
  readonly stops: readonly { readonly occurrenceId: string; readonly request: { readonly id: string } }[];
}

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
  // What earlier stories left is nobody's ride of this one.
  await asOwner('UPDATE ride_request SET shares_trip = false');
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
      ... on RunClaimed { claims { id status othersRideAlong request { id } } } ... on Refusal { code path } } }`,
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

describe('a run', () => {
  it('is suggested of rides that may be shared, and claimed in one step', async () => {
    const [one, other] = [await aShared(), await aShared()];
    const alone = await aShared({ sharesTrip: false });
    const [run, ...more] = await suggested();
    expect(more).toEqual([]);
    expect(run?.stops.map(({ occurrenceId }) => occurrenceId).sort()).toEqual(idsOf([one, other]).sort());
    const claimed = await claims(idsOf([one, other]), { plannedFor: run?.plannedFor });
    expect(claimed['claims']).toHaveLength(2);
    for (const claim of claimed['claims'] as Json[]) {
      expect(claim).toMatchObject({ status: 'PROPOSED', othersRideAlong: true });
    }
    // The families: that somebody rides along, and nothing of whom.
    const { text } = await world
      .call(
        '{ myClaims { id othersRideAlong offer { lines { quantity } home { shortName } } request { id alias } } }',
        {},
        { token: one.token },
      )
      .then(({ data }) => ({ text: JSON.stringify(data) }));
    expect(text).toContain('"othersRideAlong":true');
    for (const its of [other.requestId, other.occurrenceId, other.alias]) expect(text).not.toContain(its);
    const by = await claimRequest(world, home, alone.requestId, { plannedFor: tomorrow(world, 'AFTERNOON') });
    const { claim } = await world.ask<{ claim: Json }>(
      'query ($id: ID!) { claim(id: $id) { othersRideAlong } }',
      { id: by.claim?.id },
      { token: home.token },
    );
    expect(claim).toEqual({ othersRideAlong: false });
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

  it('is written for nobody who did not say so: the database refuses it', async () => {
    const ride = await aShared({ sharesTrip: false });
    const { claim } = await claimRequest(world, home, ride.requestId);
    await expect(asOwner('UPDATE claim SET others_ride_along = true WHERE id = $1', [claim?.id])).rejects.toThrow();
  });
});
