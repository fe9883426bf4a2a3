/** A claim that is broken off: it is placed once, or not at all, and nobody else is given what it holds. */
import { claimRequest, openHandoff, readClaim, tomorrow } from '../../world/claims.js';
import { aGrocery, type Json, type TestRequest } from '../../world/families.js';
import { aGroceryOffer } from '../../world/offers.js';
import { aTrustedHome, aVouchedHome, type TestHome } from '../../world/people.js';
import type { World } from '../../world/world.js';
import { type Attempt, type Call, newKey, type Outcome, type Told } from './attempt.js';
import { keysOf, keysThere, liveClaims } from './rows.js';
import { answerIn, codeOf, MAY_BE_TOLD_AGAIN, send } from './told.js';

const PLACED = '... on ClaimPlaced { claim { id status } } ... on Refusal { code }';

/** A home claims groceries whose family gave its yes beforehand: accepted at once, with a copy of the handoff. */
export async function aClaimOfARequest(world: World): Promise<Attempt> {
  const home = await aTrustedHome(world);
  const request = await aGrocery(world, { acceptance: 'ANY_TRUSTED_HOME' });
  return aPlacing(world, request, home, {
    document: `mutation ($input: ClaimRequestInput!) { claimRequest(input: $input) { ${PLACED} } }`,
    variables: { input: { requestId: request.requestId, plannedFor: tomorrow(world) } },
    caller: { token: home.token, idempotencyKey: newKey() },
  });
}

/** A family claims an offer: its own yes, and the copy of what lies in its ring, are given with it. */
export async function aClaimOfAnOffer(world: World): Promise<Attempt> {
  const home = await aVouchedHome(world);
  const request = await aGrocery(world);
  const { offerId } = await aGroceryOffer(world, home, { runs: 1 });
  return aPlacing(world, request, home, {
    document: `mutation ($input: ClaimOfferInput!) { claimOffer(input: $input) { ${PLACED} } }`,
    variables: { input: { requestId: request.requestId, offerId, plannedFor: tomorrow(world) } },
    caller: { token: request.token, idempotencyKey: newKey() },
  });
}

function aPlacing(world: World, { requestId }: TestRequest, home: TestHome, call: Call): Attempt {
  const claimOf = (told: Told) => (answerIn(told)['claim'] as Json | undefined)?.['id'];
  const placedBy = async (outcome: Outcome) => {
    const live = await liveClaims(world, requestId);
    const wrong = live.length > 1 ? [`a request was claimed ${live.length} times`] : [];
    if (live.some(({ homeId }) => homeId !== home.homeId)) wrong.push('another home has the claim');
    const acknowledged = outcome.answer && claimOf(outcome.answer);
    if (acknowledged && live[0]?.id !== acknowledged) wrong.push('a claim that was acknowledged is not there');
    const keys = await keysOf(world, [requestId]);
    if ((await keysThere(world, keys)).length < keys.length) wrong.push('what is sealed of a claim has no key');
    return { live, wrong };
  };
  return {
    ...call,
    rightAfter: async (outcome) => {
      const { live, wrong } = await placedBy(outcome);
      const told = await send(world, call);
      // Whoever asks at once may be told to wait; what it is told is true already.
      if (![...MAY_BE_TOLD_AGAIN, 'KEY_IN_PROGRESS'].includes(codeOf(told)))
        wrong.push(`the claim, sent again at once, is refused: ${codeOf(told)}`);
      if (live[0] && claimOf(told) && claimOf(told) !== live[0].id) wrong.push('the claim was placed anew');
      return wrong;
    },
    seeThrough: async (outcome) => {
      const first = await send(world, call);
      const second = await send(world, call);
      const { live, wrong } = await placedBy(outcome);
      for (const told of [first, second]) {
        if (!MAY_BE_TOLD_AGAIN.includes(codeOf(told))) wrong.push(`the claim, sent again, is refused: ${codeOf(told)}`);
        if (claimOf(told) && claimOf(told) !== live[0]?.id)
          wrong.push('the claim that is told is not the one that is there');
      }
      const [claim] = live;
      if (!claim) return [...wrong, 'after all no claim is there'];
      const another = await claimRequest(world, await aVouchedHome(world), requestId);
      if (another.claim) wrong.push('another home was given what is held');
      const read = await readClaim<Json>(world, home, claim.id);
      if (read?.['status'] !== claim.status) wrong.push('the home does not read its claim');
      if (claim.status === 'ACCEPTED') {
        const { handoff } = await openHandoff(world, home, claim.id);
        if (!handoff?.['contact']) wrong.push('the handoff of an accepted claim does not open');
      }
      return wrong;
    },
  };
}
