/** Goes through what is due in the order of its ids, so many at a time, each once: what cannot be done now does not come again in this run. */

const AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Returns for how many `work` says that it changed something. */
export async function eachOf<T>(
  find: (after: string, most: number) => Promise<readonly T[]>,
  idOf: (item: T) => string,
  work: (item: T) => Promise<boolean>,
): Promise<number> {
  let changed = 0;
  let after = BEFORE_ALL;
  for (;;) {
    const found = await find(after, AT_ONCE);
    for (const item of found) {
      if (await work(item)) changed += 1;
    }
    const last = found.at(-1);
    if (last === undefined || found.length < AT_ONCE) return changed;
    after = idOf(last);
  }
}
