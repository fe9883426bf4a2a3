/** Languages are BCP 47 tags in canonical form; two people understand each other when the base language is the same. */
import { eachAccepted } from './all-accepted.js';
import { accept, type Decision, refuse } from './decision.js';

/** More than anybody lists, few enough to read. */
const MOST_LANGUAGES = 12;

/**
 * Language, script and region only: variants and private use could carry a name or a number past everybody's eyes.
 * Any language of two or three letters passes: Intl has no name for Mixtec or Q'anjob'al, families speak them all the same.
 */
const PLAIN_TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i;

export function decideLanguage(tag: string, path: readonly string[]): Decision<string> {
  if (!PLAIN_TAG.test(tag)) return refuse('LANGUAGE_UNKNOWN', path);
  // The regular expression admits only what is structurally valid, so this does not throw.
  const canonical = new Intl.Locale(tag);
  return canonical.language && canonical.language !== 'und'
    ? accept(canonical.baseName)
    : refuse('LANGUAGE_UNKNOWN', path);
}

/** Each once, in the order given. */
export function decideLanguages(tags: readonly string[], path: readonly string[]): Decision<readonly string[]> {
  if (tags.length > MOST_LANGUAGES) return refuse('INVALID_INPUT', path);
  const each = eachAccepted(tags.map((tag, at) => decideLanguage(tag, [...path, String(at)])));
  return each.accepted ? accept([...new Set(each.value)]) : each;
}

/**
 * A family's language without its region: `es-GT` would publish where a family comes from. The script stays, and is written
 * out where only the region told it (zh-TW is zh-Hant). Takes a canonical tag.
 */
export function withoutRegion(tag: string): string {
  const full = new Intl.Locale(tag).maximize();
  const usual = new Intl.Locale(full.language).maximize();
  return full.script && full.script !== usual.script ? `${full.language}-${full.script}` : full.language;
}

export function baseLanguage(tag: string): string {
  return tag.split('-', 1)[0] ?? tag;
}

/** Those of `theirs` that somebody who speaks `ours` understands. */
export function languagesInCommon(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const bases = new Set(ours.map(baseLanguage));
  return theirs.filter((tag) => bases.has(baseLanguage(tag)));
}
