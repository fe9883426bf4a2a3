import { describe, expect, it } from '@jest/globals';
import { decidePassword } from './password.js';

describe('a password', () => {
  it.each([
    ['ten letters', 'abcdefghij', 'abcdefghij'],
    ['spaces, kept', '  a b c d  ', '  a b c d  '],
    ['two hundred', 'x'.repeat(200), 'x'.repeat(200)],
    ['accents typed as one or as two characters', 'contrasen\u0303a1', 'contraseña1'],
    ['ten emoji', '🌱'.repeat(10), '🌱'.repeat(10)],
  ])('may be %s', (_what, text, kept) => {
    expect(decidePassword(text)).toEqual({ accepted: true, value: kept });
  });

  it.each([
    ['nine letters', 'abcdefghi', 'PASSWORD_TOO_SHORT'],
    ['five emoji, though they take ten code units', '🌱'.repeat(5), 'PASSWORD_TOO_SHORT'],
    ['nothing', '', 'PASSWORD_TOO_SHORT'],
    ['201 letters', 'x'.repeat(201), 'TEXT_TOO_LONG'],
  ])('may not be %s', (_what, text, code) => {
    expect(decidePassword(text)).toEqual({ accepted: false, code, path: ['password'] });
  });
});
