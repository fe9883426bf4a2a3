/** A public count stands for at least k, and no smaller one follows from those beside it, above it, or of the night before. */

interface AreaNode {
  total: number;
  readonly parts: Set<string>;
}

export interface Publishing {
  /** For each area the next larger one, null for the largest. */
  readonly largerOf: (area: string) => string | null;
  /** k of privacy.md: the least that a count may stand for. */
  readonly least: number;
  /** Whether at least k families live there. A few who ask for much are no crowd. True of an area, it is true of all larger ones. */
  readonly isCrowd: (area: string) => boolean;
  /** What was published last. */
  readonly before: ReadonlyMap<string, number>;
}

/**
 * Takes counts by area. Gives the counts that may be published, of these areas and of all larger ones with what lies inside them.
 *
 * An area's count minus those of its published parts tells what the hidden rest has together. So for each published area that rest is
 * either nothing, or at least k and asked for by a crowd: where it is not, the smallest published part is hidden as well. (Then the rest is
 * made up of two or more: one part alone that may be published would be.) What is hidden hides everything inside it: else its parts would
 * add up to it. A number stays as it was until it is wrong by k: tonight's minus last night's tells of no single request.
 */
export function publishableCounts(
  counts: ReadonlyMap<string, number>,
  publishing: Publishing,
): ReadonlyMap<string, number> {
  const { largerOf, least, isCrowd } = publishing;
  const nodes = rolledUp(counts, largerOf);
  const published = new Map<string, number>();
  const publish = (area: string, node: AreaNode): void => {
    published.set(area, steady(area, node.total, publishing));
    for (const part of shownParts(area, node, nodes, publishing)) publish(part, nodeOf(nodes, part));
  };
  for (const [area, node] of nodes) {
    if (largerOf(area) === null && node.total >= least && isCrowd(area)) publish(area, node);
  }
  return published;
}

function steady(area: string, count: number, { before, least }: Publishing): number {
  const last = before.get(area);
  return last !== undefined && Math.abs(count - last) < least ? last : count;
}

function shownParts(
  area: string,
  node: AreaNode,
  nodes: ReadonlyMap<string, AreaNode>,
  publishing: Publishing,
): readonly string[] {
  const { least, isCrowd } = publishing;
  const totalOf = (part: string) => nodeOf(nodes, part).total;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  // By size, then by name, so that the same counts always hide the same areas.
  const shown = [...node.parts]
    .filter((part) => totalOf(part) >= least && isCrowd(part))
    .sort((a, b) => totalOf(b) - totalOf(a) || (a < b ? -1 : 1));
  const isSafe = () => {
    const rest = node.total - sum(shown.map(totalOf));
    const hidden = [...node.parts].filter((part) => !shown.includes(part));
    if (rest !== 0 && (rest < least || !hidden.some(isCrowd))) return false;
    // Of numbers from different nights as well: what seems to be left over would be taken for somebody.
    const seeming =
      steady(area, node.total, publishing) - sum(shown.map((part) => steady(part, totalOf(part), publishing)));
    return seeming === 0 || seeming >= least;
  };
  while (shown.length > 0 && !isSafe()) shown.pop();
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
    const made = { total: 0, parts: new Set<string>() };
    nodes.set(area, made);
    return made;
  };
  for (const [area, count] of counts) {
    if (count <= 0) continue;
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
