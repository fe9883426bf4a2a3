/** What every request says, whatever its kind: in few words, in which languages, how pressing, hidden from whom. */

import { AccessNeed } from '../../kernel/access-needs.js';
import { allAccepted, eachAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { Acceptance, Urgency } from '../../kernel/help.js';
import { decideLanguages, withoutRegion } from '../../kernel/languages.js';
import { decideOptionalText, decideRequiredText } from '../../kernel/plain-text.js';

export interface PostingInput {
  readonly summary?: string | null;
  readonly languages?: readonly string[] | null;
  readonly accessNeeds?: readonly AccessNeed[] | null;
  readonly urgency: Urgency;
  readonly acceptance: Acceptance;
  /** E-mail addresses or phone numbers of households that must never see this. */
  readonly hideFromHomes?: readonly string[] | null;
}

export interface Posting {
  readonly summary: string | null;
  readonly languages: readonly string[];
  readonly accessNeeds: readonly AccessNeed[];
  readonly urgency: Urgency;
  readonly acceptance: Acceptance;
  /** As typed but for outer spaces: only a keyed digest of each is kept. */
  readonly hideFromHomes: readonly string[];
}

/** One line of what is asked for, to be written with its place in the list. */
export interface PostedLine {
  /** Null where unit and quantity say it all. */
  readonly label: string | null;
  readonly note: string | null;
  /** A unit of groceries, a counted unit, or the currency. */
  readonly unit: string;
  readonly quantity: number;
  readonly divisible: boolean;
}

const SUMMARY = { max: 200, lines: 'ONE' } as const;
/** The longest e-mail address there is. */
const HIDDEN_FROM = { max: 254, lines: 'ONE' } as const;
/** More households than anybody works for; each is a digest that every reader of the list is checked against. */
const MOST_HIDDEN_FROM = 10;

export function decidePosting(input: PostingInput): Decision<Posting> {
  const parts = allAccepted({
    summary: decideOptionalText(input.summary, SUMMARY, ['summary']),
    languages: decideLanguages(input.languages ?? [], ['languages']),
    hideFromHomes: decideHiddenFrom(input.hideFromHomes ?? []),
  });
  if (!parts.accepted) return parts;
  return accept({
    ...parts.value,
    languages: [...new Set(parts.value.languages.map(withoutRegion))],
    accessNeeds: inOrder(input.accessNeeds ?? [], AccessNeed),
    urgency: input.urgency,
    acceptance: input.acceptance,
  });
}

/** For `rewordText`: the summary alone, by the same rule. */
export function decideSummary(summary: string | null): Decision<string | null> {
  return decideOptionalText(summary, SUMMARY, ['summary']);
}

function decideHiddenFrom(named: readonly string[]): Decision<readonly string[]> {
  const path = ['hideFromHomes'];
  if (named.length > MOST_HIDDEN_FROM) return refuse('INVALID_INPUT', path);
  return eachAccepted(named.map((one, at) => decideRequiredText(one, HIDDEN_FROM, [...path, String(at)])));
}

/** Each word once, in the order of its list: the order in which somebody ticked boxes says nothing and is not kept. */
export function inOrder<T extends string>(chosen: readonly T[], list: Readonly<Record<T, T>>): readonly T[] {
  const set: ReadonlySet<string> = new Set(chosen);
  return Object.values<T>(list).filter((word) => set.has(word));
}
