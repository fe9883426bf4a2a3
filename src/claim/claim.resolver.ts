/** Claims, read by those who are part of them. */
import { Args, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { isRefused } from '../kernel/decision.js';
import { Offer } from '../offer/offer.type.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { LIMITS } from '../platform/graphql/limits.js';
import { refusalError } from '../platform/graphql/outcome.interceptor.js';
import { HelpRequest } from '../request/request.type.js';
import { Claim, ClaimLine, type Message, MessageConnection } from './claim.type.js';
import { ClaimStatus } from './claim-words.type.js';
import { shownMessage } from './message.type.js';
import { ReadClaims } from './read-claims.js';
import { ReadMessages } from './read-messages.js';
import { ShownClaims } from './shown-claims.js';

@Resolver(() => Claim)
export class ClaimResolver {
  constructor(
    private readonly claims: ReadClaims,
    private readonly messagesOf: ReadMessages,
    private readonly show: ShownClaims,
  ) {}

  @Query(() => Claim, {
    nullable: true,
    description: 'A claim that you are part of. Null when it does not exist or is not for you: nobody learns which.',
  })
  @Allow('FAMILY', 'HOME', 'COORDINATOR')
  async claim(
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
    @CurrentContext() context: CallContext,
  ): Promise<Claim | null> {
    const record = (await this.claims.byIds(context.viewer, [id])).get(id);
    return record ? this.show.shown(record, context) : null;
  }

  @Query(() => [Claim], {
    description:
      'The claims that you are part of, live ones first, at most 200: those of your home, on your requests, or that your partner looks after.',
  })
  @Allow('FAMILY', 'HOME', 'COORDINATOR')
  async myClaims(
    @Args('status', { type: () => [ClaimStatus], nullable: true, description: 'Only these; left out: all.' })
    status: (keyof typeof ClaimStatus)[] | null | undefined,
    @CurrentContext() context: CallContext,
  ): Promise<Claim[]> {
    const records = await this.claims.mine(context.viewer, status ?? null);
    return records.map((record) => this.show.shown(record, context));
  }

  @ResolveField(() => HelpRequest, {
    nullable: true,
    description:
      'The request. Null in a giving claim; and for a home when the claim is over and the request is not there for it any more.',
  })
  request(@Parent() claim: Claim, @CurrentContext() context: CallContext): Promise<HelpRequest | null> {
    return this.show.request(claim, context);
  }

  @ResolveField(() => Offer, {
    nullable: true,
    description: 'The offer, made for this claim alone when the home had none. Null in a receiving claim.',
  })
  offer(@Parent() claim: Claim, @CurrentContext() context: CallContext): Promise<Offer | null> {
    return this.show.offer(claim, context);
  }

  @ResolveField(() => [ClaimLine], { description: 'What is taken from what.' })
  lines(@Parent() claim: Claim, @CurrentContext() context: CallContext): Promise<ClaimLine[]> {
    return this.show.lines(claim, context);
  }

  @ResolveField(() => MessageConnection, {
    description:
      'What its two sides wrote to each other, the first first. For the home while the claim lives; for the family until 72 hours after; for coordinators once either side has reported the claim. Empty otherwise.',
  })
  async messages(
    @Parent() { record }: Claim,
    @CurrentContext() { viewer, language }: CallContext,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many, 1 to 50.' }) first: number,
    @Args('after', { type: () => String, nullable: true, description: 'The `endCursor` of the page before.' })
    after?: string | null,
  ): Promise<Connection<Message>> {
    // Field resolvers run no pipes, and a number out of range is no reason to lose the claim.
    const many = Math.min(Math.max(first, 1), LIMITS.page);
    const page = await this.messagesOf.page(viewer, record, many, after ?? null);
    if (isRefused(page)) throw refusalError(page, language);
    return { ...page, edges: page.edges.map(({ node, cursor }) => ({ cursor, node: shownMessage(node) })) };
  }
}
