/** What a canary asks for: nothing out of the ordinary, drawn from the same words as its neighbours, and nobody's. */
import { halfDayAt, localDateOf } from '../../calendar/half-day.js';
import { type Decision, refuse } from '../../kernel/decision.js';
import type { Acceptance, HelpKind, Urgency } from '../../kernel/help.js';
import { type DecidedPost, decidePost, type KindInput } from './post.js';

/** What is copied of requests that are really there, each of another one: so that canaries are spread as they are. */
export interface CanaryPattern {
  readonly cell: string;
  readonly timeZone: string;
  readonly kind: HelpKind;
  readonly acceptance: Acceptance;
  readonly urgency: Urgency;
  readonly languages: readonly string[];
  readonly isDated: boolean;
}

const SUMMARIES = [null, 'Thank you for reading this.', 'Somos una familia pequeña.', 'Evenings are best.', 'Gracias.'];
const NAMES = ['rice', 'frijoles', 'milk', 'eggs', 'masa harina', 'onions', 'diapers', 'bread', 'aceite', 'carrots'];
const SKILLS = ['INTERPRETATION', 'PAPERWORK', 'TUTORING', 'ACCOMPANIMENT', 'REPAIR'] as const;
/** Sealed, so that the box is as long as another one; no phone rings there. */
const CONTACTS = ['+1 503 555 0142', '+1 713 555 0117', '+1 602 555 0175', '+1 312 555 0108'];
const FARTHEST_DAYS = 6;

/** `draws`: numbers from 0 to 2³² − 1. */
export function decideCanaryPost(pattern: CanaryPattern, draws: readonly number[], now: Date): Decision<DecidedPost> {
  const draw = <T>(from: readonly T[], at: number): T | undefined => from[(draws[at] ?? 0) % from.length];
  const summary = draw(SUMMARIES, 0) ?? null;
  const contact = draw(CONTACTS, 1) ?? null;
  const inDays = 1 + ((draws[2] ?? 0) % FARTHEST_DAYS);
  const date = localDateOf(halfDayAt(now, pattern.timeZone) + 2 * inDays);
  const kind = kindOf(pattern, draws);
  if (!kind) return refuse('INVALID_INPUT');
  return decidePost(
    {
      place: { cell: pattern.cell },
      summary,
      languages: pattern.languages,
      urgency: pattern.urgency,
      acceptance: pattern.acceptance,
      window: pattern.isDated ? { from: date, fromHalf: 'MORNING', until: date, untilHalf: 'AFTERNOON' } : null,
      rule: null,
      handoff: { contactMethod: 'TEXT', contact, instructions: summary },
    },
    kind,
    now,
    pattern.timeZone,
  );
}

function kindOf(
  { kind, languages }: Pick<CanaryPattern, 'kind' | 'languages'>,
  draws: readonly number[],
): KindInput | null {
  const below = (most: number, at: number) => (draws[at] ?? 0) % most;
  // Nobody is ever told of it: for who has the table it is a column like any other.
  const sharesTrip = below(3, 5) === 0;
  switch (kind) {
    case 'GROCERY': {
      const items = NAMES.slice(below(5, 3), 6 + below(4, 4)).map((name, at) => ({
        name,
        quantity: 1 + below(4 + at, 5),
        unit: 'PIECE' as const,
      }));
      const household = (['TWO', 'THREE_TO_FOUR', 'FIVE_TO_SIX'] as const)[below(3, 6)];
      const payer = below(4, 7) === 0 ? 'FAMILY_PAYS_BACK' : 'HOME';
      const its = { substitutions: 'ANY_SIMILAR', payer, dropOff: 'DOORSTEP', sharesTrip } as const;
      return household ? { kind, items, householdSize: household, ...its } : null;
    }
    case 'RIDE': {
      const its = { wheelchair: 'NONE', luggage: 'BAGS', sharesTrip } as const;
      return { kind, passengers: 1 + below(4, 3), returnLeg: below(2, 4) === 0, ...its };
    }
    case 'TIME': {
      const skill = SKILLS[below(SKILLS.length, 3)];
      const language = skill === 'INTERPRETATION' ? (languages[0] ?? 'es') : null;
      return skill ? { kind, skill, language, minutes: 30 * (1 + below(5, 4)), mode: 'IN_PERSON' } : null;
    }
    case 'MONEY':
      // No home ever sees these, so nobody comes by one in the list.
      return kindOf({ kind: 'GROCERY', languages }, draws);
  }
}
