/** A request in each of its states, and a claim in each of its own, with a canary wherever words go. */
import { ClaimStatus } from '../../src/claim/domain/claim.js';
import { RequestStatus } from '../../src/request/domain/request.js';
import { canary } from './canary.js';
import { type ClaimMutation, claimRequest, moved, type Signed } from './claims.js';
import { aGrocery, type TestRequest } from './families.js';
import type { TestHome } from './people.js';
import { ask } from './privacy-claims.js';
import type { World } from './world.js';

/** A request's states are with a claim that was confirmed or with none; a claim's, each on a request of which much is left. */
export type StateName = `request ${RequestStatus | 'NOT YET PUBLISHED' | 'WITH WORDS HELD'}` | `claim ${ClaimStatus}`;

export interface InState {
  readonly state: StateName;
  readonly request: TestRequest;
  readonly claimId: string | null;
}

export const stateNames: readonly StateName[] = [
  ...Object.values(RequestStatus).map((status) => `request ${status}` as const),
  ...(['request NOT YET PUBLISHED', 'request WITH WORDS HELD'] as const),
  ...Object.values(ClaimStatus).map((status) => `claim ${status}` as const),
];

/** What has been said in it, by name. */
export const wordOf = (state: StateName, what: 'summary' | 'item' | 'note' | 'contact' | 'place' | 'message') =>
  canary(`${state}: ${what}`);

interface Actors {
  readonly claimant: TestHome;
  readonly coordinator: Signed;
}

/** A step of a claim: who takes it, which, and with what. */
type Step = readonly ['claimant' | 'family' | 'coordinator', ClaimMutation, Readonly<Record<string, unknown>>?];

const ACCEPTED: readonly Step[] = [['family', 'acceptClaim']];
const DELIVERED: readonly Step[] = [...ACCEPTED, ['claimant', 'markDelivered']];
const DISPUTED: readonly Step[] = [...DELIVERED, ['family', 'disputeClaim']];
const STEPS: Readonly<Record<ClaimStatus, readonly Step[]>> = {
  PROPOSED: [],
  ACCEPTED,
  DELIVERED,
  CONFIRMED: [...DELIVERED, ['family', 'confirmReceipt']],
  DISPUTED,
  RETURNED: [...DISPUTED, ['coordinator', 'settleDispute', { outcome: 'RETURNED' }]],
  DECLINED: [['family', 'declineClaim']],
  RETRACTED: [['claimant', 'retractClaim']],
  RELEASED: [...ACCEPTED, ['claimant', 'releaseClaim', { reason: 'CANNOT_COME' }]],
  CANCELLED: [...ACCEPTED, ['family', 'cancelClaim']],
  LAPSED: ACCEPTED,
};

/** By the owner of the database: as when its partner looks at every request, the clock runs on, a mark is still to come, or a word was found. */
const SET: Readonly<Partial<Record<StateName, string>>> = {
  'request HELD': 'UPDATE request SET held_for_review = true WHERE id = $1',
  'request EXPIRED': "UPDATE request SET expires_at = expires_at - interval '100 days' WHERE id = $1",
  'request NOT YET PUBLISHED': 'UPDATE request SET published = false, listed = false WHERE id = $1',
  'request WITH WORDS HELD': `WITH waiting AS (UPDATE request SET text_state = 'WAITING', text_half = 41234, summary_held = true,
      summary_reasons = '{OTHER}' WHERE id = $1)
    UPDATE request_line SET label_held = true, label_reasons = '{OTHER}', note_held = true, note_reasons = '{OTHER}' WHERE request_id = $1`,
  'claim LAPSED': "UPDATE claim SET lease_ends_at = lease_ends_at - interval '30 days' WHERE request_id = $1",
};

export async function inState(world: World, state: StateName, actors: Actors): Promise<InState> {
  const request = await aGrocery(world, {
    summary: wordOf(state, 'summary'),
    items: [{ name: wordOf(state, 'item'), note: wordOf(state, 'note'), quantity: 40, unit: 'BAG' }],
    handoff: { contactMethod: 'SIGNAL', contact: wordOf(state, 'contact'), place: wordOf(state, 'place') },
  });
  const claimId = await claimIn(world, state, request, actors);
  if (state === 'request WITHDRAWN') await ask(world, request, 'withdrawRequest', { requestId: request.requestId });
  const set = SET[state];
  if (set) await world.instance.owner.database.query(`set ${state}`, set, [request.requestId]);
  return { state, request, claimId };
}

async function claimIn(world: World, state: StateName, request: TestRequest, actors: Actors): Promise<string | null> {
  const [, status = ''] = state.split(' ');
  const ofRequest: Readonly<Record<string, readonly [quantity: number, Step[]]>> = {
    'request PARTIALLY_CLAIMED': [4, []],
    'request CLAIMED': [40, [...ACCEPTED]],
    'request FULFILLED': [40, [...STEPS.CONFIRMED]],
  };
  const steps = state.startsWith('claim ') ? STEPS[status as ClaimStatus] : undefined; // As its name says.
  const [quantity, taken] = ofRequest[state] ?? (steps ? [4, steps] : [0, []]);
  if (quantity === 0) return null;
  const lines = [{ requestLineId: request.lineIds[0], quantity }];
  const { claim, code } = await claimRequest(world, actors.claimant, request.requestId, { lines });
  if (!claim) throw new Error(`a fixture was refused: claimRequest ${code}`);
  for (const [by, mutation, its] of taken) {
    await moved(world, mutation, { ...actors, family: request }[by], claim.id, its);
    if (mutation !== 'acceptClaim') continue;
    await ask(world, actors.claimant, 'sendMessage', { claimId: claim.id, text: wordOf(state, 'message') });
  }
  return claim.id;
}
