/** What one client is called before it is digested: its network, or the hash that a partner's server gives it. */
import { isIPv4, isIPv6 } from 'node:net';

/** A hash in hex or base64url, of 128 bits at least. Addresses, numbers and names have dots, colons, an @ or are shorter. */
const HASH = /^[A-Za-z0-9_-]{22,128}$/;
const GROUPS_OF_A_NETWORK = 4;
const ALL_GROUPS = 8;

export function isHash(name: string): boolean {
  return HASH.test(name);
}

/** Whoever has one IPv6 address has 2^64 of them: its network of 64 bits is one client. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (inside && isIPv4(inside)) return inside;
  if (!isIPv6(plain)) return plain;
  const [before = '', after] = plain.split('::');
  const head = groupsOf(before);
  const tail = after === undefined ? [] : groupsOf(after);
  const zeros = Array.from({ length: Math.max(0, ALL_GROUPS - head.length - tail.length) }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, GROUPS_OF_A_NETWORK).join(':')}::/64`;
}

/** A part in dots stands for two groups; those are never of the network. */
function groupsOf(part: string): string[] {
  if (part === '') return [];
  return part
    .split(':')
    .flatMap((group) => (group.includes('.') ? ['', ''] : [Number.parseInt(group, 16).toString(16)]));
}
