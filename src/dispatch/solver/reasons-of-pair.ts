/** Why this home is asked for this request, in the codes of a match: what spoke for it, and what against. */
import { languagesInCommon } from '../../kernel/languages.js';
import type { PlanJob, SupplyFacts, TaskFacts } from './plan-facts.js';
import type { Pair } from './possible-pairs.js';

const CLOSE_RINGS = 1;
const WAITING_DAYS = 3;

export function reasonsOf(job: PlanJob, { task, supply, rings, taken }: Pair): readonly string[] {
  const asked = job.tasks[task];
  const offer = job.supplies[supply];
  if (!asked || !offer) return [];
  const codes: (string | null)[] = [
    asked.urgency === 'TODAY' ? 'NEEDED_TODAY' : asked.urgency === 'THIS_WEEK' ? 'NEEDED_THIS_WEEK' : null,
    distance(asked, offer, rings),
    taken.served === asked.lines.length ? 'SERVES_ALL' : 'SERVES_PART',
    asked.waitingDays >= WAITING_DAYS ? 'WAITING' : null,
    languagesInCommon(offer.languages, asked.languages).length > 0 ? 'COMMON_LANGUAGE' : 'NO_COMMON_LANGUAGE',
    asked.closeness === 'NETWORK' ? null : asked.closeness,
  ];
  return codes.filter((code) => code !== null);
}

function distance({ mode }: TaskFacts, { reachRings }: SupplyFacts, rings: number): string | null {
  if (mode === 'REMOTE') return null;
  if (rings > reachRings) return 'MAY_BE_BEYOND_REACH';
  return rings <= CLOSE_RINGS ? 'CLOSE_BY' : 'WITHIN_REACH';
}
