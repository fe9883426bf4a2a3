/** How GraphQL is served: what is limited, what is switched off, what a caller may read of an error. */
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logger.js';
import type { CallContext } from './call-context.js';
import { maskError } from './error-mask.js';
import { failurePlugin } from './failure.plugin.js';
import { fewRootFields } from './few-root-fields.rule.js';

/** As privacy.md's "At the door" sets them. */
export const LIMITS = { depth: 8, tokens: 1_000, aliases: 15, directives: 30, bodyBytes: 65_536, page: 50 } as const;

export interface GraphqlParts {
  readonly explorer: boolean;
  readonly logger: Logger;
  readonly plugins: ApolloServerPlugin<CallContext>[];
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<CallContext>;
}

export function graphqlOptions({ explorer, logger, plugins, contextOf }: GraphqlParts): ApolloDriverConfig {
  const armor = new ApolloArmor({
    maxDepth: { n: LIMITS.depth, ignoreIntrospection: true },
    // graphql-js counts tokens itself while it parses, and says so as a syntax error.
    maxTokens: { enabled: false },
    maxAliases: { n: LIMITS.aliases },
    maxDirectives: { n: LIMITS.directives },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: true },
  }).protect();
  return {
    driver: ApolloDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
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
    context: contextOf,
    formatError: maskError,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [...(armor.validationRules ?? []), fewRootFields],
    logger: apolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ...(armor.plugins as ApolloServerPlugin[]), // armor's plugins are typed for any context.
      failurePlugin(logger) as ApolloServerPlugin,
      ...(plugins as ApolloServerPlugin[]), // Apollo types plugins by context; the driver's config does not.
    ],
  };
}

/** Apollo's own lines may carry an error's message, and with it what somebody sent: that it had something to say is all we keep. */
function apolloLogger(logger: Logger) {
  const quiet = () => undefined;
  return { debug: quiet, info: quiet, warn: quiet, error: () => logger.warn('the GraphQL server reported a failure') };
}
