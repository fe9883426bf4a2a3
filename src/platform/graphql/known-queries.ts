/**
 * Queries that Apollo has parsed and found valid, kept so that the same one is answered without walking through all of it again. Only an answer in
 * which nothing is amiss goes out this way: everything else is Apollo's, with whatever the resolvers gave, so that nothing runs twice; but for a home that is believed all is done anew.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { currentCall } from '../current-call.js';
import type { CallContext } from './call-context.js';
import { costOf } from './operation-cost.js';
import { type PlanOfQuery, planOf, type RootOutcomes } from './plan-of-query.js';
import { renderedPages } from './shared-page.js';
import { type Values, variablesOf } from './values-of-query.js';

const MOST_KNOWN = 200;
const MOST_CHARACTERS = 2_000_000;
const JSON_TYPES: readonly unknown[] = ['application/json', 'application/json; charset=utf-8'];
const ACCEPTED: readonly unknown[] = [undefined, '*/*', 'application/json'];
const ASKED: ReadonlySet<string> = new Set(['query', 'variables', 'operationName']);

interface KnownQuery {
  readonly plan: PlanOfQuery;
  readonly costs: ReturnType<typeof costOf>;
  readonly variablesOf: ReturnType<typeof variablesOf>;
  /** Whether each of its root fields may be read for a home that is believed. */
  readonly mayBelieve: boolean;
}

/**
 * Reads a root field for a home whose session was not looked up for this call. It has to compare what is believed in the statement that it reads with;
 * whatever it would not say in rows that this statement gave, a refusal among them, it does not say: it throws, and the call begins anew, after what it has put into `takeBack`.
 */
export type BelievingResolver = GraphQLFieldResolver<unknown, CallContext>;

export interface DoorParts {
  /** What one operation may cost. */
  readonly queryCost: number;
  readonly contextOf: (request: FastifyRequest) => Promise<CallContext>;
  /** Who asks as far as is remembered; null when it has to be looked up. */
  readonly believedContextOf: (request: FastifyRequest) => CallContext | null;
  readonly count: (seconds: number) => void;
}

export class KnownQueries {
  private readonly known = new LRUCache<string, KnownQuery>({ max: MOST_KNOWN, maxSize: MOST_CHARACTERS });
  private readonly contexts = new WeakMap<FastifyRequest, Promise<CallContext>>();
  private readonly outcomes = new WeakMap<object, RootOutcomes>();
  private readonly rendered = renderedPages();
  private readonly believing = new Map<string, GraphQLFieldResolver<unknown, unknown>>();
  private parts: DoorParts | null = null;

  open(parts: DoorParts): void {
    this.parts = parts;
  }

  /** For the fields that are asked for most: what guards, pipes and interceptors would do, `resolve` has to do, or need not. */
  readBelieving(field: string, resolve: BelievingResolver): void {
    // A plan hands on the context that it is given: ours.
    this.believing.set(field, resolve as GraphQLFieldResolver<unknown, unknown>);
  }

  /** Who asks is looked up once, whichever way a call is answered. */
  contextOf(request: FastifyRequest): Promise<CallContext> {
    const before = this.contexts.get(request);
    if (before) return before;
    if (!this.parts) throw new Error('nobody said who asks');
    const context = this.parts.contextOf(request);
    this.contexts.set(request, context);
    return context;
  }

  /** Learns of a query when Apollo lets it pass: parsed, within every limit of a document, and valid. */
  get plugin(): ApolloServerPlugin<CallContext> {
    return {
      requestDidStart: async () => ({
        didResolveOperation: async ({ schema, document, operation, source, request }) =>
          this.learn(keyOf(source, request.operationName), schema, document, operation),
      }),
    };
  }

  /** Root resolvers that ran already are not run again: Apollo says what they gave, or why it may not be said. */
  remembering(schema: GraphQLSchema): GraphQLSchema {
    for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
      const { resolve } = field;
      if (!resolve) continue;
      field.resolve = (source, args, context: { readonly req?: object }, info) => {
        const outcomes = context.req && this.outcomes.get(context.req);
        const { key } = info.path;
        return outcomes?.has(String(key)) ? outcomes.get(String(key)) : resolve(source, args, context, info);
      };
    }
    return schema;
  }

  /** True when the call is answered, or being told that it took too long. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const asked = this.parts && this.askedIn(request);
    if (!asked || !this.parts) return false;
    const startedAt = performance.now();
    const call = currentCall();
    if (call) call.operationStartedAt = startedAt;
    const { known, variables } = asked;
    const { cost, pagesFit } = known.costs(variables);
    if (!pagesFit || cost > this.parts.queryCost) return false;
    const coerced = known.variablesOf(variables);
    if (!coerced) return false;
    const data = (await this.asBelieved(known, request, coerced)) ?? (await this.lookingUp(known, request, coerced));
    if (!data) return false;
    this.parts.count((performance.now() - startedAt) / 1_000);
    if (!reply.sent) {
      void reply.header('content-type', 'application/json; charset=utf-8').send(`{"data":${data}}\n`);
    }
    return true;
  }

  /** Null when there is nothing to believe, or it is not so, or anything is amiss: then the session is looked up, and all is done anew. */
  private async asBelieved(known: KnownQuery, request: FastifyRequest, coerced: Values) {
    const context = known.mayBelieve && !this.contexts.has(request) ? this.parts?.believedContextOf(request) : null;
    if (!context) return null;
    return known.plan.render(known.plan.begin(context, coerced, this.believing), context).catch(() => {
      // All of its fields have begun.
      for (const takeBack of context.takeBack) takeBack();
      return null;
    });
  }

  private async lookingUp(known: KnownQuery, request: FastifyRequest, coerced: Values) {
    const context = await this.contextOf(request).catch(() => null);
    // Apollo says so, of the same look-up.
    if (!context) return null;
    const outcomes = known.plan.begin(context, coerced);
    this.outcomes.set(request, outcomes);
    return known.plan.render(outcomes, context).catch(() => null);
  }

  private askedIn({ headers, body }: FastifyRequest) {
    if (!JSON_TYPES.includes(headers['content-type']) || !ACCEPTED.includes(headers.accept)) return null;
    if (!isRecord(body) || !Object.keys(body).every((name) => ASKED.has(name))) return null;
    const { query, variables, operationName } = body;
    if (typeof query !== 'string' || !(isNothing(operationName) || typeof operationName === 'string')) return null;
    const known = this.known.get(keyOf(query, operationName));
    const values = isNothing(variables) ? {} : variables;
    return known && isRecord(values) ? { known, variables: values } : null;
  }

  private learn(
    key: string,
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode | null | undefined,
  ): void {
    if (operation?.operation !== 'query' || this.known.has(key)) return;
    const plan = planOf(schema, document, operation, this.rendered);
    if (plan)
      this.known.set(
        key,
        {
          plan,
          costs: costOf(schema, document, operation),
          variablesOf: variablesOf(schema, operation),
          mayBelieve: plan.roots.every((its) => this.believing.has(its)),
        },
        { size: key.length },
      );
  }
}

/** A name may be any text, also none: its length tells it from what is asked. */
function keyOf(source: unknown, operationName: unknown): string {
  return typeof operationName === 'string' ? `${operationName.length} ${operationName}${source}` : ` ${source}`;
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
