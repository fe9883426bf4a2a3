/** Whoever names a canary is answered as if it had named nothing that there is; a home that did is paused meanwhile. */
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { ReviewConduct } from '../home/review-conduct.js';
import { Clock } from '../kernel/clock.js';
import { afterAnswer } from '../platform/current-call.js';
import type { CallContext } from '../platform/graphql/call-context.js';
import { Canaries } from '../sealing/canaries.js';

@Injectable()
export class CanaryGuard implements CanActivate {
  constructor(
    private readonly canaries: Canaries,
    private readonly conduct: ReviewConduct,
    private readonly clock: Clock,
  ) {}

  /** Of every query and mutation, before anything else looks at its arguments. */
  canActivate(execution: ExecutionContext): boolean {
    if (execution.getType<string>() !== 'graphql') return true;
    const call = GqlExecutionContext.create(execution);
    if (!this.canaries.veil(call.getArgs<Record<string, unknown>>())) return true;
    const { viewer } = call.getContext<CallContext>();
    if (viewer.kind === 'HOME') {
      const { homeId } = viewer;
      afterAnswer(() => this.conduct.canaryReached(homeId, this.clock.now()));
    }
    return true;
  }
}
