/** Out of what an index knows, the most that the rank of a pair can come to: what cannot be among the best need not be looked at closely. */
import { ABOVE, CLOSE, LONG_WAIT_DAYS, URGENT, weights } from './domain/rank.js';

/** Each an expression in SQL. Shares are from 0 to 1 and never less than what they turn out to be. */
export interface BoundInSql {
  /** What the request's urgency and waiting are worth, of 37. */
  readonly pressing: string;
  readonly centre: string;
  readonly reachRings: string;
  readonly fit: string;
  readonly served: string;
  readonly commonLanguage: string;
  /** A word of `Closeness`. */
  readonly closeness: string;
  readonly reliability: string;
}

/** `highestScore` of what an index knows of one pair. */
export function boundInSql(of: BoundInSql): string {
  return `(${of.pressing} + ${float(weights.nearness)} * (1 - least(${of.centre}::float8 / (${of.reachRings} + 1), 1))
    + ${float(weights.windowFit)} * ${of.fit} + ${float(weights.served)} * ${of.served}
    + CASE WHEN ${of.commonLanguage} THEN ${float(weights.language)} ELSE 0 END
    + CASE ${of.closeness} WHEN 'SAME_CIRCLE' THEN ${float(weights.closeness * CLOSE.SAME_CIRCLE)}
        WHEN 'LINKED_CIRCLE' THEN ${float(weights.closeness * CLOSE.LINKED_CIRCLE)} ELSE ${float(weights.closeness * CLOSE.NETWORK)} END
    + ${float(weights.reliability)} * ${of.reliability} + ${float(ABOVE)})`;
}

/** PostgreSQL would reckon with decimals, which takes longer than all the rest. */
const float = (points: number) => `'${points}'::float8`;

/** `pressingScore` of a request, of its urgency and the days it has waited. */
export function pressingInSql(urgency: string, waitingDays: string): string {
  const urgent = Object.entries(URGENT).map(([word, share]) => `WHEN '${word}' THEN ${float(weights.urgency * share)}`);
  return `(CASE ${urgency} ${urgent.join(' ')} END + ${float(weights.waiting)} * least(${waitingDays}, ${LONG_WAIT_DAYS})::float8 / ${LONG_WAIT_DAYS})`;
}

/** As `prior_of` in the database has it: a step for each hundredth of a point of the rank. */
const PRIOR_STEPS = 500;

/** Of a step of `offer.prior`: the most reliable home that has it. */
export function reliabilityOfPrior(prior: string): string {
  return `least('1'::float8, 1 - (${prior}::float8 - '0.5'::float8) / ${PRIOR_STEPS})`;
}
