/** Sends through the server of `SMTP_URL`, and tells an address that is refused from a server that is not there. */
import { createTransport } from 'nodemailer';
import type { Logger } from '../logger.js';
import { type Delivery, type Letter, Mailer, messageOf } from './mailer.js';

/** Longer than a slow server takes, shorter than a transaction may idle. */
const PATIENCE_MS = 8_000;

export class SmtpMailer extends Mailer {
  private readonly transport;

  constructor(
    url: string,
    private readonly from: string,
    private readonly logger: Logger,
  ) {
    super();
    this.transport = createTransport({
      url,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      dnsTimeout: PATIENCE_MS,
    });
  }

  async send(letter: Letter): Promise<Delivery> {
    try {
      await this.transport.sendMail(messageOf(letter, this.from));
      return 'TAKEN';
    } catch (error) {
      const delivery = verdictOn(error);
      if (!delivery) throw error;
      // Whose it is stays out of the log: the operator learns that it happens.
      this.logger.warn('a letter was not taken', { code: delivery });
      return delivery;
    }
  }
}

/** Null when the trouble is with the server, not with this letter. */
function verdictOn(error: unknown): Delivery | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  if (error.code !== 'EENVELOPE' && error.code !== 'EMESSAGE') return null;
  const reply = 'responseCode' in error ? Number(error.responseCode) : Number.NaN;
  // No reply at all: the address could not even be written into a command.
  return reply >= 400 && reply < 500 ? 'LATER' : 'REFUSED';
}
