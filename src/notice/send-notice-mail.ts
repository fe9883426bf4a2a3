/** Tells homes and coordinators by mail that there is news: one letter a person, however much happened. */
import { Injectable } from '@nestjs/common';
import { SealedPersons } from '../access/sealed-persons.js';
import { isRefused, refuse } from '../kernel/decision.js';
import type { Transaction } from '../platform/database/transaction.js';
import { OwnerDatabase } from '../platform/instance-parts.js';
import type { Sweep } from '../platform/jobs/sweep.js';
import { Mailer } from '../platform/mail/mailer.js';
import { NoticeLetters } from './notice-letters.js';
import { type MailRecipient, NoticeMailStore } from './notice-mail.store.js';

/** The rest waits for the next mark. */
const MOST_AT_ONCE = 1_000;

/**
 * Sent at least once: the mark is taken back when the letter did not leave, and whoever is killed between sending and
 * committing sends the same letter, under the same Message-ID, again. Better twice than never.
 */
@Injectable()
export class SendNoticeMail implements Sweep {
  readonly name = 'send-notice-mail';

  constructor(
    private readonly owner: OwnerDatabase,
    private readonly store: NoticeMailStore,
    private readonly persons: SealedPersons,
    private readonly letters: NoticeLetters,
    private readonly mailer: Mailer,
  ) {}

  /** How many letters left. Rejects when the mail server is not there: everything stays due. */
  async run(now: Date): Promise<number> {
    let sent = 0;
    for (const recipient of await this.store.due(this.owner.database, MOST_AT_ONCE)) {
      const letters = await this.owner.database.transaction((tx) => this.tell(tx, recipient, now));
      if (!isRefused(letters)) sent += letters;
    }
    return sent;
  }

  private async tell(tx: Transaction, recipient: MailRecipient, now: Date) {
    const oldestNotice = await this.store.take(tx, recipient);
    if (oldestNotice === null) return 0;
    const persons = await this.store.persons(tx, recipient);
    const addresses = await this.persons.openAsOwner(tx, persons, now);
    let sent = 0;
    for (const { personId, languages } of persons) {
      const email = addresses.get(personId)?.email;
      if (email === undefined) continue;
      const letter = this.letters.write({ personId, email, languages, oldestNotice }, now);
      const delivery = await this.mailer.send(letter);
      // The mark goes back with the transaction.
      if (delivery === 'LATER') return refuse('BUSY');
      if (delivery === 'TAKEN') sent += 1;
    }
    return sent;
  }
}
