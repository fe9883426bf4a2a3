/** A claim is placed from either side, whole or in part, and lives its life: quantities are held, spent and put back on both sides. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aDeliveredClaim,
  anAcceptedClaim,
  aProposedClaim,
  capacityOf,
  claimOffer,
  claimRequest,
  move,
  moved,
  openHandoff,
  quantitiesOf,
  readClaim,
  tomorrow,
  unbalanced,
} from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, aMoneyRequest, aRide, aTimeRequest, comeBack, dateIn, windowIn } from './world/families.js';
import { aGroceryOffer, aMoneyOffer, aRideOffer, aTimeOffer } from './world/offers.js';
import {
  aHome,
  aTrustedHome,
  aVouchedHome,
  type TestCoordinator,
  type TestHome,
  theHostsCoordinator,
} from './world/people.js';
import { World } from './world/world.js';

describe('claims', () => {
  let world: World;
  let home: TestHome;
  let coordinator: TestCoordinator;
  beforeAll(async () => {
    world = await World.open();
    coordinator = await theHostsCoordinator(world);
  });
  afterAll(async () => {
    await world.close();
  });
  afterEach(async () => {
    expect(await unbalanced(world)).toEqual([]);
  });
  const aNewHome = async () => {
    home = await aVouchedHome(world);
    return home;
  };
  /** Refused, and both databases are as they were. */
  const refused = async (
    call: () => Promise<{ code?: string; path?: readonly string[] | null }>,
    code: string,
    path?: string,
  ) => {
    const before = await everythingStored(world);
    const answer = await call();
    expect(answer).toMatchObject({ code, ...(path && { path: path.split('.') }) });
    expect(await everythingStored(world)).toEqual(before);
  };

  describe('without an offer', () => {
    it('takes all that remains, and makes an offer for exactly that', async () => {
      await aNewHome();
      const request = await aGrocery(world);
      const fields = `id status waitingFor plannedFor { date half } leaseEndsAt proposedBy shape
        offer { id kind lines { unit quantity remaining } home { circle tier } }
        lines { quantity offerQuantity requestLine { label unit remaining } offerLine { unit } }
        request { id status claims { id } }`;
      const { claim } = await claimRequest(world, home, request.requestId, {}, fields);
      expect(claim).toMatchObject({
        status: 'PROPOSED',
        shape: 'MEETING',
        proposedBy: 'HOME',
        waitingFor: ['FAMILY'],
        plannedFor: tomorrow(world),
        leaseEndsAt: new Date(world.clock.now().getTime() + 24 * 3_600_000).toISOString(),
        offer: { kind: 'GROCERY', lines: [{ unit: 'RUN', quantity: 1, remaining: 0 }] },
        request: { id: request.requestId, status: 'CLAIMED', claims: [{ id: claim?.id }] },
      });
      expect(claim?.['lines']).toEqual([
        {
          quantity: 2,
          offerQuantity: 1,
          requestLine: { label: 'Rice', unit: 'BAG', remaining: 0 },
          offerLine: { unit: 'RUN' },
        },
        {
          quantity: 3,
          offerQuantity: 0,
          requestLine: { label: 'Milk', unit: 'GALLON', remaining: 0 },
          offerLine: { unit: 'RUN' },
        },
      ]);
      expect(await quantitiesOf(world, request.requestId)).toEqual([
        { quantity: 2, held: 2, spent: 0 },
        { quantity: 3, held: 3, spent: 0 },
      ]);
    });

    it('takes lines, whole or in part, and leaves the rest to others', async () => {
      const request = await aGrocery(world);
      const [rice, milk] = request.lineIds;
      const first = await aProposedClaim(world, { request, claim: { lines: [{ requestLineId: milk, quantity: 1 }] } });
      const second = await aProposedClaim(world, { request, claim: { lines: [{ requestLineId: rice }] } });
      expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 2 }, { held: 1 }]);
      // Each home reads its own claim, the family both.
      const claims = async (token: string) => {
        const { request: its } = await world.ask<{ request: { claims: { id: string }[] } }>(
          `query ($id: ID!) { request(id: $id) { claims { id } } }`,
          { id: request.requestId },
          { token },
        );
        return its.claims.map(({ id }) => id).toSorted();
      };
      expect(await claims(first.home.token)).toEqual([first.claimId]);
      expect(await claims(request.token)).toEqual([first.claimId, second.claimId].toSorted());
      await aNewHome();
      await refused(
        () => claimRequest(world, home, request.requestId, { lines: [{ requestLineId: milk, quantity: 3 }] }),
        'NOTHING_LEFT',
        'lines.0',
      );
    });

    it('is accepted at once where the family said yes beforehand, to a trusted home; a vouched one waits for the family', async () => {
      const trusted = await aTrustedHome(world);
      const request = await aTimeRequest(world, { acceptance: 'ANY_TRUSTED_HOME' });
      const { claim } = await claimRequest(world, trusted, request.requestId);
      expect(claim).toMatchObject({ status: 'ACCEPTED', waitingFor: [] });

      const waits = await aProposedClaim(world, {
        request: await aTimeRequest(world, { acceptance: 'ANY_TRUSTED_HOME' }),
      });
      expect(await readClaim(world, waits.home, waits.claimId)).toMatchObject({
        status: 'PROPOSED',
        waitingFor: ['FAMILY'],
      });
      expect(await openHandoff(world, waits.home, waits.claimId)).toEqual({ code: 'HANDOFF_CLOSED' });
      // No coordinator says it instead.
      expect(await move(world, 'approveClaim', coordinator, waits.claimId)).toMatchObject({
        code: 'NOT_WAITING_FOR_YOU',
      });
      expect(await move(world, 'acceptClaim', waits.family, waits.claimId)).toMatchObject({
        claim: { status: 'ACCEPTED', waitingFor: [] },
      });
      expect(await openHandoff(world, waits.home, waits.claimId)).toHaveProperty('handoff');
    });

    it('waits for a coordinator where the family left it to one, and for childcare in person besides', async () => {
      const left = await aProposedClaim(world, { request: await aRide(world, { acceptance: 'MY_COORDINATOR' }) });
      expect(await readClaim(world, left.home, left.claimId)).toMatchObject({ waitingFor: ['COORDINATOR'] });
      expect(await move(world, 'acceptClaim', left.family, left.claimId)).toMatchObject({
        code: 'NOT_WAITING_FOR_YOU',
      });
      expect(await move(world, 'approveClaim', coordinator, left.claimId)).toMatchObject({
        claim: { status: 'ACCEPTED' },
      });

      const childcare = await aProposedClaim(world, { request: await aTimeRequest(world, { skill: 'CHILDCARE' }) });
      expect(await move(world, 'acceptClaim', childcare.family, childcare.claimId)).toMatchObject({
        claim: { status: 'PROPOSED', waitingFor: ['COORDINATOR'] },
      });
      expect(await move(world, 'approveClaim', coordinator, childcare.claimId)).toMatchObject({
        claim: { status: 'ACCEPTED' },
      });
    });

    it('is refused to homes that may not, and where nothing is there for them', async () => {
      const request = await aRide(world);
      const stranger = await aHome(world);
      await refused(() => claimRequest(world, stranger, request.requestId), 'NOT_VOUCHED');
      await aNewHome();
      await refused(() => claimRequest(world, home, crypto.randomUUID()), 'NOT_FOUND');
      await refused(() => claimRequest(world, home, 'nonsense'), 'NOT_FOUND');
      const money = await aMoneyRequest(world);
      await refused(() => claimRequest(world, home, money.requestId), 'NOT_FOUND');
      const hidden = await aRide(world, { hideFromHomes: [{ email: home.email }] });
      await refused(() => claimRequest(world, home, hidden.requestId), 'NOT_FOUND');
    });

    it('is refused outside the window, in part where it may not be split, and when it does not fit', async () => {
      await aNewHome();
      const ride = await aRide(world);
      const id = ride.requestId;
      const at = (date: string, half = 'MORNING') => ({ plannedFor: { date, half } });
      await refused(() => claimRequest(world, home, id, at(dateIn(world, 2))), 'PLANNED_OUTSIDE_WINDOW', 'plannedFor');
      await refused(() => claimRequest(world, home, id, at(dateIn(world, -1))), 'PLANNED_OUTSIDE_WINDOW', 'plannedFor');
      const whenever = await aRide(world, { window: null });
      const late = at(dateIn(world, 16));
      await refused(() => claimRequest(world, home, whenever.requestId, late), 'PLANNED_OUTSIDE_WINDOW');
      const half = { lines: [{ requestLineId: ride.lineIds[0], quantity: 1 }] };
      await refused(() => claimRequest(world, home, id, half), 'NOT_DIVISIBLE', 'lines.0');
      const foreign = { lines: [{ requestLineId: whenever.lineIds[0] }] };
      await refused(() => claimRequest(world, home, id, foreign), 'INVALID_INPUT', 'lines.0.requestLineId');
      for (const quantity of [0, -1, 1_000_000]) {
        const lines = [{ requestLineId: ride.lineIds[0], quantity }];
        await refused(() => claimRequest(world, home, id, { lines }), 'QUANTITY_OUT_OF_RANGE', 'lines.0.quantity');
      }
      await refused(() => claimRequest(world, home, id, { lines: [] }), 'INVALID_INPUT', 'lines');
      const other = { occurrenceId: whenever.occurrenceId };
      await refused(() => claimRequest(world, home, id, other), 'NOT_FOUND');
      const ramp = await aRide(world, { wheelchair: 'RAMP' });
      await refused(() => claimRequest(world, home, ramp.requestId), 'DOES_NOT_FIT');
    });

    it('takes one time of a series, which has to be named, and leaves it to the home that is asked first', async () => {
      await aNewHome();
      const series = await aRide(world, { series: { rule: 'FREQ=DAILY;COUNT=4' } });
      const { request } = await world.ask<{ request: { occurrences: { id: string; window: { from: string } }[] } }>(
        `query ($id: ID!) { request(id: $id) { occurrences { id window { from } } } }`,
        { id: series.requestId },
        { token: series.token },
      );
      const [, second, third] = request.occurrences;
      const plannedFor = { date: second?.window.from, half: 'MORNING' };
      await refused(() => claimRequest(world, home, series.requestId, { plannedFor }), 'INVALID_INPUT', 'occurrenceId');
      const { claim } = await claimRequest(world, home, series.requestId, { plannedFor, occurrenceId: second?.id });
      expect(claim).toMatchObject({ status: 'PROPOSED' });
      expect((await quantitiesOf(world, series.requestId)).map(({ held }) => held)).toEqual([0, 2, 0, 0]);

      const until = new Date(world.clock.now().getTime() + 3_600_000);
      await world.instance.owner.database.query(
        'ask-first-in-test',
        'UPDATE occurrence SET first_refusal_home_id = $2, first_refusal_until = $3 WHERE id = $1',
        [third?.id, home.homeId, until],
      );
      const its = { plannedFor: { date: third?.window.from, half: 'MORNING' }, occurrenceId: third?.id };
      const other = await aVouchedHome(world);
      expect(await claimRequest(world, other, series.requestId, its)).toMatchObject({
        code: 'FIRST_REFUSAL',
        retryAfterSeconds: 3600,
      });
      expect((await claimRequest(world, home, series.requestId, its)).claim).toBeDefined();
    });

    it('is refused to a home with too much in hand', async () => {
      await aNewHome();
      const requests = await Promise.all(Array.from({ length: 11 }, () => aRide(world)));
      const [last, ...others] = requests;
      for (const { requestId } of others) expect((await claimRequest(world, home, requestId)).claim).toBeDefined();
      await refused(() => claimRequest(world, home, last?.requestId ?? ''), 'TOO_MANY_PROPOSALS');
    });
  });

  describe('out of an offer', () => {
    it('takes from its capacity, from either side, and gives it back once', async () => {
      await aNewHome();
      const offer = await aRideOffer(world, home, { seats: 3 });
      const request = await aRide(world, { returnLeg: true });
      const { claim } = await claimRequest(world, home, request.requestId, { offerId: offer.offerId });
      expect(await capacityOf(world, offer.offerId)).toMatchObject([{ held: 2 }, { held: 2 }]);
      const again = await aRide(world);
      await refused(() => claimRequest(world, home, again.requestId, { offerId: offer.offerId }), 'OFFER_EXHAUSTED');
      await moved(world, 'retractClaim', home, claim?.id ?? '');
      expect(await capacityOf(world, offer.offerId)).toMatchObject([{ held: 0 }, { held: 0 }]);
      await refused(() => move(world, 'retractClaim', home, claim?.id ?? ''), 'WRONG_STATE');

      const proposed = await claimOffer(world, { token: again.token }, again.requestId, offer.offerId);
      expect(proposed.claim).toMatchObject({ status: 'PROPOSED', waitingFor: ['HOME'] });
      expect(await move(world, 'acceptClaim', { token: again.token }, proposed.claim?.id ?? '')).toMatchObject({
        code: 'NOT_WAITING_FOR_YOU',
      });
      expect(await move(world, 'acceptClaim', home, proposed.claim?.id ?? '')).toMatchObject({
        claim: { status: 'ACCEPTED' },
      });
      expect(await capacityOf(world, offer.offerId)).toMatchObject([{ held: 2 }, { held: 0 }]);
    });

    it('takes as much as the offer has of what may be split', async () => {
      await aNewHome();
      const offer = await aTimeOffer(world, home, { minutes: 60 });
      const request = await aTimeRequest(world);
      const { claim } = await claimRequest(
        world,
        home,
        request.requestId,
        { offerId: offer.offerId },
        'id lines { quantity }',
      );
      expect(claim?.['lines']).toEqual([{ quantity: 60 }]);
      expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 120, held: 60, spent: 0 }]);
      await moved(world, 'acceptClaim', { token: request.token }, claim?.id ?? '');
      await moved(world, 'confirmReceipt', { token: request.token }, claim?.id ?? '');
      expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 120, held: 0, spent: 60 }]);
      expect(await capacityOf(world, offer.offerId)).toEqual([{ quantity: 60, held: 0, spent: 60 }]);
    });

    it('is refused when the offer is not one for it', async () => {
      await aNewHome();
      const request = await aRide(world);
      const claimWith =
        (offerId: string, id = request.requestId) =>
        () =>
          claimRequest(world, home, id, { offerId });
      const groceries = await aGroceryOffer(world, home);
      await refused(claimWith(groceries.offerId), 'DOES_NOT_FIT');
      const inSeattle = await aRideOffer(world, home, { place: { postalCode: { country: 'US', code: '98101' } } });
      await refused(claimWith(inSeattle.offerId), 'DOES_NOT_FIT');
      const money = await aMoneyOffer(world, home);
      await refused(claimWith(money.offerId), 'MONEY_THROUGH_PARTNER');
      const days = (count: number) => ({
        from: dateIn(world, count),
        fromHalf: 'MORNING',
        until: dateIn(world, count),
        untilHalf: 'AFTERNOON',
      });
      const nextWeek = await aRideOffer(world, home, { windows: [days(7)] });
      await refused(claimWith(nextWeek.offerId), 'PLANNED_OUTSIDE_WINDOW', 'plannedFor');
      const others = await aRideOffer(world, await aVouchedHome(world));
      await refused(claimWith(others.offerId), 'NOT_FOUND');
      const paused = await aRideOffer(world, home);
      await world.ask(
        `mutation ($input: PauseOfferInput!) { pauseOffer(input: $input) { __typename } }`,
        { input: { offerId: paused.offerId } },
        { token: home.token },
      );
      await refused(claimWith(paused.offerId), 'WRONG_STATE', 'offerId');
      // What was made for one claim serves no other.
      const made = await claimRequest(world, home, request.requestId, {}, 'id offer { id }');
      const madeFor = made.claim?.['offer'] as { id: string } | undefined; // As the fields ask for it.
      await refused(claimWith(madeFor?.id ?? '', (await aRide(world)).requestId), 'NOT_FOUND');
    });

    it('is refused to families and coordinators for what is not theirs, and for money', async () => {
      await aNewHome();
      const offer = await aRideOffer(world, home);
      const request = await aRide(world);
      const stranger = { token: (await aRide(world)).token };
      await refused(() => claimOffer(world, stranger, request.requestId, offer.offerId), 'NOT_FOUND');
      await refused(
        () => claimOffer(world, { token: request.token }, request.requestId, crypto.randomUUID()),
        'NOT_FOUND',
      );
      const money = await aMoneyRequest(world);
      await refused(
        () => claimOffer(world, { token: money.token }, money.requestId, offer.offerId),
        'MONEY_THROUGH_PARTNER',
      );
      const unvouched = await aRideOffer(world, await aHome(world));
      await refused(
        () => claimOffer(world, { token: request.token }, request.requestId, unvouched.offerId),
        'NOT_FOUND',
      );
    });

    it('is proposed to both sides by a coordinator', async () => {
      await aNewHome();
      const offer = await aRideOffer(world, home);
      const request = await aRide(world);
      const { claim } = await claimOffer(world, coordinator, request.requestId, offer.offerId);
      expect(claim).toMatchObject({ status: 'PROPOSED', waitingFor: ['HOME', 'FAMILY'] });
      await moved(world, 'acceptClaim', { token: request.token }, claim?.id ?? '');
      expect(await move(world, 'acceptClaim', home, claim?.id ?? '')).toMatchObject({ claim: { status: 'ACCEPTED' } });
    });
  });

  describe('lives', () => {
    it('from proposal to confirmation, and is spent', async () => {
      const { claimId, home: its, family, request } = await anAcceptedClaim(world);
      expect(await move(world, 'markDelivered', its, claimId)).toMatchObject({
        claim: { status: 'DELIVERED', leaseEndsAt: null },
      });
      expect(await move(world, 'confirmReceipt', family, claimId)).toMatchObject({ claim: { status: 'CONFIRMED' } });
      expect(await readClaim(world, family, claimId, 'confirmedBy')).toEqual({ confirmedBy: 'FAMILY' });
      expect(await quantitiesOf(world, request.requestId)).toEqual([{ quantity: 2, held: 0, spent: 2 }]);
    });

    it('with a short delivery, whose rest is wanted again', async () => {
      const { claimId, home: its, family, request } = await anAcceptedClaim(world, { request: await aGrocery(world) });
      const lines = [{ requestLineId: request.lineIds[1], quantity: 1 }];
      await refused(
        () =>
          move(world, 'markDelivered', its, claimId, { lines: [{ requestLineId: request.lineIds[1], quantity: 4 }] }),
        'QUANTITY_OUT_OF_RANGE',
        'lines.0.quantity',
      );
      await moved(world, 'markDelivered', its, claimId, { lines });
      expect(await quantitiesOf(world, request.requestId)).toMatchObject([{ held: 2 }, { held: 1 }]);
      await aProposedClaim(world, { request });
      await moved(world, 'confirmReceipt', family, claimId);
      expect(await quantitiesOf(world, request.requestId)).toEqual([
        { quantity: 2, held: 0, spent: 2 },
        { quantity: 3, held: 2, spent: 1 },
      ]);
    });

    it.each([
      [
        'RETURNED',
        [
          { held: 0, spent: 0 },
          { held: 0, spent: 0 },
        ],
      ],
      [
        'CONFIRMED',
        [
          { held: 0, spent: 2 },
          { held: 0, spent: 3 },
        ],
      ],
    ])('through a dispute, settled as %s', async (outcome, quantities) => {
      const { claimId, family, home: its, request } = await aDeliveredClaim(world);
      await refused(() => move(world, 'settleDispute', coordinator, claimId, { outcome }), 'WRONG_STATE');
      await moved(world, 'disputeClaim', family, claimId);
      await refused(() => move(world, 'confirmReceipt', family, claimId), 'WRONG_STATE');
      const answer = await world.call(
        `mutation { settleDispute(input: { claimId: "${claimId}", outcome: ${outcome} }) { __typename } }`,
        {},
        { token: its.token },
      );
      expect(answer.errors[0]?.extensions.code).toBe('NOT_ALLOWED');
      expect(await move(world, 'settleDispute', coordinator, claimId, { outcome })).toMatchObject({
        claim: { status: outcome },
      });
      expect(await quantitiesOf(world, request.requestId)).toMatchObject(quantities);
    });

    it('until a no-show makes the request urgent', async () => {
      const {
        claimId,
        family,
        home: its,
        request,
      } = await anAcceptedClaim(world, {
        request: await aRide(world, { window: windowIn(world, 0) }),
        claim: { plannedFor: tomorrow(world, 'AFTERNOON', 0) },
      });
      await refused(() => move(world, 'reportNoShow', family, claimId), 'WRONG_STATE');
      world.clock.advance({ hours: 2 });
      const again = { token: await comeBack(world, request.returnCode) };
      await moved(world, 'reportNoShow', again, claimId);
      expect(await readClaim(world, its, claimId, 'status endReason')).toEqual({
        status: 'CANCELLED',
        endReason: null,
      });
      expect(await readClaim(world, coordinator, claimId, 'endReason')).toEqual({ endReason: 'NO_SHOW' });
      const { request: now } = await world.ask<{ request: { urgency: string; status: string } }>(
        `query ($id: ID!) { request(id: $id) { urgency status } }`,
        { id: request.requestId },
        { token: coordinator.token },
      );
      expect(now).toEqual({ urgency: 'TODAY', status: 'OPEN' });
      const { notices } = await world.ask<{ notices: { edges: { node: { code: string } }[] } }>(
        '{ notices(first: 5) { edges { node { code } } } }',
        {},
        { token: coordinator.token },
      );
      expect(notices.edges[0]?.node.code).toBe('NO_SHOW_REPORTED');
      const { reports } = await world.ask<{ reports: { edges: { node: unknown }[] } }>(
        '{ reports { edges { node { reason reportedBy claim { id } } } } }',
        {},
        { token: coordinator.token },
      );
      expect(reports.edges[0]?.node).toEqual({ reason: 'NO_SHOW', reportedBy: 'FAMILY', claim: { id: claimId } });
    });
  });
});
