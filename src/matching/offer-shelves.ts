/** On which shelf to look for offers: the one with the fewest that cannot serve. Each is a partial index of the table of offers. */
import type { AccessFeature } from '../kernel/access-needs.js';
import { type ChildSeats, type HelpKind, Mode, Skill } from '../kernel/help.js';

export interface Shelf {
  readonly name: string;
  /** The index that it is. */
  readonly index: string;
  /** That of what reaches farther than `LONG_REACH`, where there is most. */
  readonly farIndex?: string;
  /** Conditions on the offer under `o`, word for word those of the index, or it would not be used. */
  readonly where: string;
  /** Whether it lies by kind; those of time are of one kind. */
  readonly byKind: boolean;
  /** Whether it tells what an offer of time can do in person. */
  readonly bySkill: boolean;
  /** Whether it lies by cell; what is done by phone is near everywhere. */
  readonly byCell: boolean;
}

/** Looked for among all, what not all homes have would be looked for long. The rarest first. */
export const FEATURES_BY_RARITY = [
  'VEHICLE_WITH_RAMP',
  'SIGNS',
  'PRINTS_LARGE',
  'ROOM_FOR_FOLDED_WHEELCHAIR',
  'WRITES_INSTEAD_OF_SPEAKING',
  'WELCOMES_SERVICE_ANIMAL',
  'WEARS_MASK',
  'SCENT_FREE',
  'KEEPS_QUIET',
  'PET_FREE',
  'SMOKE_FREE',
  'STEP_FREE',
] as const satisfies readonly AccessFeature[];

const shelf = (name: string, where: string, more: Partial<Shelf> = {}): Shelf => ({
  name,
  index: `offers_on_shelf_${name.toLowerCase()}`,
  where,
  byKind: true,
  bySkill: false,
  byCell: true,
  ...more,
});

/** In rings. */
export const LONG_REACH = 5;

const ANY = shelf('any', `o.kind <> 'TIME'`, { farIndex: 'offers_on_shelf_any_far' });
const SEATS = shelf('seats', 'o.infant_seats + o.toddler_seats + o.booster_seats > 0');
const OF_FEATURE = FEATURES_BY_RARITY.map(
  (feature) => [feature, shelf(feature, `o.features @> ARRAY['${feature}']`, { bySkill: true })] as const,
);
const ofTime = (skill: Skill, mode: Mode) =>
  shelf(`${skill}_${mode}`, `o.kind = 'TIME' AND o.skills @> ARRAY['${skill}'] AND o.modes @> ARRAY['${mode}']`, {
    byKind: false,
    byCell: mode === 'IN_PERSON',
  });
const OF_TIME: ReadonlyMap<string, Shelf> = new Map(
  Object.values(Skill).flatMap((skill) =>
    Object.values(Mode).map((mode) => [`${skill} ${mode}`, ofTime(skill, mode)] as const),
  ),
);

export const shelves: readonly Shelf[] = [ANY, SEATS, ...OF_FEATURE.map(([, its]) => its), ...OF_TIME.values()];

export interface LookedFor {
  readonly kind: HelpKind;
  readonly skill: Skill | null;
  readonly mode: Mode | null;
  readonly features: readonly AccessFeature[];
  readonly childSeats: ChildSeats;
}

export function shelfFor({ kind, skill, mode, features, childSeats }: LookedFor): Shelf {
  const time = kind === 'TIME' ? OF_TIME.get(`${skill} ${mode}`) : undefined;
  if (time && !time.byCell) return time;
  const feature = OF_FEATURE.find(([its]) => features.includes(its));
  if (feature) return feature[1];
  return time ?? (Object.values(childSeats).some((seats) => seats > 0) ? SEATS : ANY);
}

/** `offer.skills_in_person` of all offers that have this skill, or of those that are no time: a bit for each skill, in the order of their names in the database. */
export function skillSetsWith(skill: Skill | null): readonly number[] {
  const at = skill === null ? -1 : Object.keys(Skill).indexOf(skill);
  return at < 0 ? [0] : SKILL_SETS.filter((set) => set & (1 << at));
}
const SKILL_SETS = Array.from({ length: 2 ** Object.keys(Skill).length }, (_, set) => set);
