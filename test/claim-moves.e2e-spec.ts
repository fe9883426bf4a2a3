/** A claim moves as its domain says and no other way: the database refuses every other move, and the API every step at the wrong time. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decideAccept, decideDecline, decideRetract } from '../src/claim/domain/answer-claim.js';
import {
  CancelReason,
  ClaimShape,
  type ClaimState,
  ClaimStatus,
  Party,
  ReleaseReason,
} from '../src/claim/domain/claim.js';
import { claimOf, NOON } from '../src/claim/domain/claim.samples.js';
import { type ClaimStep, effectsOf } from '../src/claim/domain/claim-step.js';
import { decideConfirm, decideDispute, decideMarkDelivered, decideSettle } from '../src/claim/domain/deliver-claim.js';
import { decideCancel, decideOverdue, decideRelease } from '../src/claim/domain/end-claim.js';
import {
  decideConfirmGift,
  decideMarkPaid,
  decideMarkReceived,
  decideSettleMoney,
} from '../src/claim/domain/money-claim.js';
import { type Decision, refuse } from '../src/kernel/decision.js';
import { days, later } from '../src/kernel/duration.js';
import { databaseErrorCode } from '../src/platform/database/database.js';
import type { Transaction } from '../src/platform/database/transaction.js';
import {
  aDeliveredClaim,
  anAcceptedClaim,
  aProposedClaim,
  type ClaimMutation,
  move,
  moved,
  type TestClaim,
} from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { comeBack, type Json } from './world/families.js';
import { type TestCoordinator, theHostsCoordinator } from './world/people.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest } from './world/rows.js';
import { World } from './world/world.js';

/** Every way in which the domain moves a claim, whoever does it. */
function steps(claim: ClaimState, now: Date): Decision<ClaimStep>[] {
  const everybody = Object.values(Party);
  return [
    decideAccept(claim, everybody, now),
    decideDecline(claim, ['FAMILY'], now),
    decideRetract(claim, everybody, now),
    ...Object.values(ReleaseReason).map((reason) => decideRelease(claim, reason, now)),
    ...Object.values(CancelReason).map((reason) => decideCancel(claim, reason, now)),
    decideMarkDelivered(claim, null, now),
    decideConfirm(claim, 'FAMILY', now),
    ...everybody.map((party) => decideDispute(claim, party, now)),
    ...(['CONFIRMED', 'RETURNED'] as const).flatMap((outcome) => [
      decideSettle(claim, outcome, now),
      decideSettleMoney(claim, outcome, now),
    ]),
    decideMarkReceived(claim, null, now),
    decideMarkPaid(claim, null, now),
    decideConfirmGift(claim, now),
    decideOverdue(claim, now),
  ];
}

/** As `claimOf` names them: LAPSED_EARLY is a proposal that lapsed. */
const STARTS = [...Object.values(ClaimStatus), 'LAPSED_EARLY'] as const;
const shapes = Object.values(ClaimShape);

function movesOf(shape: ClaimShape, start: string): readonly ClaimStatus[] {
  const claim = claimOf(shape, start);
  const reached = [NOON, later(NOON, days(1)), later(NOON, days(60))].flatMap((now) => steps(claim, now));
  return Object.values(ClaimStatus).filter(
    (status) => status !== claim.status && reached.some((step) => step.accepted && step.value.claim.status === status),
  );
}

describe('the database', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(async () => {
    await world.close();
  });

  const attempts = shapes.flatMap((shape) =>
    STARTS.filter((start) => !(shape !== 'MEETING' && (start === 'PROPOSED' || start === 'LAPSED_EARLY'))).map(
      (start) => [shape, start] as const,
    ),
  );

  it.each(attempts)('moves a %s claim from %s exactly as the domain does', async (shape, start) => {
    const [home, request] = [await aWrittenHome(world), await aWrittenRequest(world)];
    const offerId = await aWrittenOffer(world, { homeId: home.homeId });
    const from = start === 'LAPSED_EARLY' ? 'LAPSED' : start;
    const sides = {
      request: shape === 'GIVING' ? null : request.requestId,
      occurrence: shape === 'GIVING' ? null : request.occurrenceIds[0],
      offer: shape === 'RECEIVING' ? null : offerId,
      home: shape === 'RECEIVING' ? null : home.homeId,
    };
    const moves: ClaimStatus[] = [];
    for (const to of Object.values(ClaimStatus)) {
      if (to !== from && (await isMoved(world, shape, sides, start, to))) moves.push(to);
    }
    expect(moves).toEqual(movesOf(shape, start));
  });
});

/** In a transaction that is rolled back in any case. */
async function isMoved(
  world: World,
  shape: ClaimShape,
  sides: Readonly<Record<'request' | 'occurrence' | 'offer' | 'home', string | null | undefined>>,
  start: string,
  to: ClaimStatus,
): Promise<boolean> {
  const id = randomUUID();
  const from = start === 'LAPSED_EARLY' ? 'LAPSED' : (start as ClaimStatus); // the only name that is no status
  const attempt = async (tx: Transaction) => {
    await tx.query(
      'write-claim-to-move',
      `INSERT INTO claim (id, shape, kind, request_id, occurrence_id, offer_id, home_id, partner_id, status, proposed_by,
         consents_needed, planned_half, planned_time_zone, planned_ends_at, begun_half, accepted_at, ended_at, confirmed_by)
       SELECT $1, $2, $3, $4, $5, $6, $7, p.id, $8, 'HOME', '{}', 0, 'UTC', $9, 0, $10, $11, $12 FROM partner p WHERE p.is_host`,
      [
        id,
        shape,
        shape === 'MEETING' ? 'GROCERY' : 'MONEY',
        sides.request,
        sides.occurrence,
        sides.offer,
        sides.home,
        from,
        NOON,
        start === 'PROPOSED' || start === 'LAPSED_EARLY' ? null : NOON,
        effectsOf[from].ends ? NOON : null,
        from === 'CONFIRMED' ? 'FAMILY' : null,
      ],
    );
    await tx.query('move-claim', 'UPDATE claim SET status = $2, ended_at = $3, confirmed_by = $4 WHERE id = $1', [
      id,
      to,
      effectsOf[to].ends ? NOON : null,
      to === 'CONFIRMED' ? 'FAMILY' : null,
    ]);
    return refuse('BUSY');
  };
  try {
    await world.instance.owner.database.transaction(attempt);
    return true;
  } catch (error) {
    // What the trigger raises; anything else is a mistake of this test.
    expect(databaseErrorCode(error)).toBe('23000');
    return false;
  }
}

/** Each column by whoever may take the step at the right time. ok: not tried, since it would move. */
const REFUSED = `
  status     accept retract decline extend release deliver confirm dispute settle cancel noShow revoke
  PROPOSED   ok     ok      ok      ws     ws      ws      ws      ws      ws     ok     ws     ws
  ACCEPTED   ws     ws      ws      ok     ok      ok      ok      ws      ws     ok     ws     ok
  DELIVERED  ws     ws      ws      ws     ws      ws      ok      ok      ws     ws     ws     ws
  DISPUTED   ws     ws      ws      ws     ws      ws      ws      ws      ok     ws     ws     ws
  CONFIRMED  ws     ws      ws      ws     ws      ws      ws      ws      ws     ws     ws     ws
  RETURNED   ws     ws      ws      ws     ws      ws      ws      ws      ws     ws     ws     ws
  DECLINED   ws     ws      ws      ws     ws      ws      ws      ws      ws     ws     ws     ws
  RETRACTED  ws     ws      ws      ws     ws      ws      ws      ws      ws     ws     ws     ws
  RELEASED   ws     ws      ws      ws     ws      ws      ws      ws      ws     ws     ws     ws
  CANCELLED  ws     ws      ws      ws     ws      ws      ws      ws      ws     ws     ws     ws
  LAPSED     lo     lo      lo      lo     lo      ok      lo      lo      lo     lo     lo     lo`;
const CODES: Readonly<Record<string, string>> = { ws: 'WRONG_STATE', lo: 'LEASE_OVER' };

describe('the API', () => {
  let world: World;
  let coordinator: TestCoordinator;
  beforeAll(async () => {
    world = await World.open();
    coordinator = await theHostsCoordinator(world);
  });
  afterAll(async () => {
    await world.close();
  });

  const [head = [], ...rows] = REFUSED.trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/));

  it.each(rows)('refuses what a %s claim cannot do, and changes nothing', async (status = '', ...cells) => {
    const claim = await aClaimIn(world, status, coordinator);
    const family = { token: await comeBack(world, claim.request.returnCode) };
    const steps: Readonly<Record<string, () => Promise<Json>>> = {
      accept: () => step('acceptClaim', family),
      retract: () => step('retractClaim', claim.home),
      decline: () => step('declineClaim', family),
      extend: () => step('extendLease', claim.home),
      release: () => step('releaseClaim', claim.home, { reason: 'CANNOT_COME' }),
      deliver: () => step('markDelivered', claim.home),
      confirm: () => step('confirmReceipt', family),
      dispute: () => step('disputeClaim', family),
      settle: () => step('settleDispute', coordinator, { outcome: 'CONFIRMED' }),
      cancel: () => step('cancelClaim', family),
      noShow: () => step('reportNoShow', family),
      revoke: () => step('revokeDisclosure', family),
    };
    const step = async (mutation: ClaimMutation, by: { token: string }, its: Json = {}): Promise<Json> => ({
      ...(await move(world, mutation, by, claim.claimId, its)),
    });
    const before = await everythingStored(world);
    for (const [at, cell] of cells.entries()) {
      const name = head[at + 1] ?? '';
      if (cell !== 'ok') expect({ name, ...(await steps[name]?.()) }).toMatchObject({ name, code: CODES[cell] });
    }
    expect(await everythingStored(world)).toEqual(before);
  });

  it('knows of no claim that is not the viewer’s, and lets nobody act for another side', async () => {
    const { claimId, home, family } = await anAcceptedClaim(world);
    const other = await aProposedClaim(world);
    const before = await everythingStored(world);
    for (const stranger of [other.home, other.family]) {
      for (const mutation of ['acceptClaim', 'declineClaim', 'retractClaim', 'disputeClaim'] as const) {
        expect(await move(world, mutation, stranger, claimId)).toMatchObject({ code: 'NOT_FOUND' });
      }
    }
    expect(await move(world, 'markDelivered', other.home, claimId)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await move(world, 'confirmReceipt', other.family, claimId)).toMatchObject({ code: 'NOT_FOUND' });
    // A coordinator who did not take the request in speaks for nobody but its partner.
    for (const mutation of ['confirmReceipt', 'cancelClaim', 'reportNoShow', 'revokeDisclosure'] as const) {
      expect(await move(world, mutation, coordinator, claimId)).toMatchObject({ code: 'NOT_ALLOWED' });
    }
    for (const [mutation, by] of [
      ['cancelClaim', home],
      ['releaseClaim', family],
      ['approveClaim', home],
    ] as const) {
      const input =
        mutation === 'releaseClaim' ? `{ claimId: "${claimId}", reason: OTHER }` : `{ claimId: "${claimId}" }`;
      const answer = await world.call(
        `mutation { ${mutation}(input: ${input}) { __typename } }`,
        {},
        { token: by.token },
      );
      expect(answer.errors[0]?.extensions.code).toBe('NOT_ALLOWED');
    }
    expect(await everythingStored(world)).toEqual(before);
  });
});

/** A claim that a home proposed for tomorrow, as far on as it is said. */
async function aClaimIn(world: World, status: string, coordinator: TestCoordinator): Promise<TestClaim> {
  switch (status) {
    case 'PROPOSED':
      return aProposedClaim(world);
    case 'ACCEPTED':
      return anAcceptedClaim(world);
    case 'DELIVERED':
      return aDeliveredClaim(world);
    case 'DISPUTED':
    case 'RETURNED': {
      const claim = await aDeliveredClaim(world);
      await moved(world, 'disputeClaim', claim.home, claim.claimId);
      if (status === 'RETURNED')
        await moved(world, 'settleDispute', coordinator, claim.claimId, { outcome: 'RETURNED' });
      return claim;
    }
    case 'CONFIRMED': {
      const claim = await anAcceptedClaim(world);
      await moved(world, 'confirmReceipt', claim.family, claim.claimId);
      return claim;
    }
    case 'DECLINED':
    case 'RETRACTED': {
      const claim = await aProposedClaim(world);
      const [mutation, by] =
        status === 'DECLINED' ? (['declineClaim', claim.family] as const) : (['retractClaim', claim.home] as const);
      await moved(world, mutation, by, claim.claimId);
      return claim;
    }
    case 'RELEASED': {
      const claim = await anAcceptedClaim(world);
      await moved(world, 'releaseClaim', claim.home, claim.claimId, { reason: 'CANNOT_COME' });
      return claim;
    }
    case 'CANCELLED': {
      const claim = await anAcceptedClaim(world);
      await moved(world, 'cancelClaim', claim.family, claim.claimId);
      return claim;
    }
    default: {
      // LAPSED: nobody wrote it down, the clock alone has come to it. Twelve hours after tomorrow's morning.
      const claim = await anAcceptedClaim(world);
      world.clock.advance({ days: 1, hours: 14 });
      return claim;
    }
  }
}
