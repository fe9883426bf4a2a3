/** A code that is right opens its ring, however many guess around it; a wrong one teaches nothing, and soon is not even tried. */
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { CallingClient } from '../access/calling-client.js';
import { GuessAlarm } from '../access/guess-alarm.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { CodeAttempts } from './code-attempts.js';
import { type ReadCode, readReturnCode } from './domain/return-code.js';
import { type OpenRing, Rings } from './rings.js';
import { sha256 } from './sha256.js';

/** Longer than a hash and its queue: the time of an answer does not say whether there was anything to try. */
const ANSWERED_AFTER_MS = 1_000;
/** Answers that wait for their time; whoever comes on top of them is told to come back. */
const MOST_HELD_BACK = 1_000;
/** Whoever has the right code may come at any time: it may have been the queue that was full. */
const AGAIN_AFTER_SECONDS = 30;

@Injectable()
export class OpenWithCode {
  private heldBack = 0;

  constructor(
    private readonly rings: Rings,
    private readonly attempts: CodeAttempts,
    private readonly alarm: GuessAlarm,
  ) {}

  /** Refuses with CODE_TYPO, CODE_UNKNOWN, TOO_MANY_ATTEMPTS or BUSY. */
  async execute(text: string, client: CallingClient, now: Date): Promise<OpenRing | Refused> {
    const read = readReturnCode(text, sha256);
    if (isRefused(read)) return read;
    const attempt = await this.attempts.begin(client);
    const opened = attempt.isWithin
      ? await this.tryFreely(read.value, attempt.isFirst, now)
      : await this.tryIfThere(read.value, now);
    const isWrong = isRefused(opened) && opened.code === 'CODE_UNKNOWN';
    const isTurnedAway = isRefused(opened) && opened.code === 'TOO_MANY_ATTEMPTS';
    if (isWrong || isTurnedAway) await this.alarm.note();
    // Beyond its limit a client stays counted: what was turned away there may have been tried.
    if (!(isWrong || (isTurnedAway && !attempt.isWithin))) await attempt.giveBack();
    return opened;
  }

  private async tryFreely(code: ReadCode, isFirst: boolean, now: Date): Promise<OpenRing | Refused> {
    const attempt = await this.attempts.beginAt(code.selector, isFirst);
    if (!attempt.isWithin) return refuse('TOO_MANY_ATTEMPTS', undefined, attempt.retryAfterSeconds);
    const opened = await this.rings.openWithCode(code, now);
    if (!isRefused(opened) || opened.code !== 'CODE_UNKNOWN') await attempt.giveBack();
    return opened;
  }

  /**
   * For whoever failed too often, or shares an address with somebody who did: only a family's code is worth a hash, and every
   * answer but the right one is the same at the same time, so that nobody learns which selectors are a family's.
   */
  private async tryIfThere(code: ReadCode, now: Date): Promise<OpenRing | Refused> {
    if (this.heldBack >= MOST_HELD_BACK) return refuse('BUSY', undefined, 1);
    const since = performance.now();
    this.heldBack += 1;
    try {
      const opened = (await this.rings.isThere(code.selector)) ? await this.tryAtIt(code, now) : null;
      if (opened) return opened;
      const spent = performance.now() - since;
      await delay(Math.ceil(spent / ANSWERED_AFTER_MS) * ANSWERED_AFTER_MS - spent);
      return refuse('TOO_MANY_ATTEMPTS', undefined, AGAIN_AFTER_SECONDS);
    } finally {
      this.heldBack -= 1;
    }
  }

  private async tryAtIt(code: ReadCode, now: Date): Promise<OpenRing | null> {
    const attempt = await this.attempts.beginAt(code.selector, false);
    if (!attempt.isWithin) return null;
    const opened = await this.rings.openWithCode(code, now, 'OPEN_CODE_IF_THERE');
    if (!isRefused(opened) || opened.code !== 'CODE_UNKNOWN') await attempt.giveBack();
    return isRefused(opened) ? null : opened;
  }
}
