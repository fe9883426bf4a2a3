/** Which numbers of a month may be published: each stands for a crowd, and no smaller one follows from those beside and above it. */
import { publishableCounts } from '../../kernel/suppress-counts.js';

export const NATION = 'US';
export const NOWHERE = '-';

/** One thing that happened, or one home that is there. */
export interface Happening {
  readonly what: string;
  readonly unit: string;
  /** The smallest area: `US/NY/new-york`. */
  readonly area: string;
  readonly amount: number;
  readonly homeId: string | null;
  /** Null where no request is part of it: then homes alone make the crowd. */
  readonly requestId: string | null;
  /** It was asked for where at least k families ask: only such requests make a crowd, since several may be one family's. */
  readonly amongFamilies: boolean;
}

interface Group {
  readonly what: string;
  readonly unit: string;
  readonly area: string;
  amount: number;
  isAskedFor: boolean;
  readonly homes: Set<string>;
  readonly requests: Set<string>;
}

export interface Tally {
  readonly what: string;
  readonly unit: string;
  readonly area: string;
  readonly amount: number;
  readonly crowd: number;
}

export type PublishedNumber = Omit<Tally, 'crowd'>;

export function largerArea(area: string): string | null {
  const end = area.lastIndexOf('/');
  return end < 0 ? null : area.slice(0, end);
}

/**
 * By area of every size, without any id: the crowd is the number of different homes, or of different requests among families where those
 * are fewer. A sum in which requests have a part needs the crowd of them, whatever else is in it.
 */
export function tallied(happenings: readonly Happening[]): readonly Tally[] {
  const groups = new Map<string, Group>();
  for (const its of happenings) {
    for (let area: string | null = its.area; area !== null; area = largerArea(area)) {
      const key = `${its.what} ${its.unit} ${area}`;
      const group = groups.get(key) ?? newGroup(its, area);
      groups.set(key, group);
      group.amount += its.amount;
      if (its.homeId) group.homes.add(its.homeId);
      if (its.requestId) group.isAskedFor = true;
      if (its.requestId && its.amongFamilies) group.requests.add(its.requestId);
    }
  }
  return [...groups.values()].map(({ what, unit, area, amount, homes, requests, isAskedFor }) => {
    const crowd = isAskedFor ? Math.min(homes.size, requests.size) : homes.size;
    return { what, unit, area, amount, crowd };
  });
}

function newGroup({ what, unit }: Happening, area: string): Group {
  return { what, unit, area, amount: 0, isAskedFor: false, homes: new Set(), requests: new Set() };
}

/**
 * What is a home's own secret needs a crowd that has it, and a crowd beside it that has it not: where all have declared themselves, each
 * has. `what` is counted among the homes that are counted as `all`.
 */
export function amongOthers(tallies: readonly Tally[], what: string, all: string): readonly Tally[] {
  const homes = new Map(tallies.filter((its) => its.what === all).map(({ area, crowd }) => [area, crowd]));
  return tallies.map((its) =>
    its.what === what ? { ...its, crowd: Math.min(its.crowd, (homes.get(its.area) ?? 0) - its.crowd) } : its,
  );
}

/**
 * The two halves of a month as one. Whether the same homes came again is forgotten by then: the larger crowd is taken, so that nobody is
 * counted twice.
 */
export function joined(tallies: readonly Tally[]): readonly Tally[] {
  const months = new Map<string, Tally>();
  for (const its of tallies) {
    const key = `${its.what} ${its.unit} ${its.area}`;
    const other = months.get(key);
    months.set(key, {
      ...its,
      amount: its.amount + (other?.amount ?? 0),
      crowd: Math.max(its.crowd, other?.crowd ?? 0),
    });
  }
  return [...months.values()];
}

/** `before`: what stands published of the same, if it is counted anew each night. */
export function publishableNumbers(
  tallies: readonly Tally[],
  least: number,
  before: readonly PublishedNumber[] = [],
): readonly PublishedNumber[] {
  const kinds = new Map(tallies.map((its) => [`${its.what} ${its.unit}`, its]));
  return [...kinds.values()].flatMap(({ what, unit }) => {
    const same = (its: PublishedNumber) => its.what === what && its.unit === unit;
    const ours = tallies.filter(same);
    const crowdOf = new Map(ours.map((its) => [its.area, its.crowd]));
    const leaves = ours.filter(({ area }) => area.split('/').length === 3);
    const published = publishableCounts(new Map(leaves.map(({ area, amount }) => [area, amount])), {
      largerOf: largerArea,
      least,
      isCrowd: (area) => (crowdOf.get(area) ?? 0) >= least,
      before: new Map(before.filter(same).map(({ area, amount }) => [area, amount])),
    });
    return [...published].map(([area, amount]) => ({ what, unit, area, amount }));
  });
}
