import { describe, expect, it } from '@jest/globals';
import { canonicalTimeZone, decideTimeZone } from './time-zone.js';

describe('time zones', () => {
  it.each([
    ['America/New_York', 'America/New_York'],
    ['US/Eastern', 'America/New_York'],
    ['america/los_angeles', 'America/Los_Angeles'],
    ['Europe/Madrid', 'Europe/Madrid'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['UTC', 'UTC'],
  ])('%s is %s', (name, canonical) => {
    expect(canonicalTimeZone(name)).toBe(canonical);
    expect(canonicalTimeZone(name)).toBe(canonical);
  });

  it.each([
    '',
    ' ',
    'America/Nowhere',
    '+05:00',
    '-0500',
    'GMT+5',
    'America/New_York\n',
    '2026-01-01T00:00[America/New_York]',
    '__proto__',
    'constructor',
    'a'.repeat(10_000),
    'Еurope/Madrid',
  ])('%j is none', (name) => {
    expect(canonicalTimeZone(name)).toBeUndefined();
    expect(decideTimeZone(name, ['window', 'timeZone'])).toEqual({
      accepted: false,
      code: 'TIME_ZONE_UNKNOWN',
      path: ['window', 'timeZone'],
    });
  });

  it('accepts under the canonical name', () => {
    expect(decideTimeZone('US/Pacific')).toMatchObject({ accepted: true, value: 'America/Los_Angeles' });
  });
});
