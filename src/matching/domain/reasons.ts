/** Why a match was suggested and what speaks against it, in words that tell nobody's number, and nothing about other families or homes. */
import type { Language } from '../../kernel/refusals.js';
import type { MatchFacts } from './rank.js';

const texts = {
  NEEDED_TODAY: { en: 'It is needed today.', es: 'Se necesita hoy.' },
  NEEDED_THIS_WEEK: { en: 'It is needed this week.', es: 'Se necesita esta semana.' },
  WAITING: { en: 'It has been waiting for days.', es: 'Lleva días esperando.' },
  CLOSE_BY: { en: 'It is close by.', es: 'Queda cerca.' },
  MAY_BE_BEYOND_REACH: { en: 'It may be beyond reach.', es: 'Puede quedar fuera del alcance.' },
  WITHIN_REACH: { en: 'It is within reach.', es: 'Está dentro del alcance.' },
  WHOLE_WINDOW: { en: 'The whole time fits.', es: 'Coincide todo el horario.' },
  PART_OF_WINDOW: { en: 'Part of the time fits.', es: 'Coincide una parte del horario.' },
  SERVES_ALL: { en: 'It covers everything that is still needed.', es: 'Cubre todo lo que aún se necesita.' },
  SERVES_PART: { en: 'It covers part of what is still needed.', es: 'Cubre una parte de lo que aún se necesita.' },
  COMMON_LANGUAGE: { en: 'You have a language in common.', es: 'Tienen un idioma en común.' },
  NO_COMMON_LANGUAGE: { en: 'You may have no language in common.', es: 'Quizás no tengan un idioma en común.' },
  SAME_CIRCLE: { en: 'It is in the same circle.', es: 'Es del mismo círculo.' },
  NEEDS_NO_COORDINATOR: {
    en: "No coordinator is on duty, and this one needs no coordinator's yes.",
    es: 'Nadie está de guardia, y aquí no hace falta que un coordinador diga que sí.',
  },
  WAITS_FOR_COORDINATOR: {
    en: "No coordinator is on duty: this one would wait for a coordinator's yes.",
    es: 'Nadie está de guardia: habría que esperar a que un coordinador diga que sí.',
  },
  LINKED_CIRCLE: { en: 'It is in a linked circle.', es: 'Es de un círculo vinculado.' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

export type MatchReasonCode = keyof typeof texts;

export const matchReasonTexts: Readonly<Record<MatchReasonCode, Readonly<Record<Language, string>>>> = texts;

/** What lowers a match. A gate that is shut is told first all the same, since it decides the order. */
const AGAINST: ReadonlySet<MatchReasonCode> = new Set([
  'MAY_BE_BEYOND_REACH',
  'PART_OF_WINDOW',
  'SERVES_PART',
  'NO_COMMON_LANGUAGE',
  'WAITS_FOR_COORDINATOR',
]);

/** Otherwise it speaks against it. */
export function speaksFor(code: MatchReasonCode): boolean {
  return !AGAINST.has(code);
}

const CLOSE_RINGS = 1;
const WAITING_DAYS = 3;

/** What speaks for it, then what speaks against it, each in the order of the weights. Reliability weighs, but is nobody's to read. */
export function reasonsFor(facts: Omit<MatchFacts, 'confirmed' | 'broken'>): readonly MatchReasonCode[] {
  const codes: (MatchReasonCode | null)[] = [
    facts.urgency === 'TODAY' ? 'NEEDED_TODAY' : facts.urgency === 'THIS_WEEK' ? 'NEEDED_THIS_WEEK' : null,
    distance(facts),
    facts.servedShare === 1 ? 'SERVES_ALL' : 'SERVES_PART',
    facts.waitingDays >= WAITING_DAYS ? 'WAITING' : null,
    facts.windowShare === 1 ? 'WHOLE_WINDOW' : 'PART_OF_WINDOW',
    facts.commonLanguage ? 'COMMON_LANGUAGE' : 'NO_COMMON_LANGUAGE',
    facts.closeness === 'NETWORK' ? null : facts.closeness,
  ];
  const told = codes.filter((code) => code !== null);
  return [...told.filter(speaksFor), ...told.filter((code) => !speaksFor(code))];
}

function distance({ rings, reachRings }: Pick<MatchFacts, 'rings' | 'reachRings'>): MatchReasonCode | null {
  if (rings === null) return null;
  if (rings > reachRings) return 'MAY_BE_BEYOND_REACH';
  return rings <= CLOSE_RINGS ? 'CLOSE_BY' : 'WITHIN_REACH';
}

export function reasonText(code: MatchReasonCode, language: Language): string {
  return matchReasonTexts[code][language];
}
