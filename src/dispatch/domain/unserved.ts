/** Why nobody is asked for a request, in words that name no home and no other family. */
import type { Language } from '../../kernel/refusals.js';
import { words } from '../../kernel/words.js';

/** In the order in which they are asked: the first that leaves nobody is the reason. */
export const UnservedReason = words(
  'NO_OFFER_OF_ITS_KIND',
  'OUT_OF_REACH',
  'NO_COMMON_TIME',
  'LACKS_FEATURE',
  'LACKS_SKILL',
  'NOT_TRUSTED_ENOUGH',
  'TOO_LITTLE_LEFT',
  'HOMES_HAVE_ENOUGH',
  'NONE_FITS',
  'OTHERS_NEED_IT_MORE',
);
export type UnservedReason = keyof typeof UnservedReason;

export const unservedTexts: Readonly<Record<UnservedReason, Readonly<Record<Language, string>>>> = {
  NO_OFFER_OF_ITS_KIND: {
    en: 'No home of the circle offers help of this kind.',
    es: 'Ningún hogar del círculo ofrece ayuda de este tipo.',
  },
  OUT_OF_REACH: { en: 'No offer reaches its area.', es: 'Ninguna oferta llega a su zona.' },
  NO_COMMON_TIME: {
    en: 'No offer that reaches it stands at its time, or the homes are out then already.',
    es: 'Ninguna oferta que llega coincide en el horario, o los hogares ya salen a esa hora.',
  },
  LACKS_FEATURE: {
    en: 'No offer has the access or the child seats that it needs.',
    es: 'Ninguna oferta tiene la accesibilidad o los asientos infantiles que necesita.',
  },
  LACKS_SKILL: {
    en: 'No offer has the skill or the language that it needs.',
    es: 'Ninguna oferta tiene la habilidad o el idioma que necesita.',
  },
  NOT_TRUSTED_ENOUGH: {
    en: 'It asks for a tier or a training that no home with such an offer has.',
    es: 'Pide un nivel o una formación que no tiene ningún hogar con esa oferta.',
  },
  TOO_LITTLE_LEFT: {
    en: 'No offer has enough left for any of its lines.',
    es: 'A ninguna oferta le queda suficiente para alguna de sus líneas.',
  },
  HOMES_HAVE_ENOUGH: {
    en: 'The homes that could have as many open claims as they may.',
    es: 'Los hogares que podrían ya tienen todos los compromisos que se les permiten.',
  },
  NONE_FITS: { en: 'No offer of the circle fits.', es: 'Ninguna oferta del círculo encaja.' },
  OTHERS_NEED_IT_MORE: {
    en: 'There are offers that fit, and all are needed for others.',
    es: 'Hay ofertas que encajan, y todas hacen falta para otras personas.',
  },
};
