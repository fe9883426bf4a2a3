/** Who opens which handoff, in which state of the claim, and what is in it. */
import { type HomeName, homes, type ViewerName } from './privacy-cast.js';
import type { ClaimName } from './privacy-claims.js';
import type { Moment, Secret } from './privacy-secrets.js';
import type { Story } from './privacy-story.js';
import { wholeText } from './read-everything.js';
import type { Caller, World } from './world.js';

/** What the home of a claim is told. Money opens no handoff to anybody, and who received it has no home. */
const whileLeasesRun: Readonly<Record<ClaimName, 'OPENED' | 'HANDOFF_CLOSED' | 'NOT_FOUND'>> = {
  'groceries / claimant proposed': 'HANDOFF_CLOSED',
  'groceries / claimant accepted': 'OPENED',
  'groceries / claimant delivered': 'HANDOFF_CLOSED',
  'groceries / claimant confirmed': 'HANDOFF_CLOSED',
  'groceries / former claimant': 'HANDOFF_CLOSED',
  'groceries / blocked home': 'HANDOFF_CLOSED',
  'ride / claimant accepted': 'OPENED',
  'time / claimant proposed': 'HANDOFF_CLOSED',
  'time / claimant accepted': 'OPENED',
  'giving / giver of money': 'NOT_FOUND',
  'receiving / nobody': 'NOT_FOUND',
};

/** Other homes are not told that there is such a claim; who is no home, that opening is not for them. */
export function outcomeFor(viewer: ViewerName, claim: ClaimName, moment: Moment): string {
  if (viewer === 'public' || viewer === 'publishable key') return 'UNAUTHENTICATED';
  if (!homes.includes(viewer as HomeName)) return 'NOT_ALLOWED'; // As a list of homes it takes homes alone.
  if (!claim.endsWith(` / ${viewer}`)) return 'NOT_FOUND';
  const outcome = whileLeasesRun[claim];
  return outcome === 'OPENED' && moment === 'leases are over' ? 'HANDOFF_CLOSED' : outcome;
}

/** The names of the secrets that stand in the handoff of a claim's request. */
export function insideOf(claim: ClaimName): string[] {
  const [request = ''] = claim.split(' / ');
  const words = ['contact', 'place', 'destination', 'instructions'].map((what) => `${request}: ${what}`);
  const exactTime = { groceries: ['HALAL', 'a time of :11'], ride: ['a time of :22'], time: ['a time of :44'] }[
    request
  ];
  return [...words, ...(exactTime ?? [])];
}

const OPEN = `mutation ($input: OpenHandoffInput!) { openHandoff(input: $input) {
  ... on HandoffOpened { handoff { contactMethod contact place destination instructions dietaryRules
    exactWindow { from until } returnWindow { from until } availableUntil } } ... on Refusal { code } } }`;

export interface Opening {
  readonly outcome: string;
  /** Which of the sealed secrets the whole answer holds. */
  readonly found: readonly string[];
}

export async function openAs(
  world: World,
  { claims }: Story,
  claim: ClaimName,
  caller: Caller,
  secrets: readonly Secret[],
): Promise<Opening> {
  const answer = await world.call<{ openHandoff: { code?: string } } | null>(
    OPEN,
    { input: { claimId: claims[claim] } },
    caller,
  );
  const text = wholeText(answer);
  return {
    outcome: answer.errors[0]?.extensions.code ?? answer.data?.openHandoff.code ?? 'OPENED',
    found: secrets.filter(({ stolen, text: its }) => !stolen && text.includes(its)).map(({ name }) => name),
  };
}
