/** Which offer could serve which request, out of a circle's: the same hard conditions as of a match, for all of them at once. */
import {
  type Asked,
  type Between,
  type Condition,
  type Given,
  unmetConditions,
} from '../../matching/hard-conditions.js';
import { publishedNear } from '../../place/published-near.js';
import { centreDistance, ringDistance } from '../../place/reach.js';
import { bitsOf, bitsOfOffer, bitsOfRequest, type Halves, halvesIn } from '../../run/halves-of-offer.js';
import type { UnservedReason } from '../domain/unserved.js';
import { linesTaken, type TakenOfSupply } from './lines-taken.js';
import type { HomeFacts, PlanJob, SupplyFacts, TaskFacts } from './plan-facts.js';

export interface Pair {
  readonly task: number;
  readonly supply: number;
  readonly home: number;
  readonly bits: number;
  /** No time was asked for, or the home can at any of it. */
  readonly wholeWindow: boolean;
  /** To the middle of the published area. */
  readonly rings: number;
  readonly taken: TakenOfSupply;
}

export interface PairsFound {
  readonly pairs: readonly Pair[];
  /** Of tasks without any. */
  readonly unserved: ReadonlyMap<number, UnservedReason>;
  readonly allPairs: boolean;
}

/** So many pairs are solved within the time and the memory that there is; of more, each request keeps the nearest. */
const MOST_PAIRS = 80_000;

const REASON_OF: Partial<Record<Condition, UnservedReason>> = {
  HAS_FEATURES: 'LACKS_FEATURE',
  HAS_SKILL: 'LACKS_SKILL',
  VISIBLE: 'NOT_TRUSTED_ENOUGH',
  CAPACITY_LEFT: 'TOO_LITTLE_LEFT',
};
const STEPS = Object.keys(REASON_OF) as readonly Condition[]; // The keys of the record are conditions.

export function possiblePairs(job: PlanJob): PairsFound {
  const supplies = new Supplies(job);
  const pairs: Pair[][] = [];
  const unserved = new Map<number, UnservedReason>();
  for (const [task, facts] of job.tasks.entries()) {
    const found = pairsOf(task, facts, supplies, new Date(job.now));
    if (typeof found === 'string') unserved.set(task, found);
    else pairs.push(found);
  }
  const total = pairs.reduce((sum, its) => sum + its.length, 0);
  if (total <= MOST_PAIRS) return { pairs: pairs.flat(), unserved, allPairs: true };
  const each = Math.max(1, Math.floor(MOST_PAIRS / pairs.length));
  return { pairs: pairs.flatMap((its) => nearestOf(its, job).slice(0, each)), unserved, allPairs: false };
}

/** Of offers that are as near, each request begins with others: or all of a city would know the same few. */
function nearestOf(pairs: readonly Pair[], { tasks, supplies }: PlanJob): readonly Pair[] {
  const turn = ({ task, supply }: Pair) => {
    const first = Math.floor((task * supplies.length) / tasks.length);
    return (supply - first + supplies.length) % supplies.length;
  };
  return pairs.toSorted((one, other) => one.rings - other.rings || turn(one) - turn(other));
}

interface Candidate {
  readonly supply: number;
  readonly facts: SupplyFacts;
  readonly home: number;
  readonly homeFacts: HomeFacts;
}

/** By kind and by the areas that they reach, with what is asked of each offer again and again. */
class Supplies {
  private readonly ofKind = new Map<string, Candidate[]>();
  private readonly reaching = new Map<string, Candidate[]>();
  private readonly zones = new Map<string, { halves: Halves; bits: Map<number, number>; busy: Map<number, number> }>();
  private readonly job: PlanJob;

  constructor(job: PlanJob) {
    this.job = job;
    const places = new Map(job.homes.map((home, at) => [home.id, at]));
    const asked = new Set(job.tasks.map(({ publishedCell }) => publishedCell));
    for (const [supply, facts] of job.supplies.entries()) {
      const home = places.get(facts.homeId);
      const homeFacts = home === undefined ? undefined : job.homes[home];
      if (home === undefined || !homeFacts) continue;
      const its = { supply, facts, home, homeFacts };
      addTo(this.ofKind, facts.kind, its);
      for (const cell of publishedNear(facts.cell, facts.reachRings).cells) {
        if (asked.has(cell)) addTo(this.reaching, `${facts.kind} ${cell}`, its);
      }
    }
  }

  isOffered(kind: string): boolean {
    return this.ofKind.has(kind);
  }

  /** What is done by phone reaches everywhere. */
  thatReach({ kind, mode, publishedCell }: TaskFacts): readonly Candidate[] {
    return (mode === 'REMOTE' ? this.ofKind.get(kind) : this.reaching.get(`${kind} ${publishedCell}`)) ?? [];
  }

  halves(timeZone: string): Halves {
    return this.zone(timeZone).halves;
  }

  /** When the offer stands and its home is not out already. */
  bits({ supply, facts, home, homeFacts }: Candidate, timeZone: string): number {
    const { halves, bits, busy } = this.zone(timeZone);
    const stands = bits.get(supply) ?? bitsOfOffer(facts, halves);
    bits.set(supply, stands);
    const out = busy.get(home) ?? bitsOf(homeFacts.busyHalves, halves);
    busy.set(home, out);
    return stands & ~out;
  }

  private zone(timeZone: string) {
    const known = this.zones.get(timeZone);
    if (known) return known;
    const halves = halvesIn(timeZone, this.job.now, this.job.horizonHalf);
    const zone = { halves, bits: new Map<number, number>(), busy: new Map<number, number>() };
    this.zones.set(timeZone, zone);
    return zone;
  }
}

function pairsOf(task: number, facts: TaskFacts, supplies: Supplies, now: Date): Pair[] | UnservedReason {
  const asked = askedOf(facts);
  if (!supplies.isOffered(facts.kind)) return 'NO_OFFER_OF_ITS_KIND';
  const inReach = supplies.thatReach(facts);
  if (inReach.length === 0) return 'OUT_OF_REACH';
  const bitsOfIt = bitsOfRequest(facts, supplies.halves(facts.timeZone));
  const inTime = inReach.flatMap((its) => {
    const bits = bitsOfIt & supplies.bits(its, facts.timeZone);
    return bits === 0 ? [] : [{ ...its, bits, unmet: unmetBy(asked, facts, its, now) }];
  });
  if (inTime.length === 0) return 'NO_COMMON_TIME';
  let left = inTime;
  for (const step of STEPS) {
    left = left.filter(({ unmet }) => !unmet.includes(step));
    if (left.length === 0) return REASON_OF[step] ?? 'NONE_FITS';
  }
  const mayAsk = left.filter(({ homeFacts }) => homeFacts.most > 0);
  if (mayAsk.length === 0) return 'HOMES_HAVE_ENOUGH';
  const fitting = mayAsk.filter(
    ({ unmet, homeFacts }) => unmet.length === 0 && (facts.onlyHomeId === null || facts.onlyHomeId === homeFacts.id),
  );
  const pairs = fitting.flatMap(({ supply, facts: offer, home, bits }): Pair[] => {
    const taken = linesTaken(facts, offer);
    const wholeWindow = facts.fromHalf === null || bits === bitsOfIt;
    return taken ? [{ task, supply, home, bits, wholeWindow, rings: middleRings(facts, offer), taken }] : [];
  });
  return pairs.length > 0 ? pairs : 'NONE_FITS';
}

function unmetBy(asked: Asked, task: TaskFacts, { facts, homeFacts }: Candidate, now: Date): readonly Condition[] {
  const { kind, lines, features, skills, modes, languages, reachRings } = facts;
  const given: Given = {
    ...{ kind, lines, features, skills, modes, languages, reachRings, windows: null, homeTier: homeFacts.tier },
    childSeats: { INFANT: facts.infantSeats, TODDLER: facts.toddlerSeats, BOOSTER: facts.boosterSeats },
  };
  const trained = task.requiredTraining === null || homeFacts.certificates.includes(task.requiredTraining);
  // Who is asked first, and whom a family keeps away, is nobody's to read off a reason: both are asked elsewhere.
  const between: Between = {
    ...{ rings: 0, middleRings: 0, inCircle: trained, othersAskedFirst: false, blocked: false, hidden: false },
  };
  return unmetConditions(asked, given, between, now);
}

/** When is asked by half-days, where before anything else. */
function askedOf(task: TaskFacts): Asked {
  const { kind, lines, accessNeeds, skill, mode, spokenLanguage, minimumTier } = task;
  const childSeats = { INFANT: task.infantSeats, TODDLER: task.toddlerSeats, BOOSTER: task.boosterSeats };
  return { kind, lines, accessNeeds, childSeats, skill, mode, spokenLanguage, minimumTier, window: null };
}

function middleRings(task: TaskFacts, offer: SupplyFacts): number {
  if (task.mode === 'REMOTE') return 0;
  // Where the middle is too far to count, the nearest part counts, which was reached.
  return centreDistance(task.publishedCell, offer.cell) ?? ringDistance(task.publishedCell, offer.cell) ?? 0;
}

function addTo(lists: Map<string, Candidate[]>, key: string, its: Candidate): void {
  const list = lists.get(key);
  if (list) list.push(its);
  else lists.set(key, [its]);
}
