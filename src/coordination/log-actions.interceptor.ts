/** Whatever a coordinator changes is logged in the transaction that changes it: who, what, about what, in which half-day; never a word of what was sent. */
import { randomUUID } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { concatMap, finalize, type Observable } from 'rxjs';
import { halfDayAt } from '../calendar/half-day.js';
import { Clock } from '../kernel/clock.js';
import { isRefused } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { currentCall } from '../platform/current-call.js';
import { Database } from '../platform/database/database.js';
import type { CallContext } from '../platform/graphql/call-context.js';
import { Refusal } from '../platform/graphql/refusal.type.js';
import type { Queryable } from '../platform/queryable.js';
import { ActionStore } from './action.store.js';

/** What a coordinator does for itself alone. */
const OWN_AFFAIRS = new Set(['signOut', 'refreshSession', 'markNoticesRead']);

@Injectable()
export class LogActions implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly store: ActionStore,
    private readonly clock: Clock,
  ) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (execution.getType<string>() !== 'graphql') return next.handle();
    const graphql = GqlExecutionContext.create(execution);
    const { viewer } = graphql.getContext<CallContext>();
    const info = graphql.getInfo<GraphQLResolveInfo>();
    const isMutation = info.parentType === info.schema.getMutationType();
    if (viewer.kind !== 'COORDINATOR' || !isMutation || OWN_AFFAIRS.has(info.fieldName)) return next.handle();
    return this.logged(viewer, info.fieldName, graphql.getArgs(), next);
  }

  /** With every commit, since nobody knows which is the last; and once more for what needed no transaction. The id makes it one row. */
  private logged(viewer: CoordinatorViewer, action: string, args: unknown, next: CallHandler): Observable<unknown> {
    const actedHalf = halfDayAt(this.clock.now(), 'UTC');
    const row = { id: randomUUID(), action, subjectId: subjectOf(action, args), actedHalf };
    const write = (tx: Queryable) => this.store.insertWithChange(tx, viewer, row);
    const call = currentCall();
    call?.beforeCommit.add(write);
    return next.handle().pipe(
      concatMap(async (value: unknown) => {
        if (!isRefused(value) && !(value instanceof Refusal)) await this.store.insert(this.database, viewer, row);
        return value;
      }),
      finalize(() => call?.beforeCommit.delete(write)),
    );
  }
}

/** The first thing that the input names. Not what was posted: who took it in stands in the request itself, and one after the other they would be one family's. */
function subjectOf(action: string, args: unknown): string | null {
  if (action.startsWith('post') || typeof args !== 'object' || args === null || !('input' in args)) return null;
  const { input } = args;
  if (typeof input !== 'object' || input === null) return null;
  const named = Object.entries(input).find(
    ([name, value]) => name.endsWith('Id') && typeof value === 'string' && isPublicId(value),
  );
  return typeof named?.[1] === 'string' ? named[1] : null;
}
