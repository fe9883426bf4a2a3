/** Counts operations by type and outcome; never by name, which is the client's own word. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import { refusals } from '../../kernel/refusals.js';
import { currentCall } from '../current-call.js';
import type { Metrics } from '../metrics/metrics.js';
import type { CallContext } from './call-context.js';
import { isRejectedByGraphql } from './error-mask.js';

/** Codes of Apollo and ours that are no refusals; whatever else a library may invent is counted as one. */
const ERROR_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNAUTHENTICATED',
  'INTERNAL_SERVER_ERROR',
]);

export function metricsPlugin(metrics: Metrics): ApolloServerPlugin<CallContext> {
  return {
    /** A dead token: there is no operation to count it under. */
    async contextCreationDidFail() {
      metrics.countOperation('none', 'UNAUTHENTICATED', 0);
    },
    async requestDidStart() {
      // What was begun elsewhere took its time there.
      const startedAt = currentCall()?.operationStartedAt ?? performance.now();
      return {
        async willSendResponse({ operation, errors }) {
          const [failed] = errors ?? [];
          const outcome = failed ? codeOf(failed) : (currentCall()?.refusal ?? 'OK');
          metrics.countOperation(operation?.operation ?? 'none', outcome, (performance.now() - startedAt) / 1_000);
        },
      };
    },
  };
}

function codeOf(error: GraphQLError): string {
  const { code } = error.extensions;
  if (typeof code === 'string' && (code in refusals || ERROR_CODES.has(code))) return code;
  return isRejectedByGraphql(error) ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
}
