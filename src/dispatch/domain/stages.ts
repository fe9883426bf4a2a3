/** Objectives are sought one after the other; neighbours whose numbers are small enough at one go, weighted so that the order still holds. */

import { OBJECTIVES, type Objective } from './objectives.js';
import type { PlanProgram } from './plan-program.js';

export interface Stage {
  /** In order. */
  readonly objectives: readonly Objective[];
  readonly costs: Float64Array;
}

/** The solver reckons to about sixteen digits and is content within a ten-millionth: weights up to here leave room for both. */
const MOST_WEIGHT = 1e7;

/** Objectives about which there is nothing to choose are left out. `mostWeight`: 1 keeps each by itself. */
export function stagesOf({ costs, spans, program }: PlanProgram, mostWeight = MOST_WEIGHT): readonly Stage[] {
  const stages: Stage[] = [];
  let open: { objectives: Objective[]; span: number } | null = null;
  const close = () => {
    if (open)
      stages.push({ objectives: open.objectives, costs: weighted(open.objectives, costs, spans, program.columns) });
  };
  for (const objective of OBJECTIVES) {
    const span = spans.get(objective) ?? 1;
    if (span === 1) continue;
    if (open && open.span * span <= mostWeight) {
      open.objectives.push(objective);
      open.span *= span;
    } else {
      close();
      open = { objectives: [objective], span };
    }
  }
  close();
  return stages;
}

function weighted(
  objectives: readonly Objective[],
  costs: PlanProgram['costs'],
  spans: PlanProgram['spans'],
  columns: number,
): Float64Array {
  const total = new Float64Array(columns);
  for (const objective of objectives) {
    const its = costs.get(objective) ?? new Float64Array(columns);
    const span = spans.get(objective) ?? 1;
    for (let at = 0; at < columns; at += 1) total[at] = (total[at] ?? 0) * span + (its[at] ?? 0);
  }
  return total;
}
