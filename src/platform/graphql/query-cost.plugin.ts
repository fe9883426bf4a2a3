/** What asks for too much at once is refused before anything of it runs: `first` by its value, and the cost of the whole. */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import { refuse } from '../../kernel/decision.js';
import type { CallContext } from './call-context.js';
import { type Asked, costOf, type Variables } from './operation-cost.js';
import { refusalError } from './outcome.interceptor.js';

export const TOO_COSTLY =
  'The operation asks for too much at once: ask for fewer fields, fewer rows, or in several calls.';

export function queryCostPlugin(most: number): ApolloServerPlugin<CallContext> {
  // Apollo keeps parsed documents, and with them their operations.
  const reckoned = new WeakMap<OperationDefinitionNode, (variables: Variables) => Asked>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (!operation) return;
          const known = reckoned.get(operation);
          const reckon = known ?? costOf(schema, document, operation);
          if (!known) reckoned.set(operation, reckon);
          const { cost, pagesFit } = reckon(request.variables ?? {});
          if (!pagesFit) throw refusalError(refuse('QUANTITY_OUT_OF_RANGE', ['first']), contextValue.language, 400);
          if (cost > most) {
            throw new GraphQLError(TOO_COSTLY, {
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
            });
          }
        },
      };
    },
  };
}
