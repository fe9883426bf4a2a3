/** Denies by default: a query or mutation that does not say who may use it is for nobody. */
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { refuse } from '../kernel/decision.js';
import type { ViewerKind } from '../kernel/viewer.js';
import type { CallContext } from '../platform/graphql/call-context.js';
import { SIGN_IN_FIRST } from '../platform/graphql/error-sentences.js';
import { refusalError } from '../platform/graphql/outcome.interceptor.js';

export const ALLOWED_VIEWERS = 'sanctuary:allowed-viewers';

/** Who may use this query or mutation. What they then see of it is decided by its use case. */
export const Allow = (...kinds: [ViewerKind, ...ViewerKind[]]) => SetMetadata(ALLOWED_VIEWERS, kinds);

/** Everybody, signed in or not. */
export const AllowAnyone = () => Allow('PUBLIC', 'PARTNER', 'FAMILY', 'HOME', 'COORDINATOR');

@Injectable()
export class AllowGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(execution: ExecutionContext): boolean {
    // Field resolvers get no guard (Nest runs none on them); of what is plain HTTP only calendars tell anything, to whoever has their address.
    if (execution.getType<string>() !== 'graphql') return true;
    const { viewer, language } = GqlExecutionContext.create(execution).getContext<CallContext>();
    const allowed = this.reflector.get<ViewerKind[] | undefined>(ALLOWED_VIEWERS, execution.getHandler());
    if (allowed?.includes(viewer.kind)) return true;
    if (viewer.kind === 'PUBLIC') {
      throw new GraphQLError(SIGN_IN_FIRST, { extensions: { code: 'UNAUTHENTICATED' } });
    }
    throw refusalError(refuse('NOT_ALLOWED'), language);
  }
}
