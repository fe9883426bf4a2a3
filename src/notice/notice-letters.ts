/** A mail says that there is news and nothing of what: neither its words nor its length tell one event from another. */
import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { baseLanguage } from '../kernel/languages.js';
import type { Language } from '../kernel/refusals.js';
import { Settings } from '../platform/instance-parts.js';
import { type Letter, senderDomain } from '../platform/mail/mailer.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';

const WORDS: Readonly<Record<Language, { readonly subject: string; readonly text: string }>> = {
  en: {
    subject: 'Sanctuary Homes: there is news for you',
    text: [
      'Hello,',
      '',
      'There is news on one of your claims, offers or requests. Sign in to read it.',
      '',
      'This mail says no more on purpose, and never carries a link to click: go to the page where you signed up.',
      '',
    ].join('\n'),
  },
  es: {
    subject: 'Sanctuary Homes: hay novedades para usted',
    text: [
      'Hola:',
      '',
      'Hay novedades en una de sus propuestas, ofertas o solicitudes. Inicie sesión para leerlas.',
      '',
      'Este correo no dice más a propósito y nunca lleva enlaces: vaya a la página donde se registró.',
      '',
    ].join('\n'),
  },
};

export interface LetterOccasion {
  readonly personId: string;
  readonly email: string;
  /** BCP 47 tags in the order in which the person prefers them. */
  readonly languages: readonly string[];
  /** The oldest of the notices that it is about: a letter that is sent again is about the same one. */
  readonly oldestNotice: string;
}

@Injectable()
export class NoticeLetters {
  private readonly key: Buffer;
  /** Of the sender. */
  private readonly domain: string;

  constructor(secrets: InstanceSecrets, { config }: Settings) {
    this.key = secrets.secret('mail');
    this.domain = senderDomain(config.mailFrom);
  }

  write({ personId, email, languages, oldestNotice }: LetterOccasion, date: Date): Letter {
    const language = languages.map(baseLanguage).find((its): its is Language => its === 'en' || its === 'es') ?? 'en';
    const id = createHmac('sha256', this.key).update(`${personId}/${oldestNotice}`).digest('hex').slice(0, 32);
    return { to: email, ...WORDS[language], language, messageId: `<${id}@${this.domain}>`, date };
  }
}
