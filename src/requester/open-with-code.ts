/** Whoever guesses return codes is stopped, by code and by client: failed codes count, slips of the pen do not. */
import { Injectable } from '@nestjs/common';
import { Attempts } from '../access/attempts.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import { readReturnCode } from './domain/return-code.js';
import { type OpenRing, Rings } from './rings.js';
import { sha256 } from './sha256.js';

const HOUR = 3_600;

@Injectable()
export class OpenWithCode {
  private readonly attempts = new Attempts(
    { what: 'return-code-client', most: 20, seconds: HOUR },
    { what: 'return-code-selector', most: 5, seconds: HOUR },
  );

  constructor(private readonly rings: Rings) {}

  /** Refuses with CODE_TYPO, CODE_UNKNOWN, TOO_MANY_ATTEMPTS or BUSY. */
  async execute(text: string, clientDigest: string, now: Date): Promise<OpenRing | Refused> {
    const read = readReturnCode(text, sha256);
    if (isRefused(read)) return read;
    const counted = [clientDigest, String(read.value.selector)];
    const tooMany = await this.attempts.begin(counted);
    if (tooMany) return tooMany;
    const opened = await this.rings.openWithCode(read.value, now);
    if (!isRefused(opened) || opened.code !== 'CODE_UNKNOWN') await this.attempts.giveBack(counted);
    return opened;
  }
}
