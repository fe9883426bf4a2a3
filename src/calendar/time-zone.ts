/** A time zone is one of the IANA database, kept under one name, so that two spellings of it compare as one. */
import { LRUCache } from 'lru-cache';
import { accept, type Decision, refuse } from '../kernel/decision.js';

// Offsets such as +05:00 start with a sign: they know no daylight saving and are not zones of the database.
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/;

// Spelling is free in case, so what is cached has to be bounded.
const canonicalNames = new LRUCache<string, string>({ max: 1_000 });

/** The canonical name ("US/Eastern" is America/New_York), or undefined when there is no such zone. */
export function canonicalTimeZone(name: string): string | undefined {
  const known = canonicalNames.get(name);
  if (known !== undefined) return known;
  if (!NAME.test(name)) return undefined;
  try {
    const canonical = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    canonicalNames.set(name, canonical);
    return canonical;
  } catch {
    // Intl has no question "is it a zone?": a RangeError is its no.
    return undefined;
  }
}

/** Accepts the canonical name. `path` names the field that it came in. */
export function decideTimeZone(name: string, path: readonly string[] = ['timeZone']): Decision<string> {
  const canonical = canonicalTimeZone(name);
  return canonical === undefined ? refuse('TIME_ZONE_UNKNOWN', path) : accept(canonical);
}
