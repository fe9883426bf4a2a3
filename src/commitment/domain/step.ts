/** A step of the catalogue: what it asks of a home, in which languages and version, and who has reviewed it. */
import type { Language } from '../../kernel/refusals.js';
import { words } from '../../kernel/words.js';

/** The seven practices of a sanctuary home. */
export const Practice = words(
  'LIVING_OUR_VALUES',
  'LEARNING_OUR_RIGHTS',
  'FAIR_EMPLOYMENT',
  'GIVING',
  'EXTENDING_SOLIDARITY',
  'ORGANIZING',
  'TRAINING',
);
export type Practice = keyof typeof Practice;
export const practices = Object.values(Practice);

export const Audience = words('EVERYONE', 'EMPLOYERS');
export type Audience = keyof typeof Audience;

export const MaterialKind = words(
  'CONVERSATION_GUIDE',
  'INVITATION',
  'SIGN',
  'LETTER',
  'SCRIPT',
  'CHECKLIST',
  'CARD',
  'AGREEMENT',
);
export type MaterialKind = keyof typeof MaterialKind;

/** Something to read out, print, send or fill in. */
export interface Material {
  readonly kind: MaterialKind;
  readonly title: string;
  /** Plain text; an empty line parts two paragraphs. */
  readonly text: string;
}

export interface StepText {
  readonly title: string;
  readonly summary: string;
  /** Plain text; an empty line parts two paragraphs. */
  readonly body: string;
  readonly materials: readonly Material[];
}

/** In one language at least. */
export type StepTexts = Readonly<Partial<Record<Language, StepText>>>;

export interface Step {
  readonly id: string;
  readonly practice: Practice;
  readonly audience: Audience;
  /** Of its words: a home that did an earlier one is told that they were revised. */
  readonly version: number;
  readonly texts: StepTexts;
  readonly reviewedBy: string;
  /** YYYY-MM-DD */
  readonly reviewedOn: string;
  /** The name of the partner that added it; null for one that ships. */
  readonly partner: string | null;
  /** It is in no catalogue any more, and shown to homes alone that have marked it. */
  readonly retired: boolean;
}

/** In the language asked for, else in English, else in whichever there is. */
export function inLanguage(
  texts: StepTexts,
  asked: Language,
): { readonly language: Language; readonly text: StepText } {
  for (const language of [asked, 'en', 'es'] as const) {
    const text = texts[language];
    if (text) return { language, text };
  }
  throw new Error('a step has words in one language at least');
}
