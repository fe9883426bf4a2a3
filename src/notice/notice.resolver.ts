/** Notices over GraphQL. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowEveryRole } from '../access/allow.guard.js';
import { halfOf, localDateOf } from '../calendar/half-day.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { MarkNoticesRead } from './mark-notices-read.js';
import { MarkNoticesReadInput, MarkNoticesReadResult, Notice, NoticeConnection, NoticesRead } from './notice.type.js';
import { noticeText } from './notice-code.js';
import { type NoticeOfReader, type NoticeReader, ReadNotices } from './read-notices.js';

@Resolver(() => Notice)
export class NoticeResolver {
  constructor(
    private readonly reading: ReadNotices,
    private readonly marking: MarkNoticesRead,
  ) {}

  @Query(() => NoticeConnection, {
    description:
      'What happened that concerns you, newest first, kept for 30 days. Homes and coordinators: your own. Families: those of your requests.',
  })
  @Allow('FAMILY', 'HOME', 'COORDINATOR')
  async notices(
    @Args() { first, after }: PageArgs,
    @CurrentViewer() viewer: NoticeReader,
    @CurrentLanguage() language: Language,
  ): Promise<Connection<Notice> | Refused> {
    const page = await this.reading.page(viewer, first, after);
    if (isRefused(page)) return page;
    return { ...page, edges: page.edges.map(({ node, cursor }) => ({ cursor, node: shown(node, language) })) };
  }

  @Mutation(() => MarkNoticesReadResult, {
    description: 'Marks notices of yours as read; families, homes and coordinators. Doing it again changes nothing.',
  })
  @Allow('FAMILY', 'HOME', 'COORDINATOR')
  @AllowEveryRole()
  async markNoticesRead(
    @Args('input') input: MarkNoticesReadInput,
    @CurrentViewer() viewer: NoticeReader,
  ): Promise<NoticesRead | Refused> {
    const marked = await this.marking.execute(viewer, input);
    return isRefused(marked) ? marked : Object.assign(new NoticesRead(), marked);
  }
}

function shown({ happenedHalf, ...row }: NoticeOfReader, language: Language): Notice {
  return {
    id: row.id,
    code: row.code,
    text: noticeText(row.code, language),
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    requestId: row.requestId,
    happenedOn: localDateOf(happenedHalf),
    happenedHalf: halfOf(happenedHalf),
    read: row.read,
  };
}
