/** Reading notices, and the mail that says there are some. Telling them is a module of its own, on which everybody stands. */
import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { MarkNoticesRead } from './mark-notices-read.js';
import { NoticeResolver } from './notice.resolver.js';
import { NoticeLetters } from './notice-letters.js';
import { NoticeMailStore } from './notice-mail.store.js';
import { NoticeReaderStore } from './notice-reader.store.js';
import { NoticesOfHome } from './notices-of-home.js';
import { ReadNotices } from './read-notices.js';
import { SendNoticeMail } from './send-notice-mail.js';
import { UnreadOfViewerResolver } from './unread-of-viewer.resolver.js';

@Module({
  imports: [AccessModule],
  providers: [
    NoticeReaderStore,
    NoticesOfHome,
    ReadNotices,
    MarkNoticesRead,
    NoticeResolver,
    UnreadOfViewerResolver,
    NoticeMailStore,
    NoticeLetters,
    SendNoticeMail,
  ],
})
export class NoticeReadingModule {}
