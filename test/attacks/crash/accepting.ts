/** A family's yes that is broken off: the claim is accepted once with a copy of the handoff that opens, or still waits. */
import { aProposedClaim, openHandoff, readClaim } from '../../world/claims.js';
import { aGrocery, type Json } from '../../world/families.js';
import type { World } from '../../world/world.js';
import { type Attempt, newKey } from './attempt.js';
import { keysOf, keysThere, liveClaims } from './rows.js';
import { codeOf, MAY_BE_TOLD_AGAIN, send } from './told.js';

export async function anAcceptOf(world: World): Promise<Attempt> {
  const { claimId, home, family, request } = await aProposedClaim(world, { request: await aGrocery(world) });
  const call = {
    document:
      'mutation ($input: AcceptClaimInput!) { acceptClaim(input: $input) { ... on ClaimMoved { claim { id status } } ... on Refusal { code } } }',
    variables: { input: { claimId } },
    caller: { token: family.token, idempotencyKey: newKey() },
  };
  const standing = async () => {
    const [claim, ...others] = await liveClaims(world, request.requestId);
    const wrong = claim?.id !== claimId || others.length > 0 ? ['the proposal is gone, or not alone'] : [];
    const keys = await keysOf(world, [request.requestId]);
    if (claim?.status === 'ACCEPTED' && keys.length !== 1) wrong.push('an accepted claim has no copy of the handoff');
    if ((await keysThere(world, keys)).length < keys.length) wrong.push('the copy of a handoff has no key');
    return { status: claim?.status, wrong };
  };
  return {
    ...call,
    rightAfter: async ({ answer }) => {
      const { status, wrong } = await standing();
      if (answer && codeOf(answer) === null && status !== 'ACCEPTED') wrong.push('a yes that was acknowledged is lost');
      return wrong;
    },
    seeThrough: async () => {
      const told = await send(world, call);
      const { status, wrong } = await standing();
      if (!MAY_BE_TOLD_AGAIN.includes(codeOf(told))) wrong.push(`the yes, sent again, is refused: ${codeOf(told)}`);
      if (status !== 'ACCEPTED') wrong.push('after all the claim is not accepted');
      const read = await readClaim<Json>(world, home, claimId);
      if (read?.['status'] !== status) wrong.push('the home reads another status');
      const { handoff } = await openHandoff(world, home, claimId);
      if (!handoff?.['contact']) wrong.push('the handoff of an accepted claim does not open');
      return wrong;
    },
  };
}
