/** What a household says of itself when it registers: a short name, how to reach it, what it speaks and can do. */
import type { AccessFeature } from '../../kernel/access-needs.js';
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision } from '../../kernel/decision.js';
import { decideEmail } from '../../kernel/email-address.js';
import type { HomeKind } from '../../kernel/home-kind.js';
import { decideLanguages } from '../../kernel/languages.js';
import { decideOptionalText, decideRequiredText } from '../../kernel/plain-text.js';

export interface RegistrationInput {
  readonly name: string;
  readonly email: string;
  readonly phone?: string | null;
  readonly languages: readonly string[];
  readonly features: readonly AccessFeature[];
  readonly kind?: HomeKind;
}

export interface Registration {
  readonly name: string;
  readonly email: string;
  /** As it was typed: whether it is a number is for the index to say. */
  readonly phone: string | null;
  readonly languages: readonly string[];
  readonly features: readonly AccessFeature[];
  readonly kind: HomeKind;
}

export function decideRegistration(input: RegistrationInput): Decision<Registration> {
  return allAccepted({
    name: decideRequiredText(input.name, { max: 40, lines: 'ONE' }, ['name']),
    email: decideEmail(input.email),
    phone: decideOptionalText(input.phone, { max: 40, lines: 'ONE' }, ['phone']),
    languages: decideLanguages(input.languages, ['languages']),
    features: accept([...new Set(input.features)]),
    kind: accept(input.kind ?? 'HOUSEHOLD'),
  });
}
