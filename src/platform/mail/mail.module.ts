/** The one way out for mail. */
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Settings } from '../instance-parts.js';
import { Logger } from '../logger.js';
import { FolderMailer } from './folder-mailer.js';
import { Mailer } from './mailer.js';
import { SmtpMailer } from './smtp-mailer.js';

@Global()
@Module({
  providers: [
    {
      provide: Mailer,
      useFactory: ({ config }: Settings, logger: Logger): Mailer =>
        config.smtpUrl === undefined
          ? new FolderMailer(join(config.dataFolder, 'mail'), config.mailFrom)
          : new SmtpMailer(config.smtpUrl, config.mailFrom, logger),
      inject: [Settings, Logger],
    },
  ],
  exports: [Mailer],
})
export class MailModule {}
