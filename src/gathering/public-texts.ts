/** What a partner says of trainings and campaigns anybody may read: plain, and with nothing in it that leads to a door, a phone or a link. */
import { Injectable } from '@nestjs/common';
import { accept, type Decision, refuse } from '../kernel/decision.js';
import { decideOptionalText, decideRequiredText } from '../kernel/plain-text.js';
import { Screening } from '../screening/screening.js';
import type { Finding } from '../screening/text-reason.js';

/** A partner speaks for itself: names of its people and words about papers are its own to say. */
const TELLS_TOO_MUCH: ReadonlySet<Finding> = new Set(['PHONE', 'EMAIL', 'HANDLE', 'WEB_ADDRESS', 'ADDRESS'] as const);
const MOST = { TITLE: 120, TEXT: 2_000 } as const;

@Injectable()
export class PublicTexts {
  constructor(private readonly screening: Screening) {}

  title(text: string, path: readonly string[]): Decision<string> {
    const plain = decideRequiredText(text, { max: MOST.TITLE, lines: 'ONE' }, path);
    return plain.accepted ? this.looked(plain.value, path) : plain;
  }

  text(text: string | null | undefined, path: readonly string[]): Decision<string | null> {
    const plain = decideOptionalText(text, { max: MOST.TEXT, lines: 'MANY' }, path);
    return plain.accepted && plain.value !== null ? this.looked(plain.value, path) : plain;
  }

  private looked(text: string, path: readonly string[]): Decision<string> {
    const found = this.screening.screen(text).some((finding) => TELLS_TOO_MUCH.has(finding));
    return found ? refuse('TEXT_TELLS_TOO_MUCH', path) : accept(text);
  }
}
