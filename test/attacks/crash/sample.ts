/** Which of many places are tried when not all of them are: the same at every run, from the first to the last. */

export function spread<T>(all: readonly T[], count: number): T[] {
  if (count >= all.length) return [...all];
  return Array.from({ length: count }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / count)] as T); // Below the length.
}

/** From the first again when all of them had their turn. */
export function inTurn<T>(all: readonly T[], count: number): T[] {
  return Array.from({ length: all.length === 0 ? 0 : count }, (_, turn) => all[turn % all.length] as T); // Below the length.
}

export function inGroupsOf<T>(size: number, all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}
