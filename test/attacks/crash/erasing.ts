/** An erasure that is broken off: what is gone stays gone, and the family can come back and finish; what was acknowledged is gone at all. */
import { FamilySessions } from '../../../src/requester/family-sessions.js';
import { erasedDigest } from '../../../src/sealing/erasure/erased-digest.js';
import { ErasureJournal } from '../../../src/sealing/erasure/erasure-journal.js';
import { anAcceptedClaim, openHandoff, sendMessage } from '../../world/claims.js';
import { aGrocery, aRide, comeBack } from '../../world/families.js';
import type { World } from '../../world/world.js';
import { type Attempt, type Call, newKey } from './attempt.js';
import { keysOf, keysThere, liveClaims, sealedRowsOf } from './rows.js';
import { codeOf, send } from './told.js';

const DOCUMENT =
  'mutation ($input: EraseRequesterInput!) { eraseRequester(input: $input) { ... on RequesterErased { requests } ... on Refusal { code } } }';

/** A family with two requests: one with an accepted claim that was opened and talked about, one sealed under a key of its own. */
export async function anErasure(world: World): Promise<Attempt> {
  const first = await aGrocery(world);
  const family = { token: first.token };
  const second = await aRide(world, { acceptance: 'ANY_TRUSTED_HOME' }, { family });
  const { claimId, home } = await anAcceptedClaim(world, { request: first });
  await openHandoff(world, home, claimId);
  await sendMessage(world, home, claimId, 'Shall I ring the bell?');
  const requestIds = [first.requestId, second.requestId];
  const keys = await keysOf(world, requestIds);
  const ring = await world.get(FamilySessions).open(first.token, world.clock.now());
  const toNote = [erasedDigest('ring', ring?.verifier ?? ''), ...keys.map((id) => erasedDigest('data_key', id))].map(
    (digest) => digest.toString('hex'),
  );
  const call: Call = {
    document: DOCUMENT,
    variables: { input: { confirm: true } },
    caller: { token: first.token, idempotencyKey: newKey() },
  };
  const ringIsThere = async () => {
    const { rows } = await world.instance.keyStore.database.query(
      'crash: ring there',
      'SELECT FROM ring WHERE selector = $1 AND verifier = $2',
      [ring?.selector, ring?.verifier],
    );
    return rows.length > 0;
  };
  const gone = async () => {
    const wrong = [];
    if ((await keysThere(world, keys)).length > 0) wrong.push('a key of what was erased is there');
    if ((await sealedRowsOf(world, requestIds)) > 0) wrong.push('something sealed of what was erased is there');
    if (await ringIsThere()) wrong.push('the ring of what was erased is there');
    for (const id of requestIds) {
      if ((await liveClaims(world, id)).length > 0) wrong.push('a claim on what was erased lives');
    }
    if ((await openHandoff(world, home, claimId)).handoff) wrong.push('a handoff that was erased opens');
    const noted = await notedIn(world);
    if (!toNote.every((digest) => noted.has(digest))) wrong.push('something that was erased is not in the journal');
    return wrong;
  };
  let goneThen: string[] = [];
  return {
    ...call,
    rightAfter: async ({ answer }) => {
      const there = new Set(await keysThere(world, keys));
      goneThen = keys.filter((id) => !there.has(id));
      const wrong = keys.length < 3 ? ['the family had less to erase than the test means'] : [];
      if (answer && codeOf(answer) === null) wrong.push(...(await gone()).map((what) => `acknowledged: ${what}`));
      // The ring is the only list of what there is to erase: it goes last.
      else if (there.size > 0 && !(await ringIsThere())) wrong.push('keys are left that no ring leads to');
      return wrong;
    },
    seeThrough: async () => {
      const wrong = [];
      if ((await keysThere(world, goneThen)).length > 0) wrong.push('a key that was gone is back');
      let code = codeOf(await send(world, call));
      // The answer of an earlier try is lost, or the session went with the ring: the family asks anew as long as its code opens.
      for (let tries = 0; tries < 3 && (await ringIsThere()); tries += 1) {
        const token = code === 'KEY_ANSWER_LOST' ? first.token : await comeBack(world, first.returnCode);
        code = codeOf(await send(world, { ...call, caller: { token, idempotencyKey: newKey() } }));
      }
      return [...wrong, ...(await gone()).map((what) => `in the end (${code}): ${what}`)];
    },
  };
}

/** Digests in the journal outside the databases, by which a backup is erased as well. */
async function notedIn(world: World): Promise<ReadonlySet<string>> {
  const noted = new Set<string>();
  for await (const entry of world.get(ErasureJournal).entries()) {
    if ('digest' in entry) noted.add(entry.digest.toString('hex'));
  }
  return noted;
}
