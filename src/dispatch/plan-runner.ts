/** Plans are worked out one after the other, each in a process of its own, and are told alive as long as somebody works on them. */
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { accept, refuse } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/instance-parts.js';
import { Logger } from '../platform/logger.js';
import { DispatchStore } from './dispatch.store.js';
import { DispatchLinesStore } from './dispatch-lines.store.js';
import { type PlanFailure, TOLD_EVERY_MS } from './domain/plan-state.js';
import { linesOf } from './lines-of-plan.js';
import { PlanFactsStore } from './plan-facts.store.js';
import { PlanLimits } from './plan-limits.js';
import { type PlanFound, PlanProcess } from './plan-process.js';
import type { PlanRecord } from './plan-record.js';
import { MOST_IN_PLAN, scopeOf } from './plan-scope.js';
import type { PlanJob, TaskAndHome } from './solver/plan-facts.js';

const PAIRS_AT_ONCE = 5_000;

@Injectable()
export class PlanRunner implements BeforeApplicationShutdown {
  private readonly waiting: PlanRecord[] = [];
  private running: { readonly id: string; process: PlanProcess | null } | null = null;
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly store: DispatchStore,
    private readonly lines: DispatchLinesStore,
    private readonly facts: PlanFactsStore,
    private readonly settings: Settings,
    private readonly limits: PlanLimits,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  start(plan: PlanRecord): void {
    this.waiting.push(plan);
    void this.next();
  }

  /** Its state says already that it is over. */
  end(planId: string): void {
    const at = this.waiting.findIndex(({ id }) => id === planId);
    if (at >= 0) this.waiting.splice(at, 1);
    if (this.running?.id === planId) this.running.process?.end();
  }

  /** The process that works on the plan, for whoever measures it. */
  pidOf(planId: string): number | undefined {
    return this.running?.id === planId ? this.running.process?.pid : undefined;
  }

  /** Nobody is left to wait for what a service that stops had begun. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    const ids = [...this.waiting.splice(0).map(({ id }) => id), ...(this.running ? [this.running.id] : [])];
    this.running?.process?.end();
    for (const id of ids) await this.fail(id, 'PLAN_BROKEN_OFF').catch(() => undefined);
  }

  private async next(): Promise<void> {
    if (this.running || this.isStopping) return;
    const plan = this.waiting.shift();
    if (!plan) return;
    this.running = { id: plan.id, process: null };
    const alive = setInterval(() => void this.tellAlive(plan.id), TOLD_EVERY_MS);
    try {
      await this.workOut(plan);
    } catch (error) {
      this.log.failure('a plan was not worked out', error);
      await this.fail(plan.id, 'PLAN_BROKEN_OFF').catch(() => undefined);
    } finally {
      clearInterval(alive);
      this.running = null;
      void this.next();
    }
  }

  private async workOut(plan: PlanRecord): Promise<void> {
    if (!(await this.store.move(this.database, plan.id, ['WAITING'], accept('PLANNING'), this.clock.now()))) return;
    const job = await this.jobFor(plan);
    const process = new PlanProcess({
      job,
      keptAway: (pairs) => this.keptAway(job, pairs),
      // Nobody waits for a word of progress to be written.
      step: (done, of) => void this.store.tellSteps(this.database, plan.id, done, of).catch(() => undefined),
    });
    if (this.running) this.running.process = process;
    const outcome = await process.outcome;
    if (typeof outcome === 'string') await this.fail(plan.id, outcome);
    else await this.keep(plan.id, job, outcome);
  }

  private async jobFor(plan: PlanRecord): Promise<PlanJob> {
    const { openClaims, weeklyClaims } = this.settings.config;
    const now = this.clock.now();
    const scope = scopeOf(plan, now);
    const tasks = await this.facts.tasks(this.database, scope, MOST_IN_PLAN);
    const supplies = await this.facts.supplies(this.database, scope, MOST_IN_PLAN);
    const homes = await this.facts.homes(this.database, scope);
    return {
      ...{ kind: 'job', now: now.getTime(), horizonHalf: scope.horizonHalf, tasks, supplies },
      ...{ wholeSeconds: this.limits.wholeSeconds, memoryMiB: this.limits.memoryMiB },
      homes: homes.map((home) => ({
        ...home,
        most: Math.max(
          0,
          Math.min(openClaims[home.tier] - home.openClaims, weeklyClaims[home.tier] - home.claimsThisWeek),
        ),
      })),
    };
  }

  /** A few at a time, so that others are answered in between. */
  private async keptAway({ tasks, homes }: PlanJob, pairs: readonly TaskAndHome[]): Promise<TaskAndHome[]> {
    const kept: TaskAndHome[] = [];
    for (let from = 0; from < pairs.length; from += PAIRS_AT_ONCE) {
      const some = pairs.slice(from, from + PAIRS_AT_ONCE);
      const places = await this.facts.keptAway(
        this.database,
        some.map(([task]) => tasks[task]?.requestId ?? ''),
        some.map(([, home]) => homes[home]?.id ?? ''),
      );
      kept.push(...places.flatMap((place) => some.slice(place, place + 1)));
    }
    return kept;
  }

  private async keep(planId: string, job: PlanJob, found: PlanFound): Promise<void> {
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      if (!(await this.store.move(tx, planId, ['PLANNING'], accept('READY'), now))) return refuse('WRONG_STATE');
      await this.lines.insert(tx, planId, linesOf(job, found));
      await this.store.tellQuality(tx, planId, found.gap, found.allPairs);
      return true;
    });
  }

  /** Whoever cancelled it, maybe in another process, is heard here. */
  private async tellAlive(planId: string): Promise<void> {
    const now = this.clock.now();
    const isWorkedOn = await this.store.stillWorkedOn(this.database, planId, 'PLANNING', now).catch(() => true);
    if (!isWorkedOn && this.running?.id === planId) this.running.process?.end();
    for (const { id } of this.waiting) {
      await this.store.stillWorkedOn(this.database, id, 'WAITING', now).catch(() => undefined);
    }
  }

  private async fail(planId: string, failure: PlanFailure): Promise<void> {
    await this.store.move(this.database, planId, ['WAITING', 'PLANNING'], accept('FAILED'), this.clock.now(), failure);
  }
}
