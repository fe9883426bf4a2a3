/** A time request is minutes of somebody's skill, in person or not; interpretation says into which language. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { Mode, Skill } from '../../kernel/help.js';
import { decideLanguage, withoutRegion } from '../../kernel/languages.js';
import { decideQuantity } from '../../kernel/quantity.js';
import type { PostedLine } from './posting.js';

export interface TimeInput {
  readonly skill: Skill;
  readonly minutes: number;
  /** That the helper has to speak. Required for interpretation. */
  readonly language?: string | null;
  readonly mode: Mode;
  /** Several homes may share the time. Left out: yes, but not for childcare, where faces should not change. */
  readonly maySplit?: boolean | null;
}

export interface TimePost {
  readonly details: { readonly skill: Skill; readonly spokenLanguage: string | null; readonly mode: Mode };
  readonly lines: readonly PostedLine[];
}

/** A quarter of an hour to a day, in steps of five. */
const MINUTES = { min: 15, max: 1440, step: 5 };

export function decideTime(input: TimeInput): Decision<TimePost> {
  const minutes = decideQuantity(input.minutes, MINUTES, ['minutes']);
  if (!minutes.accepted) return minutes;
  const language = input.language ? decideLanguage(input.language, ['language']) : accept(null);
  if (!language.accepted) return language;
  const spoken = language.value === null ? null : withoutRegion(language.value);
  if (input.skill === 'INTERPRETATION' && spoken === null) return refuse('INVALID_INPUT', ['language']);
  return accept({
    details: { skill: input.skill, spokenLanguage: spoken, mode: input.mode },
    lines: [
      {
        label: null,
        note: null,
        unit: 'MINUTE',
        quantity: minutes.value,
        divisible: input.maySplit ?? input.skill !== 'CHILDCARE',
      },
    ],
  });
}
