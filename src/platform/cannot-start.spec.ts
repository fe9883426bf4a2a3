import { describe, expect, it } from '@jest/globals';
import { CannotStart, whyItCannotStart } from './cannot-start.js';
import { ConfigError, readConfig } from './config.js';

describe('what stands in the way of a start', () => {
  it.each([
    [Object.assign(new Error('password authentication failed for user "somebody"'), { code: '28P01' }), /the password/],
    [new AggregateError([Object.assign(new Error('::1'), { code: 'ECONNREFUSED' })]), /No PostgreSQL answers/],
    [Object.assign(new Error('x'), { driverError: { code: '3D000' } }), /does not exist/],
    [Object.assign(new Error('x'), { code: '22023' }), /older than this program/],
    [new CannotStart('Port 1 is in use.'), /^Port 1 is in use\.$/],
    [new ConfigError('PORT takes a number.'), /^PORT takes/],
  ])('is told in words: %s', (error, words) => {
    expect(whyItCannotStart(error)).toMatch(words);
    expect(whyItCannotStart(error)).not.toContain('somebody');
  });

  it.each([[new TypeError('a bug')], [Object.assign(new Error('x'), { code: '23505' })], ['text'], [null]])(
    'is left to the log when nobody foresaw it: %s',
    (error) => {
      expect(whyItCannotStart(error)).toBeNull();
    },
  );
});

describe('settings', () => {
  it.each([
    ['PORT', 'secret-word'],
    ['PORT', '65536'],
    ['METRICS_PORT', '-1'],
    ['EXPLORER', 'yes'],
    ['SMTP_URL', 'secret-word'],
    ['SMTP_URL', 'https://mail.example'],
    ['SMTP_URL', 'smtp:'],
    ['DATABASE_POOL', '1'],
  ])('name the variable that cannot be used, not its value: %s=%s', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} takes`));
    expect(read).not.toThrow(/secret-word/);
  });

  it('take a mail server, and nothing for what is blank', () => {
    expect(readConfig({ SMTP_URL: 'smtps://user:word@mail.example:465' }).smtpUrl).toContain('mail.example');
    expect(readConfig({ SMTP_URL: ' ', PORT: '' })).toMatchObject({ smtpUrl: undefined, port: 3000 });
  });
});
