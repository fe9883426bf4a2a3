/** Why this home is asked for this request: what a suggestion of the two would say. */
import { languagesInCommon } from '../../kernel/languages.js';
import { type MatchReasonCode, reasonsFor } from '../../matching/reasons.js';
import type { PlanJob } from './plan-facts.js';
import type { Pair } from './possible-pairs.js';

export function reasonsOf(job: PlanJob, { task, supply, rings, taken, wholeWindow }: Pair): readonly MatchReasonCode[] {
  const asked = job.tasks[task];
  const offer = job.supplies[supply];
  if (!asked || !offer) return [];
  return reasonsFor({
    urgency: asked.urgency,
    waitingDays: asked.waitingDays,
    rings: asked.mode === 'REMOTE' ? null : rings,
    reachRings: offer.reachRings,
    windowShare: wholeWindow ? 1 : 0.5,
    servedShare: taken.served / asked.lines.length,
    commonLanguage: languagesInCommon(offer.languages, asked.languages).length > 0,
    closeness: asked.closeness,
  });
}
