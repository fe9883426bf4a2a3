/** What belongs to the call that is being answered, wherever in the program the answer is worked out. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { RefusalCode } from '../kernel/refusals.js';
import type { Queryable } from './queryable.js';

export interface CurrentCall {
  /** Random, given to the caller when something broke, so that an operator finds the line in the log. */
  readonly correlationId: string;
  /** From then on, by the machine's own measure of time, its caller has been told that nothing was done. */
  readonly overAt: number;
  /** They run inside a transaction, last before its commit: what must be true exactly when the transaction is. */
  readonly beforeCommit: Set<(tx: Queryable) => Promise<void>>;
  /** When work on its operation began, by `performance.now()`. */
  operationStartedAt?: number;
  /** The code of the refusal that it was answered with, if it was: for counting. */
  refusal?: RefusalCode;
  /** Ids of what its mutations answered with: a request, a claim, an offer. */
  subjects?: readonly string[];
  /** What waits until its caller has the answer: see `afterAnswer`. */
  waiting?: (() => void)[];
}

const storage = new AsyncLocalStorage<CurrentCall>();

export function currentCall(): CurrentCall | undefined {
  return storage.getStore();
}

class CallUnderWay implements CurrentCall {
  private drawn: string | null = null;
  readonly beforeCommit = new Set<(tx: Queryable) => Promise<void>>();

  constructor(readonly overAt: number) {}

  /** Few calls break: it is drawn when it is asked for. */
  get correlationId(): string {
    this.drawn ??= randomUUID();
    return this.drawn;
  }
}

/** Thrown instead of a commit. */
class CallIsOver extends Error {}

export function newCall(timeoutMs: number): CurrentCall {
  return new CallUnderWay(performance.now() + timeoutMs);
}

export function throwIfOver(call: CurrentCall | undefined): void {
  if (call && performance.now() >= call.overAt) throw new CallIsOver('the call took too long');
}

/** Runs `work` when the answer is out, so that it takes its caller no time that could be measured; at once, where nobody waits for one. */
export function afterAnswer(work: () => void): void {
  const call = storage.getStore();
  if (!call) work();
  else if (call.waiting) call.waiting.push(work);
  else call.waiting = [work];
}

/** Its caller should have read the answer by then, and asked for nothing else yet. */
const READ_AFTER_MS = 5;

/** Outside of the call: what is done now is no part of it any more. */
export function answered(call: CurrentCall): void {
  const waiting = call.waiting?.splice(0) ?? [];
  if (waiting.length === 0) return;
  storage.exit(() => {
    setTimeout(() => {
      for (const work of waiting) work();
    }, READ_AFTER_MS);
  });
}

/** For what is done for several calls together. */
export function outsideOfCalls<T>(work: () => T): T {
  return storage.exit(work);
}

export function withinCall<T>(call: CurrentCall, work: () => T): T {
  return storage.run(call, work);
}
