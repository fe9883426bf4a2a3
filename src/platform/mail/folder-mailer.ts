/** Without a mail server every letter becomes a file that any mail program opens; one that is sent again, the same file. */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type Delivery, type Letter, Mailer, messageOf } from './mailer.js';

export class FolderMailer extends Mailer {
  private readonly transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  async send(letter: Letter): Promise<Delivery> {
    const { message } = await this.transport.sendMail(messageOf(letter, this.from));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = createHash('sha256').update(letter.messageId).digest('hex').slice(0, 24);
    const file = join(this.folder, `${name}.eml`);
    await writeFile(`${file}.writing`, message, { mode: 0o600 });
    await rename(`${file}.writing`, file);
    return 'TAKEN';
  }
}
