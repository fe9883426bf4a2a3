/** Being told: what happened and concerns you, in words that name nobody. */
import { Global, Module } from '@nestjs/common';
import { ForgetNotices } from './forget-notices.js';
import { NoticeStore } from './notice.store.js';
import { Notices } from './notices.js';
import { RemindOfWaiting } from './remind-of-waiting.js';

@Global()
@Module({ providers: [NoticeStore, Notices, RemindOfWaiting, ForgetNotices], exports: [Notices, RemindOfWaiting] })
export class NoticeModule {}
