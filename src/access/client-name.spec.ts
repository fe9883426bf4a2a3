import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isHash, networkOf } from './client-name.js';

describe('the network of a client', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is the same however its last 64 bits are chosen, and another when the first differ', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    const half = fc.tuple(group, group, group, group).map((groups) => groups.join(':'));
    fc.assert(
      fc.property(half, half, half, half, (net, a, other, b) => {
        expect(networkOf(`${net}:${a}`)).toBe(networkOf(`${net}:${b}`));
        expect(networkOf(`${net}:${a}`) === networkOf(`${other}:${b}`)).toBe(net === other);
      }),
    );
  });
});

describe('the name that a partner gives a client', () => {
  const digest = createHash('sha256').update('somebody');
  const hex = digest.copy().digest('hex');
  it.each([hex, digest.copy().digest('base64url'), randomUUID()])('may be a hash: %s', (name) => {
    expect(isHash(name)).toBe(true);
  });
  it.each([
    '203.0.113.7',
    '2001:db8:1:2:3:4:5:6',
    'maria@example.org',
    '+1 917 555 0143',
    'maria',
    '',
    `${hex}${hex}${hex}`,
  ])('is no address, number or name: %s', (name) => {
    expect(isHash(name)).toBe(false);
  });
});
