/** What is in a plan: its lines and whom nobody would be asked for, with the request and the offer of each. */
import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isRefused } from '../kernel/decision.js';
import { Offer } from '../offer/offer.type.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { refusalError } from '../platform/graphql/outcome.interceptor.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { HelpRequest } from '../request/request.type.js';
import { DispatchPlan } from './dispatch.type.js';
import {
  DispatchLine,
  DispatchLineConnection,
  UnservedRequest,
  UnservedRequestConnection,
} from './dispatch-line.type.js';
import type { PlanLine } from './plan-record.js';
import { ReadDispatch } from './read-dispatch.js';
import { shownLine, shownUnserved } from './shown-plan.js';
import { SubjectsOfPlan } from './subjects-of-plan.js';

@Resolver(() => DispatchPlan)
export class DispatchPlanResolver {
  constructor(private readonly reading: ReadDispatch) {}

  @ResolveField(() => DispatchLineConnection, {
    description: 'Whom would be asked for what, the most pressing first, page by page.',
  })
  async lines(
    @Parent() { record }: DispatchPlan,
    @Args() args: PageArgs,
    @CurrentContext() context: CallContext,
  ): Promise<Connection<DispatchLine>> {
    const page = await this.page(record, true, args, context);
    return shownPage(page, (line) => shownLine(line, context.language));
  }

  @ResolveField(() => UnservedRequestConnection, {
    description: 'Requests that nobody would be asked for, and why, the most pressing first, page by page.',
  })
  async unserved(
    @Parent() { record }: DispatchPlan,
    @Args() args: PageArgs,
    @CurrentContext() context: CallContext,
  ): Promise<Connection<UnservedRequest>> {
    const page = await this.page(record, false, args, context);
    return shownPage(page, (line) => shownUnserved(line, context.language));
  }

  @ResolveField(() => Int, { description: 'How many lines nobody was asked for yet.' })
  async planned(@Parent() { record }: DispatchPlan): Promise<number> {
    return (await this.reading.counts(record)).get('PLANNED') ?? 0;
  }

  @ResolveField(() => Int, { description: 'How many lines were proposed.' })
  async proposed(@Parent() { record }: DispatchPlan): Promise<number> {
    return (await this.reading.counts(record)).get('PROPOSED') ?? 0;
  }

  @ResolveField(() => Int, { description: 'How many lines were skipped.' })
  async skipped(@Parent() { record }: DispatchPlan): Promise<number> {
    return (await this.reading.counts(record)).get('SKIPPED') ?? 0;
  }

  private async page(
    record: DispatchPlan['record'],
    served: boolean,
    { first, after }: PageArgs,
    { language }: CallContext,
  ): Promise<Connection<PlanLine>> {
    const page = await this.reading.lines(record, served, { first, after: after ?? null });
    if (isRefused(page)) throw refusalError(page, language);
    return page;
  }
}

@Resolver(() => DispatchLine)
export class DispatchLineResolver {
  constructor(private readonly subjects: SubjectsOfPlan) {}

  @ResolveField(() => HelpRequest, {
    nullable: true,
    description: 'The request; null once it is not yours to see any more.',
  })
  request(@Parent() { record }: DispatchLine, @CurrentContext() context: CallContext): Promise<HelpRequest | null> {
    return this.subjects.request(record, context);
  }

  @ResolveField(() => Offer, {
    nullable: true,
    description: 'The offer, with its home as others see it; null once it is not there any more.',
  })
  offer(@Parent() { record }: DispatchLine, @CurrentContext() context: CallContext): Promise<Offer | null> {
    return this.subjects.offer(record, context);
  }
}

@Resolver(() => UnservedRequest)
export class UnservedRequestResolver {
  constructor(private readonly subjects: SubjectsOfPlan) {}

  @ResolveField(() => HelpRequest, {
    nullable: true,
    description: 'The request; null once it is not yours to see any more.',
  })
  request(@Parent() { record }: UnservedRequest, @CurrentContext() context: CallContext): Promise<HelpRequest | null> {
    return this.subjects.request(record, context);
  }
}

function shownPage<Row, T>({ edges, pageInfo }: Connection<Row>, show: (row: Row) => T): Connection<T> {
  return { pageInfo, edges: edges.map(({ node, cursor }) => ({ node: show(node), cursor })) };
}
