/** Being told: what happened and concerns you, in words that name nobody. */
import { Global, Module } from '@nestjs/common';
import { ForgetNotices } from './forget-notices.js';
import { NoticeStore } from './notice.store.js';
import { Notices } from './notices.js';

@Global()
@Module({ providers: [NoticeStore, Notices, ForgetNotices], exports: [Notices] })
export class NoticeModule {}
