/** An e-mail address is kept only when mail can be sent to it, and nothing can be smuggled into a header with it. */
import { accept, type Decision, refuse } from './decision.js';

const LONGEST = 254;
const LOCAL_PART = /^[^\s@<>()[\]\\,;:"\p{C}\p{Z}]{1,64}$/u;
const LABEL = /^(?!-)[\p{L}\p{N}-]{1,63}(?<!-)$/u;
const TOP = /^(?!-)(?=.*\p{L})[\p{L}\p{N}-]{2,63}(?<!-)$/u;

/** As it was typed, but for outer spaces and width. */
export function decideEmail(text: string, path: readonly string[] = ['email']): Decision<string> {
  const address = text.normalize('NFKC').trim();
  const at = address.lastIndexOf('@');
  const labels = address.slice(at + 1).split('.');
  const local = address.slice(0, at);
  const stands =
    address.length <= LONGEST &&
    LOCAL_PART.test(local) &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..') &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    TOP.test(labels.at(-1) ?? '');
  return at > 0 && stands ? accept(address) : refuse('EMAIL_INVALID', path);
}
