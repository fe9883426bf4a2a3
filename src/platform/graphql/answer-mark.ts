/**
 * What is not there is told on marks of time: to find that something is there but not for the caller takes a little longer than to find
 * nothing, and whoever asks often enough would measure it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { isRefused } from '../../kernel/decision.js';
import type { RefusalCode } from '../../kernel/refusals.js';

/** Longer than most looks take, and shorter than anybody minds. A look that takes longer is told on a later mark. */
export const MARK_MS = 10;

/** All that an id of nothing may be told as. */
const OF_NOTHING: readonly RefusalCode[] = ['NOT_FOUND', 'INVALID_INPUT'];

export function tellsOfNothing(value: unknown): boolean {
  if (isRefused(value)) return OF_NOTHING.includes(value.code);
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** `startedAt`: as `performance.now()` gave it. */
export async function nextMark(startedAt: number): Promise<void> {
  await delay(untilNextMark(performance.now() - startedAt));
}

export function untilNextMark(took: number): number {
  return MARK_MS - (took % MARK_MS);
}
