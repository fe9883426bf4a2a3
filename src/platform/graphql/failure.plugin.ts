/** What broke inside is logged under the correlation id that the caller is given; nobody else learns more. */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { refusals } from '../../kernel/refusals.js';
import type { Logger } from '../logger.js';
import type { CallContext } from './call-context.js';
import { isRejectedByGraphql } from './error-mask.js';

export function failurePlugin(logger: Logger): ApolloServerPlugin<CallContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors(call) {
          for (const error of call.errors) {
            if (isExpected(error)) continue;
            const { correlationId } = call.contextValue;
            error.extensions['correlationId'] = correlationId;
            logger.failure('a call broke', error.originalError ?? error, {
              correlationId,
              ...(call.operation && { operationType: call.operation.operation }),
            });
          }
        },
      };
    },
  };
}

function isExpected(error: GraphQLError): boolean {
  const code = error.extensions['code'];
  if (typeof code === 'string' && (code in refusals || code !== 'INTERNAL_SERVER_ERROR')) return true;
  return error.originalError === undefined || isRejectedByGraphql(error);
}
