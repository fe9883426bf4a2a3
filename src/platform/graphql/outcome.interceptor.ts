/** Turns a refused decision into what the API promised: a member of the mutation's union, or the error of a query. */
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { catchError, delayWhen, map, type Observable, of } from 'rxjs';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import { refusalMessage } from '../../kernel/refusals.js';
import { KeysUnreachable } from '../../sealing/key-provider.js';
import { currentCall } from '../current-call.js';
import { nextMark, tellsOfNothing } from './answer-mark.js';
import type { CallContext } from './call-context.js';
import { Refusal } from './refusal.type.js';

/** Nobody knows when they are back; sooner than this, asking again is of no use. */
export const KEYS_ARE_AWAY: Refused = refuse('KEYS_UNREACHABLE', undefined, 5);

/** Thrown where a value cannot be returned (pipes, guards); becomes the same refusal. */
export class RefusedCall extends Error {
  constructor(readonly refused: Refused) {
    super(refused.code);
  }
}

@Injectable()
export class OutcomeInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (execution.getType<string>() !== 'graphql') return next.handle();
    const startedAt = performance.now();
    const graphql = GqlExecutionContext.create(execution);
    const info = graphql.getInfo<GraphQLResolveInfo>();
    const { language } = graphql.getContext<CallContext>();
    const isMutation = info.parentType === info.schema.getMutationType();
    const answer = (value: unknown) => {
      const call = currentCall();
      if (!isRefused(value)) {
        if (call && isMutation) call.subjects = [...(call.subjects ?? []), ...subjectsOf(value)];
        return value;
      }
      if (call) call.refusal = value.code;
      if (isMutation) return Refusal.from(value, language);
      throw refusalError(value, language);
    };
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (error instanceof RefusedCall) return of(error.refused);
        if (error instanceof KeysUnreachable) return of(KEYS_ARE_AWAY);
        throw error;
      }),
      delayWhen((value) => (tellsOfNothing(value) ? nextMark(startedAt) : of(null))),
      map(answer),
    );
  }
}

/** The members of a mutation's answer that have ids of their own. */
function subjectsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((member: unknown) =>
    typeof member === 'object' && member !== null && 'id' in member && typeof member.id === 'string' ? [member.id] : [],
  );
}

/** The same codes for queries, in `errors[].extensions.code`. `status`: of HTTP, for what is refused before anything runs. */
export function refusalError(refused: Refused, language: CallContext['language'], status?: number): GraphQLError {
  return new GraphQLError(refusalMessage(refused.code, language), {
    extensions: {
      code: refused.code,
      ...(refused.path && { path: refused.path }),
      ...(refused.retryAfterSeconds !== undefined && { retryAfterSeconds: refused.retryAfterSeconds }),
      ...(status !== undefined && { http: { status } }),
    },
  });
}
