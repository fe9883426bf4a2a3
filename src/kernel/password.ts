/** A password has ten characters or more; which ones is for its owner to say. */
import { accept, type Decision, refuse } from './decision.js';

const LEAST = 10;
const MOST = 200;

/** Characters are code points in normal form, so that the same password typed on another keyboard is the same. */
export function decidePassword(text: string, path: readonly string[] = ['password']): Decision<string> {
  const normal = normalPassword(text);
  const { length } = [...normal];
  if (length > MOST) return refuse('TEXT_TOO_LONG', path);
  return length < LEAST ? refuse('PASSWORD_TOO_SHORT', path) : accept(normal);
}

export function normalPassword(text: string): string {
  return text.normalize('NFKC');
}
