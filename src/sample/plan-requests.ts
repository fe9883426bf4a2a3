/** Which requests the neighbourhood has: believable, of every kind, and the same for a seed. */
import type { AccessNeed } from '../kernel/access-needs.js';
import type { Acceptance, HelpKind, Urgency } from '../kernel/help.js';
import type { PostedLine } from '../request/domain/posting.js';
import { metros } from './metros.js';
import type { Seeded } from './seeded.js';
import { groceries, summaries } from './wording.js';

export interface PlannedRequest {
  readonly kind: HelpKind;
  readonly zip: string;
  readonly urgency: Urgency;
  readonly acceptance: Acceptance;
  /** Days from today and half-days of the window; null: whenever. */
  readonly window: { readonly startsIn: number; readonly afternoon: boolean; readonly halves: number } | null;
  readonly languages: readonly string[];
  readonly accessNeeds: readonly AccessNeed[];
  readonly summary: string;
  readonly lines: readonly PostedLine[];
  /** The columns of the kind's own table. */
  readonly details: Readonly<Record<string, unknown>>;
}

const STORY_SHARE = 0.2;
const KINDS = ['GROCERY', 'GROCERY', 'GROCERY', 'RIDE', 'RIDE', 'RIDE', 'TIME', 'TIME', 'MONEY'] as const;
const NEEDS: readonly AccessNeed[] = ['STEP_FREE', 'QUIET', 'MASKS', 'SERVICE_ANIMAL', 'SCENT_FREE', 'SIGN_LANGUAGE'];
const SKILLS = [
  'ELDERCARE',
  'ACCOMPANIMENT',
  'PAPERWORK',
  'TUTORING',
  'REPAIR',
  'INTERPRETATION',
  'CHILDCARE',
] as const;

export function planRequest(chance: Seeded): PlannedRequest {
  // The story lives in the first of them: its neighbourhood is the densest.
  const metro = chance.chance(STORY_SHARE) ? metros[0] : chance.pick(metros);
  const kind = chance.pick(KINDS);
  const spoken = chance.pick(metro.languages);
  const urgency = chance.pick(['TODAY', 'THIS_WEEK', 'THIS_WEEK', 'WHENEVER', 'WHENEVER'] as const);
  const { lines, details, needs } = bodyOf(kind, chance, spoken);
  return {
    kind,
    zip: chance.pick(metro.zips),
    urgency,
    acceptance: chance.pick(['ANY_TRUSTED_HOME', 'ANY_TRUSTED_HOME', 'MY_COORDINATOR'] as const),
    window: windowOf(urgency, chance),
    languages: spoken === 'en' ? ['en'] : [spoken, ...chance.some(['en'], 0.3)],
    accessNeeds: [...chance.some(NEEDS, 0.04), ...needs],
    summary: chance.pick(summaries[kind]),
    lines,
    details,
  };
}

function windowOf(urgency: Urgency, chance: Seeded): PlannedRequest['window'] {
  if (urgency === 'WHENEVER' && chance.chance(0.6)) return null;
  const startsIn = urgency === 'TODAY' ? 0 : chance.between(1, urgency === 'THIS_WEEK' ? 6 : 20);
  return { startsIn, afternoon: urgency === 'TODAY' || chance.chance(0.5), halves: chance.between(1, 4) };
}

interface Body {
  readonly lines: readonly PostedLine[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly needs: readonly AccessNeed[];
}

function bodyOf(kind: HelpKind, chance: Seeded, spoken: string): Body {
  switch (kind) {
    case 'GROCERY':
      return groceryBody(chance);
    case 'RIDE':
      return rideBody(chance);
    case 'TIME':
      return timeBody(chance, spoken);
    case 'MONEY':
      return {
        lines: [{ label: null, note: null, unit: 'USD', quantity: chance.between(4, 90) * 1_000, divisible: true }],
        details: { currency: 'USD', payable_as: ['GIFT_CARD', 'BILL_PAID_BY_PARTNER'] },
        needs: [],
      };
  }
}

function groceryBody(chance: Seeded): Body {
  const wanted = chance.some(groceries, 0.35);
  const items = wanted.length > 0 ? wanted : [groceries[0]];
  return {
    lines: items.map((item) => ({
      label: item.name,
      note: null,
      unit: item.unit,
      quantity: chance.between(1, item.most),
      divisible: true,
    })),
    details: {
      household_size: chance.pick(['ONE', 'TWO', 'THREE_TO_FOUR', 'FIVE_TO_SIX'] as const),
      substitutions: chance.pick(['ANY_SIMILAR', 'ASK_ME', 'NONE'] as const),
      payer: chance.pick(['HOME', 'FUND', 'FAMILY_PAYS_BACK'] as const),
      drop_off: chance.pick(['DOORSTEP', 'MEETING_POINT', 'THROUGH_COORDINATOR'] as const),
      shares_trip: chance.chance(0.4),
    },
    needs: [],
  };
}

function rideBody(chance: Seeded): Body {
  const passengers = chance.between(1, 4);
  const returns = chance.chance(0.6);
  const ramp = chance.chance(0.06);
  const leg = { label: null, note: null, quantity: passengers, divisible: false };
  return {
    lines: [{ ...leg, unit: 'OUTBOUND_SEAT' }, ...(returns ? [{ ...leg, unit: 'RETURN_SEAT' }] : [])],
    details: {
      passengers,
      wheelchair: ramp ? 'RAMP' : 'NONE',
      return_leg: returns,
      luggage: chance.pick(['NONE', 'NONE', 'BAGS'] as const),
      shares_trip: chance.chance(0.4),
      toddler_seats: passengers > 1 && chance.chance(0.2) ? 1 : 0,
    },
    needs: ramp ? ['WHEELCHAIR_RAMP'] : [],
  };
}

function timeBody(chance: Seeded, spoken: string): Body {
  const skill = chance.pick(SKILLS);
  return {
    lines: [
      {
        label: null,
        note: null,
        unit: 'MINUTE',
        quantity: chance.between(4, 36) * 15,
        divisible: skill !== 'CHILDCARE',
      },
    ],
    details: {
      skill,
      spoken_language: skill === 'INTERPRETATION' ? spoken : null,
      mode: skill === 'INTERPRETATION' ? 'REMOTE' : 'IN_PERSON',
    },
    needs: [],
  };
}
