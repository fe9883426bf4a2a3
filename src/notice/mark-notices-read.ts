/** What somebody has read stays read, and no mail tells of it afterwards. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import { Database } from '../platform/database/database.js';
import { type NoticeReader, NoticeReaderStore } from './notice-reader.store.js';

export interface NoticesToMark {
  readonly ids?: readonly string[] | null;
  readonly all?: boolean | null;
}

@Injectable()
export class MarkNoticesRead {
  constructor(
    private readonly database: Database,
    private readonly store: NoticeReaderStore,
  ) {}

  /** Refuses ids that are not the reader's, whether or not they exist: then nothing is marked. */
  async execute(reader: NoticeReader, { ids, all }: NoticesToMark): Promise<{ unreadNotices: number } | Refused> {
    if ((ids ?? null) === null ? all !== true : all === true) return refuse('INVALID_INPUT', [ids ? 'all' : 'ids']);
    const marked = ids ? [...new Set(ids)] : null;
    if (!marked?.every(isPublicId) && marked) return refuse('NOT_FOUND', ['ids']);
    return this.database.transaction(async (tx) => {
      const theirs = await this.store.markRead(tx, reader, marked);
      if (marked && theirs < marked.length) return refuse('NOT_FOUND', ['ids']);
      return { unreadNotices: await this.store.countUnread(tx, reader) };
    });
  }
}
