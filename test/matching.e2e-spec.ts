/** Matching both ways: the same as asking every pair, and nothing more than a viewer may learn. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MatchOracle } from './world/match-oracle.js';
import { type TestCoordinator, theHostsCoordinator } from './world/people.js';
import { aRandomNeighbourhood, type DrawnHome, type Neighbourhood } from './world/random-neighbourhood.js';
import { type Answer, World } from './world/world.js';

interface Suggested {
  readonly rank: number;
  readonly request: { readonly id: string };
  readonly offer: { readonly id: string };
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
}

const MATCH = 'rank request { id } offer { id } reasons { code text }';
const OFFERS = `query ($requestId: ID!, $occurrenceId: ID, $first: Int! = 50) {
  suggestedOffers(requestId: $requestId, occurrenceId: $occurrenceId, first: $first) { ${MATCH} }
}`;
const REQUESTS = `query ($offerId: ID!, $first: Int! = 50) {
  suggestedRequests(offerId: $offerId, first: $first) { ${MATCH} }
}`;

let world: World;
let coordinator: TestCoordinator;

beforeAll(async () => {
  world = await World.open();
  coordinator = await theHostsCoordinator(world);
});
afterAll(async () => {
  await world.close();
});

describe('suggestions in a random neighbourhood', () => {
  let neighbourhood: Neighbourhood;
  let oracle: MatchOracle;

  beforeAll(async () => {
    neighbourhood = await aRandomNeighbourhood(world, 20260610, { homes: 24, offers: 110, requests: 110 });
    oracle = new MatchOracle(neighbourhood, world.clock.now());
  });

  it('are, for each request, what asking every offer gives', async () => {
    let found = 0;
    for (const request of neighbourhood.requests) {
      const { suggestedOffers } = await world.ask<{ suggestedOffers: Suggested[] }>(
        OFFERS,
        { requestId: request.requestId },
        { token: coordinator.token },
      );
      const expected = oracle.offersFor(request, 50);
      expect(
        suggestedOffers.map(({ offer, rank, reasons }) => [offer.id, rank, reasons.map(({ code }) => code)]),
      ).toEqual(expected.map(({ id, rank, reasons }) => [id, rank, reasons]));
      found += expected.length;
    }
    // Else the neighbourhood would prove nothing.
    expect(found).toBeGreaterThan(150);
  });

  it('are, for each offer, what asking every request gives', async () => {
    const tokens = new Map(neighbourhood.homes.map((home: DrawnHome) => [home.homeId, home.token]));
    let found = 0;
    for (const offer of neighbourhood.offers) {
      const isMoney = offer.kind === 'MONEY';
      const answer: Answer<{ suggestedRequests: Suggested[] }> = await world.call(
        REQUESTS,
        { offerId: offer.id },
        { token: isMoney ? coordinator.token : tokens.get(offer.homeId) },
      );
      const expected = oracle.requestsFor(offer, 50);
      const suggested = answer.data?.suggestedRequests ?? [];
      expect(
        suggested.map(({ request, rank, reasons }) => [request.id, rank, reasons.map(({ code }) => code)]),
      ).toEqual(expected.map(({ id, rank, reasons }) => [id, rank, reasons]));
      found += expected.length;
    }
    expect(found).toBeGreaterThan(150);
  });
});
