/** Everybody signed in reads the notices that are theirs, newest first. */
import { Injectable } from '@nestjs/common';
import type { Refused } from '../kernel/decision.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { type NoticeReader, NoticeReaderStore, type NoticeRow } from './notice-reader.store.js';

export type { NoticeReader, NoticeRow as NoticeOfReader } from './notice-reader.store.js';

const LIST = 'notices';

@Injectable()
export class ReadNotices {
  constructor(
    private readonly database: Database,
    private readonly store: NoticeReaderStore,
    private readonly cursors: Cursors,
  ) {}

  async page(
    reader: NoticeReader,
    first: number,
    after: string | null | undefined,
  ): Promise<Connection<NoticeRow> | Refused> {
    const position = after ? this.cursors.open(LIST, after) : null;
    if (position && !position.accepted) return position;
    const before = position?.value[0];
    const rows = await this.store.page(this.database, reader, typeof before === 'string' ? before : null, first + 1);
    return pageOf(
      rows,
      first,
      (row) => row,
      ({ sequence }) => this.cursors.seal(LIST, [sequence]),
    );
  }

  /** Zero for whoever gets no notices. */
  async unread(viewer: Viewer): Promise<number> {
    if (viewer.kind === 'PUBLIC' || viewer.kind === 'PARTNER') return 0;
    return this.store.countUnread(this.database, viewer);
  }
}
