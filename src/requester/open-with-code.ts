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
/** Said soon to be over: whoever has the right code may come at any time, and it may have been a queue that was full. */
const BEYOND = refuse('TOO_MANY_ATTEMPTS', undefined, 30);

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
    const freely = attempt.isWithin ? await this.tryFreely(read.value, attempt.isFirst, now) : BEYOND;
    // Guessers who fill the queue keep nobody out who has the right code.
    const isTriedAgain = isRefused(freely) && (freely === BEYOND || freely.code === 'BUSY');
    const opened = isTriedAgain ? await this.tryIfThere(read.value, freely, now) : freely;
    if (isRefused(opened)) await this.alarm.note();
    // What is turned away for its selector was not tried. For the others that must not show: they stay counted.
    const wasTurnedAway = !isTriedAgain && isRefused(opened) && opened.code === 'TOO_MANY_ATTEMPTS';
    if (!isRefused(opened) || wasTurnedAway) await attempt.giveBack();
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
   * For whoever failed too often, shares an address with somebody who did, or comes while many guess: only a family's code is worth a
   * hash, and every answer but the right one is the same at the same time, so that nobody learns which selectors are a family's.
   */
  private async tryIfThere(code: ReadCode, otherwise: Refused, now: Date): Promise<OpenRing | Refused> {
    if (this.heldBack >= MOST_HELD_BACK) return otherwise;
    const since = performance.now();
    this.heldBack += 1;
    try {
      const opened = (await this.rings.isThere(code.selector)) ? await this.tryAtIt(code, now) : null;
      if (opened) return opened;
      const spent = performance.now() - since;
      await delay(Math.ceil(spent / ANSWERED_AFTER_MS) * ANSWERED_AFTER_MS - spent);
      return otherwise;
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
