/** What a caller may read of an error: never a value that was sent, never what broke inside. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { RefusalCode } from '../../kernel/refusals.js';
import { refusals } from '../../kernel/refusals.js';
import { ONE_SENSITIVE_FIELD, TOO_MANY_ROOT_FIELDS } from './few-root-fields.rule.js';

/** Sentences of graphql-js that quote names of the schema or the document, and nothing else. */
const QUOTES_NAMES_ONLY = [
  /^Cannot query field "\w+" on type "\w+"\.$/,
  /^Unknown argument "\w+" on field "[\w.]+"\.$/,
  /^Unknown type "\w+"\.$/,
  /^Unknown fragment "\w+"\.$/,
  /^Field "\w+" of type "[\w![\]]+" must have a selection of subfields\.( Did you mean "\w+ \{ \.\.\. \}"\?)?$/,
  /^Field "\w+" must not have a selection since type "[\w![\]]+" has no subfields\.$/,
  /^Field "\w+" argument "\w+" of type "[\w![\]]+" is required, but it was not provided\.$/,
  /^Field "[\w.]+" of required type "[\w![\]]+" was not provided\.$/,
  /^Field "\w+" is not defined by type "\w+"\.$/,
  /^Variable "\$\w+" is not defined( by operation "\w+")?\.$/,
  /^Variable "\$\w+" of type "[\w![\]]+" used in position expecting type "[\w![\]]+"\.$/,
  /^Variable "\$\w+" of required type "[\w![\]]+" was not provided\.$/,
  /^Variable "\$\w+" is never used( in operation "\w+")?\.$/,
  new RegExp(`^${TOO_MANY_ROOT_FIELDS}$`),
  new RegExp(`^${ONE_SENSITIVE_FIELD}$`),
  /^Must provide an operation\.$/,
  /^Must provide operation name if query contains multiple operations\.$/,
];

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
  if (QUOTES_NAMES_ONLY.some((sentence) => sentence.test(formatted.message))) {
    return { ...place, message: formatted.message, extensions: { code } };
  }
  const neutral = NEUTRAL[code];
  if (neutral) return { ...place, message: neutral, extensions: { code } };
  if (isRejectedByGraphql(error))
    return { ...place, message: NEUTRAL['BAD_USER_INPUT'] ?? '', extensions: { code: 'BAD_USER_INPUT' } };
  return {
    ...place,
    message: 'Something broke on our side. Tell the operator the correlation id.',
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: formatted.extensions?.['correlationId'] },
  };
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

/** An error that graphql-js raised by itself while coercing has no error of ours below it. */
export function isRejectedByGraphql(error: unknown): boolean {
  return error instanceof GraphQLError && error.originalError === undefined && error.path === undefined;
}
