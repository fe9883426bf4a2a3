/** What every offer says, whatever its kind: how far it reaches, in which languages, with which features, how often it fills again. */
import { AccessFeature } from '../../kernel/access-needs.js';
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HelpKind } from '../../kernel/help.js';
import { decideLanguages } from '../../kernel/languages.js';
import { decideQuantity } from '../../kernel/quantity.js';
import type { Refill } from './offer.js';
import { decideNote } from './offer-note.js';

export interface OfferPostingInput {
  readonly reachKm: number;
  readonly languages?: readonly string[] | null;
  readonly features?: readonly AccessFeature[] | null;
  readonly refill?: Refill | null;
  readonly note?: string | null;
}

export interface OfferPosting {
  readonly reachKm: number;
  readonly languages: readonly string[];
  readonly features: readonly AccessFeature[];
  readonly refill: Refill;
  readonly note: string | null;
}

export interface PostedOfferLine {
  /** A counted unit, or the currency. */
  readonly unit: string;
  /** Of each period. */
  readonly quantity: number;
}

/** Nought is one's own cell. A hundred is a long drive, there and back. */
const REACH = { min: 0, max: 100 };

export function decideOfferPosting(kind: HelpKind, input: OfferPostingInput): Decision<OfferPosting> {
  const refill = input.refill ?? 'ONCE';
  // Only a vehicle is empty again at every occurrence.
  if (refill === 'PER_OCCURRENCE' && kind !== 'RIDE') return refuse('INVALID_INPUT', ['refill']);
  const parts = allAccepted({
    reachKm: decideQuantity(input.reachKm, REACH, ['reachKm']),
    languages: decideLanguages(input.languages ?? [], ['languages']),
    note: decideNote(input.note),
  });
  if (!parts.accepted) return parts;
  const chosen = new Set(input.features ?? []);
  return accept({ ...parts.value, refill, features: Object.values(AccessFeature).filter((one) => chosen.has(one)) });
}
