/** A concern has a reason, may say more in words, and is settled once by a coordinator. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideOptionalText } from '../../kernel/plain-text.js';
import { words } from '../../kernel/words.js';

export const ReportReason = words(
  'UNSAFE',
  'DISRESPECT',
  'ASKED_FOR_MORE',
  'NO_SHOW',
  'IDENTIFYING_TEXT',
  'SPAM',
  'OTHER',
);
export type ReportReason = keyof typeof ReportReason;

const TEXT = { max: 2000, lines: 'MANY' } as const;

export interface ConcernInput {
  readonly claimId?: string | null;
  readonly requestId?: string | null;
  readonly reason: ReportReason;
  readonly text?: string | null;
}

export interface Concern {
  readonly about: { readonly claimId: string } | { readonly requestId: string };
  readonly reason: ReportReason;
  readonly text: string | null;
}

/** About exactly one thing. OTHER says nothing by itself, so it takes words. */
export function decideConcern(input: ConcernInput): Decision<Concern> {
  const { claimId, requestId, reason } = input;
  const about = claimId ? { claimId } : requestId ? { requestId } : null;
  if (!about || (claimId && requestId)) return refuse('INVALID_INPUT', ['claimId']);
  const text = decideOptionalText(input.text, TEXT, ['text']);
  if (!text.accepted) return text;
  if (reason === 'OTHER' && text.value === null) return refuse('INVALID_INPUT', ['text']);
  return accept({ about, reason, text: text.value });
}
