/** How words fare and why, as a person reads it who may be in a hurry: what to leave out and where else it is safe, never what was found. */
import type { Language } from '../kernel/refusals.js';
import type { TextReason } from './text-reason.js';
import type { TextState } from './text-review.js';

export const reasonTexts = {
  PHONE: {
    en: 'This looks like a phone number. Many people would read it here: keep it for the private details or for messages.',
    es: 'Parece un número de teléfono. Aquí lo leerían muchas personas: déjelo para los datos privados o los mensajes.',
  },
  EMAIL: {
    en: 'This looks like an e-mail address. Many people would read it here: keep it for the private details or for messages.',
    es: 'Parece un correo electrónico. Aquí lo leerían muchas personas: déjelo para los datos privados o los mensajes.',
  },
  HANDLE: {
    en: 'This looks like a name that somebody uses online. Many people would read it here: keep it for the private details or for messages.',
    es: 'Parece un nombre que alguien usa en redes. Aquí lo leerían muchas personas: déjelo para los datos privados o los mensajes.',
  },
  WEB_ADDRESS: {
    en: 'This looks like the address of a web page. Please leave it out.',
    es: 'Parece la dirección de una página web. Por favor, no la ponga.',
  },
  ADDRESS: {
    en: 'This may say where somebody lives or can be met. Many people would read it here: keep it for the private details or for messages.',
    es: 'Puede decir dónde vive alguien o dónde encontrarle. Aquí lo leerían muchas personas: déjelo para los datos privados o los mensajes.',
  },
  NAME: {
    en: 'This may be the name of a person. Nobody needs it here: please leave it out.',
    es: 'Puede ser el nombre de una persona. Aquí nadie lo necesita: por favor, no lo ponga.',
  },
  A_NUMBER: {
    en: 'This looks like an A-number. Nobody here needs it: please never write it.',
    es: 'Parece un número A. Aquí nadie lo necesita: por favor, nunca lo escriba.',
  },
  RECEIPT_NUMBER: {
    en: 'This looks like the number of an immigration receipt. Nobody here needs it: please never write it.',
    es: 'Parece el número de un recibo de inmigración. Aquí nadie lo necesita: por favor, nunca lo escriba.',
  },
  CASE_NUMBER: {
    en: 'This looks like the number of a case. Nobody here needs it: please never write it.',
    es: 'Parece el número de un caso. Aquí nadie lo necesita: por favor, nunca lo escriba.',
  },
  ID_NUMBER: {
    en: 'This looks like a number that belongs to a person, such as of a card or an account. Please leave it out.',
    es: 'Parece un número de una persona, como el de una tarjeta o una cuenta. Por favor, no lo ponga.',
  },
  LICENSE_PLATE: {
    en: 'This looks like a license plate. Many people would read it here: keep it for the private details or for messages.',
    es: 'Parece una placa de auto. Aquí la leerían muchas personas: déjela para los datos privados o los mensajes.',
  },
  BIRTH_DATE: {
    en: 'This looks like a date of birth. An age is enough: please leave the date out.',
    es: 'Parece una fecha de nacimiento. Basta la edad: por favor, no ponga la fecha.',
  },
  IMMIGRATION: {
    en: 'This may say something of somebody’s papers. Nobody here needs to know that: please leave it out.',
    es: 'Puede decir algo de los papeles de alguien. Aquí nadie necesita saberlo: por favor, no lo ponga.',
  },
  LOCAL_WORD: {
    en: 'It holds words that point at somebody here. Say it differently.',
    es: 'Contiene palabras que aquí señalan a alguien. Dígalo de otra manera.',
  },
  SINGLES_OUT: {
    en: 'A coordinator thinks that these words could lead to somebody, by a name, a number or a place perhaps. Please say less.',
    es: 'Un coordinador piensa que estas palabras podrían llevar a alguien, quizás por un nombre, un número o un lugar. Por favor, diga menos.',
  },
  UNCLEAR: {
    en: 'A coordinator could not tell what is meant. Say it differently.',
    es: 'Un coordinador no entendió qué quiere decir. Dígalo de otra manera.',
  },
  UNKIND: {
    en: 'A coordinator found these words hurtful. Say it differently.',
    es: 'Un coordinador encontró hirientes estas palabras. Dígalo de otra manera.',
  },
  OTHER: { en: 'A coordinator asks for other words.', es: 'Un coordinador pide otras palabras.' },
  RETURNED_BEFORE: {
    en: 'Words came back here once: a coordinator reads new ones before others do.',
    es: 'Aquí se devolvieron palabras una vez: un coordinador leerá las nuevas antes que los demás.',
  },
} as const satisfies Record<TextReason, { en: string; es: string }>;

export const stateTexts = {
  SHOWN: { en: 'All words are shown.', es: 'Todas las palabras se muestran.' },
  WAITING: {
    en: 'A coordinator reads some of these words before others do. Nothing else has to wait for that. You can also write them differently now.',
    es: 'Un coordinador leerá algunas de estas palabras antes que los demás. Lo demás no tiene que esperar. También puede escribirlas de otra manera ahora.',
  },
  RETURNED: {
    en: 'A coordinator asks for other words in place of some. Nothing else has to wait for that. Please write them differently.',
    es: 'Un coordinador pide otras palabras en lugar de algunas. Lo demás no tiene que esperar. Por favor, escríbalas de otra manera.',
  },
} as const satisfies Record<TextState, { en: string; es: string }>;

/** Held once for what the screening does not find any more. */
const NOT_FOUND_ANY_MORE = {
  en: 'A coordinator reads these words first.',
  es: 'Un coordinador leerá primero estas palabras.',
};

export function reasonText(reasons: readonly TextReason[], language: Language): string {
  if (reasons.length === 0) return NOT_FOUND_ANY_MORE[language];
  return reasons.map((reason) => reasonTexts[reason][language]).join(' ');
}
