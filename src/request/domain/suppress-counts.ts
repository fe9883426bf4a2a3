/** A public count stands for at least five, and no smaller one follows from those beside it and above it: complements are protected too. */

/** k of privacy.md. */
export const LEAST_COUNT = 5;

interface AreaNode {
  /** What is counted in the area itself and in none of its parts. */
  own: number;
  total: number;
  readonly parts: Set<string>;
}

/**
 * Takes counts by area, and for each area the next larger one (null for the largest). Gives the counts that may be published, of these
 * areas and of all larger ones with what lies inside them.
 *
 * An area's count minus those of its published parts tells what the hidden rest has together. So for each published area that rest is
 * either nothing or at least `least`: where it is not, the smallest published part is hidden as well. (Then the rest is made up of two or
 * more: one part alone that has enough would be published.) What is hidden hides everything inside it: else its parts would add up to it.
 */
export function publishableCounts(
  counts: ReadonlyMap<string, number>,
  largerOf: (area: string) => string | null,
  least: number = LEAST_COUNT,
): ReadonlyMap<string, number> {
  const nodes = rolledUp(counts, largerOf);
  const published = new Map<string, number>();
  const publish = (area: string, node: AreaNode): void => {
    published.set(area, node.total);
    for (const part of shownParts(node, nodes, least)) publish(part, nodeOf(nodes, part));
  };
  for (const [area, node] of nodes) {
    if (largerOf(area) === null && node.total >= least) publish(area, node);
  }
  return published;
}

function shownParts(node: AreaNode, nodes: ReadonlyMap<string, AreaNode>, least: number): readonly string[] {
  const totalOf = (part: string) => nodeOf(nodes, part).total;
  // By size, then by name, so that the same counts always hide the same areas.
  const shown = [...node.parts]
    .filter((part) => totalOf(part) >= least)
    .sort((a, b) => totalOf(b) - totalOf(a) || (a < b ? -1 : 1));
  let rest = node.total - shown.reduce((sum, part) => sum + totalOf(part), 0);
  while (rest > 0 && rest < least) {
    const smallest = shown.pop();
    if (smallest === undefined) break;
    rest += totalOf(smallest);
  }
  return shown;
}

function rolledUp(
  counts: ReadonlyMap<string, number>,
  largerOf: (area: string) => string | null,
): ReadonlyMap<string, AreaNode> {
  const nodes = new Map<string, AreaNode>();
  const at = (area: string): AreaNode => {
    const known = nodes.get(area);
    if (known) return known;
    const made = { own: 0, total: 0, parts: new Set<string>() };
    nodes.set(area, made);
    return made;
  };
  for (const [area, count] of counts) {
    if (count <= 0) continue;
    at(area).own += count;
    let inner: string | null = null;
    for (let outer: string | null = area; outer !== null; outer = largerOf(outer)) {
      const node = at(outer);
      node.total += count;
      if (inner !== null) node.parts.add(inner);
      inner = outer;
    }
  }
  return nodes;
}

function nodeOf(nodes: ReadonlyMap<string, AreaNode>, area: string): AreaNode {
  const node = nodes.get(area);
  if (!node) throw new RangeError('an area is part of one that was not rolled up');
  return node;
}
