/** A family reads who opened its details in words that name a circle, a kind of help and a half-day, and nobody. */
import { halfOf, localDateOf } from '../calendar/half-day.js';
import type { HelpKind } from '../kernel/help.js';
import type { Language } from '../kernel/refusals.js';

const forWhat: Readonly<Record<Language, Readonly<Record<HelpKind, string>>>> = {
  en: { GROCERY: 'groceries', RIDE: 'a ride', MONEY: 'money', TIME: 'their time' },
  es: { GROCERY: 'las compras', RIDE: 'un viaje', MONEY: 'dinero', TIME: 'su tiempo' },
};
const when: Readonly<Record<Language, Readonly<Record<'MORNING' | 'AFTERNOON', string>>>> = {
  en: { MORNING: 'in the morning', AFTERNOON: 'in the afternoon' },
  es: { MORNING: 'por la mañana', AFTERNOON: 'por la tarde' },
};

export function disclosureText(
  { circleName, kind, openedHalf }: { circleName: string; kind: HelpKind; openedHalf: number },
  language: Language,
): string {
  const day = new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${localDateOf(openedHalf)}T00:00:00Z`));
  const half = when[language][halfOf(openedHalf)];
  const what = forWhat[language][kind];
  return language === 'es'
    ? `Un hogar del círculo ${circleName} abrió sus datos, para ${what}, el ${day} ${half}.`
    : `A home of the circle ${circleName} opened your details, for ${what}, on ${day} ${half}.`;
}
