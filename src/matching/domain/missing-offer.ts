/** What is missing where nothing could serve a request, in words for whoever may find it elsewhere. */
import type { AccessFeature } from '../../kernel/access-needs.js';
import type { Skill } from '../../kernel/help.js';
import type { Language } from '../../kernel/refusals.js';
import { words } from '../../kernel/words.js';

/** Each supposes that none before it is missing. */
export const MissingOffer = words(
  'OFFER',
  'SKILL',
  'FEATURE',
  'CHILD_SEATS',
  'LANGUAGE',
  'TRUST',
  'TIME',
  'FREE_OFFER',
  'ANSWER',
);
export type MissingOffer = keyof typeof MissingOffer;

/** What the request asks for, as far as it may be said. */
export interface MissingOf {
  readonly skill: Skill | null;
  /** Null when whoever reads it may not learn of the family's needs. */
  readonly feature: AccessFeature | null;
  /** A tag: that the helper has to speak. */
  readonly language: string | null;
}

const features: Readonly<Record<AccessFeature, Readonly<Record<Language, string>>>> = {
  STEP_FREE: { en: 'No home in reach is step-free.', es: 'Ningún hogar al alcance carece de escalones.' },
  ROOM_FOR_FOLDED_WHEELCHAIR: {
    en: 'No vehicle in reach has room for a folded wheelchair.',
    es: 'Ningún vehículo al alcance tiene sitio para una silla de ruedas plegada.',
  },
  VEHICLE_WITH_RAMP: { en: 'No vehicle with a ramp is in reach.', es: 'No hay ningún vehículo con rampa al alcance.' },
  WELCOMES_SERVICE_ANIMAL: {
    en: 'No home in reach welcomes service animals.',
    es: 'Ningún hogar al alcance acepta animales de servicio.',
  },
  SIGNS: { en: 'No home in reach signs.', es: 'Ningún hogar al alcance habla lengua de señas.' },
  WRITES_INSTEAD_OF_SPEAKING: {
    en: 'No home in reach writes instead of speaking.',
    es: 'Ningún hogar al alcance escribe en lugar de hablar.',
  },
  PRINTS_LARGE: {
    en: 'No home in reach prints in large letters.',
    es: 'Ningún hogar al alcance imprime en letra grande.',
  },
  KEEPS_QUIET: { en: 'No home in reach keeps quiet.', es: 'Ningún hogar al alcance guarda silencio.' },
  WEARS_MASK: { en: 'No home in reach wears masks.', es: 'Ningún hogar al alcance usa mascarilla.' },
  SCENT_FREE: { en: 'No home in reach is free of scents.', es: 'Ningún hogar al alcance está libre de perfumes.' },
  SMOKE_FREE: { en: 'No home in reach is free of smoke.', es: 'Ningún hogar al alcance está libre de humo.' },
  PET_FREE: { en: 'No home in reach is free of pets.', es: 'Ningún hogar al alcance está libre de mascotas.' },
};

const texts: Readonly<Record<MissingOffer, Readonly<Record<Language, string>>>> = {
  OFFER: { en: 'No offer reaches it.', es: 'Ninguna oferta llega hasta allí.' },
  SKILL: { en: 'Nobody in reach offers this skill.', es: 'Nadie al alcance ofrece esta habilidad.' },
  FEATURE: { en: 'Nothing in reach meets its access needs.', es: 'Nada al alcance cubre sus necesidades de acceso.' },
  CHILD_SEATS: {
    en: 'No vehicle in reach has the child seats.',
    es: 'Ningún vehículo al alcance tiene las sillas infantiles.',
  },
  LANGUAGE: { en: 'Nobody in reach speaks the language.', es: 'Nadie al alcance habla el idioma.' },
  TRUST: {
    en: 'No home in reach has the tier that it asks for.',
    es: 'Ningún hogar al alcance tiene el nivel que pide.',
  },
  TIME: { en: 'Nobody in reach can at that time.', es: 'Nadie al alcance puede en ese horario.' },
  FREE_OFFER: {
    en: 'What fits is taken, or does not know of it yet.',
    es: 'Lo que encaja está ocupado o aún no sabe de ella.',
  },
  ANSWER: {
    en: 'Offers could serve it; nobody has answered yet.',
    es: 'Hay ofertas que podrían servir; nadie ha respondido aún.',
  },
};

export function missingText(missing: MissingOffer, of: MissingOf, language: Language): string {
  if (missing === 'FEATURE' && of.feature) return features[of.feature][language];
  if (missing === 'LANGUAGE' && of.language) {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(of.language) ?? of.language;
    return language === 'es' ? `Nadie al alcance habla ${name}.` : `Nobody in reach speaks ${name}.`;
  }
  return texts[missing][language];
}
