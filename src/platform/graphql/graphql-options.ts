/** How GraphQL is served: what is limited, what is switched off, what a caller may read of an error. */
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type ValidationContext } from 'graphql';
import type { Logger } from '../logger.js';
import type { CallContext } from './call-context.js';
import { maskError } from './error-mask.js';
import { failurePlugin } from './failure.plugin.js';
import { fewRootFields } from './few-root-fields.rule.js';
import type { KnownQueries } from './known-queries.js';
import { GRAPHQL_PATH, LIMITS, TOO_MUCH } from './limits.js';
import { queryCostPlugin } from './query-cost.plugin.js';

export interface GraphqlParts {
  readonly explorer: boolean;
  /** What one operation may cost. */
  readonly queryCost: number;
  readonly logger: Logger;
  readonly plugins: ApolloServerPlugin<CallContext>[];
  readonly known: KnownQueries;
}

export function graphqlOptions({ explorer, queryCost, logger, plugins, known }: GraphqlParts): ApolloDriverConfig {
  const armor = new ApolloArmor({
    // Fragments add no depth: a frontend that is put together of them is no deeper than one that is not.
    maxDepth: { n: LIMITS.depth, ignoreIntrospection: true, flattenFragments: true, ...saying(TOO_MUCH.depth) },
    // It lets aliases of `__typename` pass until told otherwise.
    maxAliases: { n: LIMITS.aliases, allowList: [], ...saying(TOO_MUCH.aliases) },
    maxDirectives: { n: LIMITS.directives, ...saying(TOO_MUCH.directives) },
    // graphql-js counts tokens itself while it parses, and says so as a syntax error.
    maxTokens: { enabled: false },
    // Reads literals only: `queryCostPlugin` reads values.
    costLimit: { enabled: false },
    // What may be said of a document is in error-sentences.ts: no suggestion is.
    blockFieldSuggestion: { enabled: false },
  }).protect();
  return {
    driver: ApolloDriver,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    // Nest would ask the schema for all of itself once; Apollo refuses one that does not hold together.
    buildSchemaOptions: { skipCheck: true },
    introspection: explorer,
    graphiql: false,
    playground: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    autoTransformHttpErrors: false,
    stopOnTerminationSignals: false,
    // Calls in flight end first: the HTTP server stops before this does.
    stopOnApplicationShutdown: true,
    context: (request: FastifyRequest) => known.contextOf(request),
    transformSchema: (schema) => known.remembering(schema),
    formatError: maskError,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [...(armor.validationRules ?? []), fewRootFields],
    logger: apolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ...(armor.plugins as ApolloServerPlugin[]), // armor's plugins are typed for any context.
      failurePlugin(logger) as ApolloServerPlugin,
      queryCostPlugin(queryCost) as ApolloServerPlugin,
      known.plugin as ApolloServerPlugin,
      ...(plugins as ApolloServerPlugin[]), // Apollo types plugins by context; the driver's config does not.
    ],
  };
}

/** Left to itself armor throws out of the middle of a validation, in words of its own. */
function saying(sentence: string) {
  const reject = (context: ValidationContext | null) => context?.reportError(new GraphQLError(sentence));
  return { propagateOnRejection: false, onReject: [reject] };
}

/** Apollo's own lines may carry an error's message, and with it what somebody sent: that it had something to say is all we keep. */
function apolloLogger(logger: Logger) {
  const quiet = () => undefined;
  return { debug: quiet, info: quiet, warn: quiet, error: () => logger.warn('the GraphQL server reported a failure') };
}
