/** Mail leaves through whoever this instance was given: a server, or a folder that a person can look into. */

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  /** The same whenever the same letter is sent again, so that a mailbox shows it once. */
  readonly messageId: string;
  readonly date: Date;
}

/** REFUSED: this address takes no letter, now or later. LATER: it may take one another time. */
export type Delivery = 'TAKEN' | 'REFUSED' | 'LATER';

export abstract class Mailer {
  /** Rejects when nothing can be sent at all. */
  abstract send(letter: Letter): Promise<Delivery>;
}

/** Of the address that letters come from. */
export function senderDomain(mailFrom: string): string {
  return /@([A-Za-z0-9.-]+)/.exec(mailFrom)?.[1] ?? 'sanctuary-homes.invalid';
}

/** What both ways of sending tell nodemailer; nothing of a letter is ever read from a file or an address. */
export function messageOf({ to, subject, text, language, messageId, date }: Letter, from: string) {
  return {
    from,
    to,
    subject,
    text,
    messageId,
    date,
    xMailer: false as const,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
