/** A publishable key works in browsers from exact web origins: nothing with a path, a wildcard or an unprotected network. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

const LONGEST = 255;
const SPELLED_OUT = /^(https?):\/\/([a-z0-9.-]+|\[::1\])(:\d{1,5})?$/;
const ON_THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

/** As a browser writes it in the header `Origin`. */
export function decideOrigin(text: string, path: readonly string[] = ['origins']): Decision<string> {
  const spelled = text.trim().toLowerCase();
  const [, scheme, host = '', port = ''] = SPELLED_OUT.exec(spelled) ?? [];
  const protectedOrHere = scheme === 'https' || (scheme === 'http' && ON_THIS_MACHINE.has(host));
  if (spelled.length > LONGEST || !protectedOrHere || !isHost(host)) return refuse('ORIGIN_INVALID', path);
  const number = Number(port.slice(1));
  if (port && (number < 1 || number > 65_535)) return refuse('ORIGIN_INVALID', path);
  const usual = scheme === 'https' ? 443 : 80;
  return accept(`${scheme}://${host}${port && number !== usual ? `:${number}` : ''}`);
}

function isHost(host: string): boolean {
  return (
    ON_THIS_MACHINE.has(host) || host.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
  );
}
