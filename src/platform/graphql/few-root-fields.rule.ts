/** One operation asks for few things at once, and for one at most of what hashes, signs in or opens: aliases multiply nothing. */
import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';
import { rootFieldsOf } from './root-fields.js';

export const MOST_ROOT_FIELDS = 8;

/** Costs a slow hash, or shows what is sealed. */
const ONE_AT_A_TIME: ReadonlySet<string> = new Set([
  'signIn',
  'refreshSession',
  'registerHome',
  'joinAsCoordinator',
  'joinHome',
  'changeEmail',
  'changePassword',
  'startPasskeyRegistration',
  'finishPasskeyRegistration',
  'finishPasskeySignIn',
  'closeHome',
  'eraseHome',
  'exportHome',
  'returnWithCode',
  'returnWithPin',
  'staySignedIn',
  'reissueReturnCode',
  'eraseRequester',
  'openHandoff',
  'postGroceryRequest',
  'postRideRequest',
  'postMoneyRequest',
  'postTimeRequest',
]);

export const TOO_MANY_ROOT_FIELDS = `An operation asks for at most ${MOST_ROOT_FIELDS} fields of Query or Mutation.`;
export const ONE_SENSITIVE_FIELD =
  'What signs in, posts for a family or opens something stands alone in its operation.';

export function fewRootFields(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const names = rootFieldsOf(operation, context.getDocument(), MOST_ROOT_FIELDS).filter(
        (name) => name !== '__typename',
      );
      if (names.length > MOST_ROOT_FIELDS) {
        context.reportError(new GraphQLError(TOO_MANY_ROOT_FIELDS, { nodes: operation }));
      } else if (names.length > 1 && names.some((name) => ONE_AT_A_TIME.has(name))) {
        context.reportError(new GraphQLError(ONE_SENSITIVE_FIELD, { nodes: operation }));
      }
    },
  };
}
