/** An opening that is broken off: whoever read the words is written down, and whoever did not opens it again. */
import { anAcceptedClaim } from '../../world/claims.js';
import { aGrocery } from '../../world/families.js';
import type { World } from '../../world/world.js';
import { type Attempt, newKey } from './attempt.js';
import { disclosuresOf } from './rows.js';
import { answerIn, codeOf, send } from './told.js';

/** Where the words are read: that their key is there may be looked up before. */
export const WORDS_IN_HAND = 'claim/handoff-copies#open/';

export async function anOpening(world: World): Promise<Attempt> {
  const { claimId, home } = await anAcceptedClaim(world, { request: await aGrocery(world) });
  const call = {
    document: `mutation ($input: OpenHandoffInput!) { openHandoff(input: $input) {
      ... on HandoffOpened { handoff { contact place } } ... on Refusal { code } } }`,
    variables: { input: { claimId } },
    caller: { token: home.token, idempotencyKey: newKey() },
  };
  let written = 0;
  return {
    ...call,
    rightAfter: async ({ answer, passed }) => {
      written = await disclosuresOf(world, claimId);
      const wrong = written > 1 ? [`one opening is written down ${written} times`] : [];
      const isOpened = answer && codeOf(answer) === null;
      if (isOpened && written === 0) wrong.push('a handoff was answered, and nothing is written down');
      if (passed.some((point) => point.startsWith(WORDS_IN_HAND)) && written === 0)
        wrong.push('a handoff was read, and nothing is written down');
      return wrong;
    },
    seeThrough: async () => {
      const told = await send(world, call);
      const now = await disclosuresOf(world, claimId);
      const wrong = now === written + 1 ? [] : [`an opening after ${written} makes ${now}`];
      if (codeOf(told) !== null) wrong.push(`the handoff does not open again: ${codeOf(told)}`);
      else if (!answerIn(told)['handoff']) wrong.push('the handoff opens empty');
      return wrong;
    },
  };
}
