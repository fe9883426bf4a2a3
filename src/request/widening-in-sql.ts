/** The rule of `domain/widening.ts` in SQL, for statements that give many requests their next step at once, each with a draw of its own. */
import { Urgency } from '../kernel/help.js';
import { WIDENING_STEPS } from './domain/widening.js';

/** From 0 to below 1, out of the 32 random bits that a UUID begins with: a new one for each row. */
const DRAW = `(('x' || left(gen_random_uuid()::text, 8))::bit(32)::bigint / 4294967296.0)`;

/** When a request of this urgency, known as far as `reach` since `from`, takes its next step. `mark`: milliseconds between two marks of the clock. */
export function nextStepInSql(urgency: string, reach: string, from: string, mark: string): string {
  const cases = Object.values(Urgency).map((one) => {
    const { LINKED, NETWORK } = WIDENING_STEPS[one];
    return `WHEN '${one}' THEN CASE ${reach} WHEN 'CIRCLE' THEN ${LINKED} ELSE ${NETWORK} END`;
  });
  const step = `(CASE ${urgency}::text ${cases.join(' ')} END)`;
  return `to_timestamp(ceil((extract(epoch FROM ${from}) * 1000 + ${step} * (0.5 + ${DRAW})) / ${mark}) * ${mark} / 1000)`;
}
