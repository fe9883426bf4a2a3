/** What the money of a fund did in a month: added up by purpose and area, and told where at least k families are in a number. */
import { sum } from '../../kernel/quantity.js';
import { parentAt, resolutionOf } from '../../place/cell.js';

export interface Outcome {
  /** Null: of several purposes, or areas. */
  readonly purpose: string | null;
  /** H3, about as large as a metropolitan area. */
  readonly cell: string | null;
  readonly families: number;
  /** Minor units. */
  readonly amount: number;
}

/** About 12,000 km²; a cell that is coarser stays as it is. */
const AREA_RESOLUTION = 3;

export function areaOf(publishedCell: string): string {
  return resolutionOf(publishedCell) > AREA_RESOLUTION ? parentAt(publishedCell, AREA_RESOLUTION) : publishedCell;
}

export interface Payment {
  readonly purpose: string;
  readonly cell: string;
  readonly amount: number;
  /** Whether its family had nothing of the fund in this month. */
  readonly isAnother: boolean;
}

/**
 * The payment joins those of the same purpose and area. A family counts once in a month, with its first payment: what it is paid for another
 * purpose counts there as nobody's, so that no number ever stands for fewer families than it says.
 */
export function added(outcomes: readonly Outcome[], { isAnother, ...payment }: Payment): Outcome[] {
  return addUp([...outcomes, { ...payment, families: isAnother ? 1 : 0 }]);
}

/**
 * By purpose and area where k families are in it; what is left by purpose alone, then altogether. What is too little even then is not told,
 * and follows from nothing that is: no sum of all is told beside it.
 */
export function publishable(outcomes: readonly Outcome[], least: number): Outcome[] {
  const isCrowd = ({ families }: Outcome) => families >= least;
  const fine = outcomes.filter(isCrowd);
  const byPurpose = addUp(outcomes.filter((its) => !isCrowd(its)).map((its) => ({ ...its, cell: null })));
  const rest = addUp(byPurpose.filter((its) => !isCrowd(its)).map((its) => ({ ...its, purpose: null })));
  return [...fine, ...byPurpose.filter(isCrowd), ...rest.filter(isCrowd)];
}

function addUp(outcomes: readonly Outcome[]): Outcome[] {
  const groups = Map.groupBy(outcomes, ({ purpose, cell }) => JSON.stringify([purpose, cell]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const totals = { families: sum(group.map((its) => its.families)), amount: sum(group.map((its) => its.amount)) };
    return first ? [{ purpose: first.purpose, cell: first.cell, ...totals }] : [];
  });
}
