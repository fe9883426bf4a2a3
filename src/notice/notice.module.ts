/** Being told: what happened and concerns you, in words that name nobody. */
import { Global, Module } from '@nestjs/common';
import { NoticeStore } from './notice.store.js';
import { Notices } from './notices.js';

@Global()
@Module({ providers: [NoticeStore, Notices], exports: [Notices] })
export class NoticeModule {}
