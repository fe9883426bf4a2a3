/** Which offers the neighbourhood has: every kind, near the same places, most of them standing. */
import type { AccessFeature } from '../kernel/access-needs.js';
import type { HelpKind } from '../kernel/help.js';
import { metros } from './metros.js';
import type { Seeded } from './seeded.js';

export interface PlannedOffer {
  readonly kind: HelpKind;
  readonly zip: string;
  readonly reachRings: number;
  readonly languages: readonly string[];
  readonly features: readonly AccessFeature[];
  readonly skills: readonly string[];
  readonly lines: readonly { readonly unit: string; readonly quantity: number }[];
  /** Days from today and halves of each window. */
  readonly windows: readonly { readonly startsIn: number; readonly halves: number }[];
}

const KINDS = ['GROCERY', 'GROCERY', 'RIDE', 'RIDE', 'RIDE', 'TIME', 'TIME', 'MONEY'] as const;
const FEATURES: readonly AccessFeature[] = [
  'STEP_FREE',
  'KEEPS_QUIET',
  'WEARS_MASK',
  'WELCOMES_SERVICE_ANIMAL',
  'SCENT_FREE',
];
const SKILLS = ['ELDERCARE', 'ACCOMPANIMENT', 'PAPERWORK', 'TUTORING', 'REPAIR', 'INTERPRETATION', 'CHILDCARE'];

export function planOffer(chance: Seeded): PlannedOffer {
  const metro = chance.pick(metros);
  const kind = chance.pick(KINDS);
  const skills = kind === 'TIME' ? chance.some(SKILLS, 0.4) : [];
  return {
    kind,
    zip: chance.pick(metro.zips),
    reachRings: chance.between(1, 6),
    languages: [
      'en',
      ...chance.some(
        metro.languages.filter((language) => language !== 'en'),
        0.3,
      ),
    ],
    features: [
      ...chance.some(FEATURES, 0.3),
      ...(kind === 'RIDE' && chance.chance(0.1) ? ['VEHICLE_WITH_RAMP' as const] : []),
    ],
    skills: kind === 'TIME' && skills.length === 0 ? ['OTHER'] : skills,
    lines: linesOf(kind, chance),
    windows: kind === 'MONEY' ? [] : weekly(chance),
  };
}

function linesOf(kind: HelpKind, chance: Seeded): PlannedOffer['lines'] {
  switch (kind) {
    case 'GROCERY':
      return [{ unit: 'RUN', quantity: chance.between(1, 3) }];
    case 'RIDE': {
      const quantity = chance.between(2, 6);
      return [
        { unit: 'OUTBOUND_SEAT', quantity },
        { unit: 'RETURN_SEAT', quantity },
      ];
    }
    case 'TIME':
      return [{ unit: 'MINUTE', quantity: chance.between(4, 32) * 30 }];
    case 'MONEY':
      return [{ unit: 'USD', quantity: chance.between(2, 50) * 1_000 }];
  }
}

/** Four weeks of one or two days a week. */
function weekly(chance: Seeded): PlannedOffer['windows'] {
  const days = new Set([chance.between(0, 6), chance.between(0, 6)]);
  return [0, 7, 14, 21].flatMap((week) =>
    [...days].sort((a, b) => a - b).map((day) => ({ startsIn: week + day, halves: 2 })),
  );
}
