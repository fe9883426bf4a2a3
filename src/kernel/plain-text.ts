/** A text that a person writes is plain: what is stored is what everybody sees, and nothing hides in it. */
import { accept, type Decision, refuse } from './decision.js';

export interface TextRule {
  /** Code points after normalisation: one for most letters, several for some emoji. */
  readonly max: number;
  /** ONE refuses line breaks. */
  readonly lines: 'ONE' | 'MANY';
}

/** Whole emoji, with the joiners and selectors that hold them together, and the flags that are spelled in tag characters. */
const EMOJI =
  /\p{RGI_Emoji}|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*|[0-9#*]\uFE0F?\u20E3|\p{Extended_Pictographic}\uFE0E/gv;

/** Persian and the scripts of India write words with joiners and non-joiners between two letters. Nobody else needs them. */
const JOINING =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}' +
  '\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}' +
  '\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}]';
const WORD_JOINER = new RegExp(`(?<=${JOINING})[\\u200C\\u200D](?=${JOINING})`, 'gu');

/**
 * What never stays: controls, private use, half characters, whatever is invisible (zero widths, fillers, selectors, tags) or turns
 * the direction of writing (marks, embeddings, overrides, isolates), and piles of accents that spill over other lines.
 */
const NOT_PLAIN =
  /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]|\p{M}{7}/u;

/** Without any of these there is nothing to read. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The text as it will be stored, or null when nothing is left of it. Nothing is edited but line ends, outer spaces and normal form. */
export function decidePlainText(text: string, rule: TextRule, path: readonly string[]): Decision<string | null> {
  const normal = text.replaceAll('\r\n', '\n').normalize('NFC').trim();
  const bare = normal.replace(EMOJI, '').replace(WORD_JOINER, '');
  if (NOT_PLAIN.test(rule.lines === 'MANY' ? bare.replaceAll('\n', '') : bare)) return refuse('TEXT_NOT_PLAIN', path);
  if ([...normal].length > rule.max) return refuse('TEXT_TOO_LONG', path);
  return accept(VISIBLE.test(normal) ? normal : null);
}

/** For a field that may be left out: nothing and only spaces are the same. */
export function decideOptionalText(
  text: string | null | undefined,
  rule: TextRule,
  path: readonly string[],
): Decision<string | null> {
  return text === null || text === undefined ? accept(null) : decidePlainText(text, rule, path);
}

/** For a field that has to say something. */
export function decideRequiredText(text: string, rule: TextRule, path: readonly string[]): Decision<string> {
  const plain = decidePlainText(text, rule, path);
  if (!plain.accepted) return plain;
  return plain.value === null ? refuse('INVALID_INPUT', path) : accept(plain.value);
}
