/** Currencies and their minor units by ISO 4217, and the amounts that pass. */
import { describe, expect, it } from '@jest/globals';
import { amountRange, decideCurrency, decideMoney, minorDigits } from './money.js';

describe('minorDigits', () => {
  it.each([
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLP', 0],
    ['HUF', 2],
    ['COP', 2],
    ['IQD', 3],
    ['VND', 0],
  ])('of %s is %i', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });
});

describe('decideCurrency', () => {
  it.each([
    ['USD', 'USD'],
    ['usd', 'USD'],
    ['MXN', 'MXN'],
  ])('takes %s', (code, stored) => {
    expect(decideCurrency(code, ['currency'])).toEqual({ accepted: true, value: stored });
  });

  it.each(['', 'US', 'ZZZ', 'XDR', 'XTS', 'DOLLAR', '$'])('refuses %s', (code) => {
    expect(decideCurrency(code, ['currency'])).toEqual({
      accepted: false,
      code: 'CURRENCY_UNKNOWN',
      path: ['currency'],
    });
  });
});

describe('decideMoney, up to 10,000', () => {
  it.each([
    ['USD', 100, true],
    ['USD', 99, false],
    ['USD', 1_000_000, true],
    ['USD', 1_000_001, false],
    ['USD', 100.5, false],
    ['USD', -100, false],
    ['USD', Number.NaN, false],
    ['USD', 2 ** 63, false],
    ['JPY', 100, true],
    ['JPY', 1_000_000, true],
    ['JPY', 1_000_001, false],
    ['KWD', 999, false],
    ['KWD', 10_000_000, true],
  ])('%s %p', (currency, minor, accepted) => {
    const decision = decideMoney({ currency, minor }, 10_000, ['amount']);
    expect(decision).toEqual(
      accepted
        ? { accepted: true, value: { currency, minor } }
        : { accepted: false, code: 'QUANTITY_OUT_OF_RANGE', path: ['amount', 'minor'] },
    );
  });

  it('fits a column of 32 bits in every currency', () => {
    expect(amountRange('KWD', 100_000).max).toBeLessThan(2 ** 31);
  });
});
