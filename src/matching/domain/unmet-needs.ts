/** Which counts of what is missing may be published: those that stand for a crowd, beside which no small rest is left of what is asked for there. */
import { HelpKind } from '../../kernel/help.js';
import { parentAt, resolutionOf } from '../../place/cell.js';
import { publishableNeeds } from '../../place/publishable-needs.js';
import { MissingOffer } from './missing-offer.js';

export interface UnmetCount {
  readonly cell: string;
  readonly kind: HelpKind;
  readonly missing: MissingOffer;
  readonly count: number;
}

export interface UnmetPublishing {
  /** What was published last. */
  readonly before: readonly UnmetCount[];
  /** Cells in which at least k families live. */
  readonly crowded: ReadonlySet<string>;
  /** What everybody may know to be asked for, whatever is missing. */
  readonly needs: readonly { readonly cell: string; readonly kind: HelpKind; readonly count: number }[];
  /** k of privacy.md. */
  readonly least: number;
}

export function publishableUnmet(counts: readonly UnmetCount[], publishing: UnmetPublishing): readonly UnmetCount[] {
  const { before, crowded, needs, least } = publishing;
  const each = Object.values(MissingOffer).flatMap((missing) => {
    const only = (all: readonly UnmetCount[]) => all.filter((its) => its.missing === missing);
    return publishableNeeds(only(counts), only(before), crowded, least).map((its): UnmetCount => ({ ...its, missing }));
  });
  return Object.values(HelpKind).flatMap((kind) =>
    withoutSmallRests(
      each.filter((its) => its.kind === kind),
      new Map(needs.filter((its) => its.kind === kind).map(({ cell, count }) => [cell, count])),
      least,
    ),
  );
}

/** What is asked for minus what is published of it: nothing, or at least k. A cell that would leave less is hidden with all that it lies in, which would tell it. */
function withoutSmallRests(
  published: readonly UnmetCount[],
  needs: ReadonlyMap<string, number>,
  least: number,
): readonly UnmetCount[] {
  const hidden = new Set<UnmetCount>();
  for (const [cell, all] of Map.groupBy(published, (its) => its.cell)) {
    const asked = needs.get(cell);
    const bySize = all.toSorted((a, b) => a.count - b.count || (a.missing < b.missing ? -1 : 1));
    while (asked !== undefined && bySize.length > 0) {
      const rest = asked - bySize.reduce((sum, { count }) => sum + count, 0);
      if (rest === 0 || rest >= least) break;
      const [smallest] = bySize.splice(0, 1);
      for (const its of published)
        if (smallest && its.missing === smallest.missing && isIn(smallest.cell, its.cell)) hidden.add(its);
    }
  }
  return published.filter((its) => !hidden.has(its));
}

function isIn(cell: string, larger: string): boolean {
  return resolutionOf(larger) <= resolutionOf(cell) && parentAt(cell, resolutionOf(larger)) === larger;
}
