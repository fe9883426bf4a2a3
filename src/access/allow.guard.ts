/** Denies by default: a query or mutation that does not say who may use it is for nobody; a mutation that names no role is for no coordinator. */
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { CoordinatorRole } from '../kernel/coordinator-role.js';
import { refuse } from '../kernel/decision.js';
import type { Viewer, ViewerKind } from '../kernel/viewer.js';
import type { CallContext } from '../platform/graphql/call-context.js';
import { SIGN_IN_FIRST } from '../platform/graphql/error-sentences.js';
import { refusalError } from '../platform/graphql/outcome.interceptor.js';

export const ALLOWED_VIEWERS = 'sanctuary:allowed-viewers';
export const ALLOWED_ROLES = 'sanctuary:allowed-roles';
/** As Nest notes what a method is. */
const KIND_OF_ROOT = 'graphql:resolver_type';

/** Who may use this query or mutation. What they then see of it is decided by its use case. */
export const Allow = (...kinds: [ViewerKind, ...ViewerKind[]]) => SetMetadata(ALLOWED_VIEWERS, kinds);

/** Everybody, signed in or not. */
export const AllowAnyone = () => Allow('PUBLIC', 'PARTNER', 'FAMILY', 'HOME', 'COORDINATOR');

/**
 * Beside `Allow`: a coordinator needs one of these roles. It says nothing of others, where families and homes use the same mutation. A
 * query without it is for coordinators of every role, a mutation without it for none.
 */
export const AllowRoles = (...roles: [CoordinatorRole, ...CoordinatorRole[]]) => SetMetadata(ALLOWED_ROLES, roles);

/** For what a coordinator does for itself, such as signing out. */
export const AllowEveryRole = () => SetMetadata(ALLOWED_ROLES, Object.values(CoordinatorRole));

/** Whether everybody of this kind may use it, by what was noted of the method. */
export function isAllowed(kind: ViewerKind, handler: (...args: never[]) => unknown): boolean {
  const allowed: readonly ViewerKind[] | undefined = Reflect.getMetadata(ALLOWED_VIEWERS, handler);
  return allowed?.includes(kind) ?? false;
}

@Injectable()
export class AllowGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(execution: ExecutionContext): boolean {
    // Field resolvers get no guard (Nest runs none on them); of what is plain HTTP only calendars tell anything, to whoever has their address.
    if (execution.getType<string>() !== 'graphql') return true;
    const { viewer, language } = GqlExecutionContext.create(execution).getContext<CallContext>();
    const allowed = this.reflector.get<ViewerKind[] | undefined>(ALLOWED_VIEWERS, execution.getHandler());
    if (allowed?.includes(viewer.kind) && this.hasRole(viewer, execution)) return true;
    if (viewer.kind === 'PUBLIC') {
      throw new GraphQLError(SIGN_IN_FIRST, { extensions: { code: 'UNAUTHENTICATED' } });
    }
    throw refusalError(refuse('NOT_ALLOWED'), language);
  }

  private hasRole(viewer: Viewer, execution: ExecutionContext): boolean {
    if (viewer.kind !== 'COORDINATOR') return true;
    const roles = this.reflector.get<CoordinatorRole[] | undefined>(ALLOWED_ROLES, execution.getHandler());
    if (roles) return roles.some((role) => viewer.roles.includes(role));
    return this.reflector.get<string>(KIND_OF_ROOT, execution.getHandler()) !== 'Mutation';
  }
}
