/** What a caller may read of an error: never a value that was sent, never what broke inside. */
import { GraphQLError, type GraphQLFormattedError, isValueNode } from 'graphql';
import type { RefusalCode } from '../../kernel/refusals.js';
import { refusals } from '../../kernel/refusals.js';
import { SIGN_IN_FIRST, shownSentence } from './error-sentences.js';
import { ONE_SENSITIVE_FIELD, TOO_MANY_ROOT_FIELDS } from './few-root-fields.rule.js';
import { TOO_MUCH } from './limits.js';
import { TOO_COSTLY } from './query-cost.plugin.js';

/** Sentences of our own: whole, so that nothing of a document can pass for one. */
const OURS: ReadonlySet<string> = new Set([
  SIGN_IN_FIRST,
  TOO_MANY_ROOT_FIELDS,
  ONE_SENSITIVE_FIELD,
  TOO_COSTLY,
  ...Object.values(TOO_MUCH),
]);

/** As graphql-js says it, with its own number in it. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;

const NEUTRAL: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'This is not a GraphQL document.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  BAD_USER_INPUT: 'A value does not have the type that its place in the schema takes.',
  BAD_REQUEST: 'This is not a request that GraphQL over HTTP knows.',
  OPERATION_RESOLUTION_FAILURE: 'The request names no operation of the document.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Persisted queries are not supported.',
  UNAUTHENTICATED: 'The token or key is not valid, or not any more.',
};

export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = codeOf(formatted);
  const place = {
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
  };
  if (code in refusals) return { ...place, message: formatted.message, extensions: kept(formatted, code) };
  if (OURS.has(formatted.message)) return { ...place, message: formatted.message, extensions: { code } };
  if (code === 'GRAPHQL_PARSE_FAILED' && TOO_MANY_TOKENS.test(formatted.message))
    return { ...place, message: TOO_MUCH.tokens, extensions: { code } };
  const neutral = (isOfADocument(code) && shownSentence(formatted.message)) || NEUTRAL[code];
  if (neutral) return { ...place, message: neutral, extensions: { code } };
  if (isRejectedByGraphql(error))
    return { ...place, message: NEUTRAL['BAD_USER_INPUT'] ?? '', extensions: { code: 'BAD_USER_INPUT' } };
  return {
    ...place,
    message: 'Something broke on our side. Tell the operator the correlation id.',
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: formatted.extensions?.['correlationId'] },
  };
}

function isOfADocument(code: string): boolean {
  return code === 'GRAPHQL_VALIDATION_FAILED' || code === 'BAD_USER_INPUT' || code === 'BAD_REQUEST';
}

function codeOf(formatted: GraphQLFormattedError): string {
  const code = formatted.extensions?.['code'];
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}

function kept(formatted: GraphQLFormattedError, code: string): Record<string, unknown> {
  const { path, retryAfterSeconds } = formatted.extensions ?? {};
  return {
    code: code as RefusalCode,
    ...(path !== undefined && { path }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/**
 * An error that graphql-js raised by itself while coercing has no error of ours below it. That of a field's arguments is found at the field, and has its own below, which points at
 * values of the document: a variable of null, say, that has a default and stands where null may not.
 */
export function isRejectedByGraphql(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  const { originalError, path } = error;
  if (originalError === undefined) return path === undefined;
  return originalError instanceof GraphQLError && originalError.nodes?.every(isValueNode) === true;
}
