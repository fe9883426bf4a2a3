/** Somebody with a stop-watch, who has two calls before them and guesses which of them found something. */

/**
 * How often the best guess by a threshold on the time is right: the chance that a call of the second kind took longer than one of the first.
 * 0.5 is a coin, 1 and 0 are certainty.
 */
export function guessedRight(first: readonly number[], second: readonly number[]): number {
  const all = [...first.map((time) => ({ time, of: 0 })), ...second.map((time) => ({ time, of: 1 }))];
  all.sort((one, other) => one.time - other.time);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let until = from;
    while (until < all.length && all[until]?.time === all[from]?.time) until += 1;
    const ofSecond = all.slice(from, until).filter(({ of }) => of === 1).length;
    ranks += (ofSecond * (from + 1 + until)) / 2; // Equal times share the mean of their ranks, which count from 1.
    from = until;
  }
  const { length } = second;
  return (ranks - (length * (length + 1)) / 2) / (first.length * length);
}

/** As far from a coin as that is, on whichever side. */
export function edge(right: number): number {
  return Math.max(right, 1 - right);
}
