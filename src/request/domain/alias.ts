/** An alias is two words and two digits, drawn anew for each request: it stands for the request and for nobody. */
import { adjectives, nouns } from './alias-words.js';

const FIRST_NUMBER = 10;
const NUMBERS = 90;

/** `below(n)` gives a random integer from 0 to n - 1. It must be a good one: nothing may tell the next alias from the last. */
export function drawAlias(below: (limit: number) => number): string {
  const adjective = adjectives[below(adjectives.length)];
  const noun = nouns[below(nouns.length)];
  if (adjective === undefined || noun === undefined) throw new RangeError('the random number is out of its range');
  return `${adjective} ${noun} ${FIRST_NUMBER + below(NUMBERS)}`;
}
