import { describe, expect, it } from '@jest/globals';
import { decideAcceptance, decideWords } from './agreement.js';

describe('words of an agreement', () => {
  it('are kept by language', () => {
    const words = [
      { language: 'EN', text: ' We keep quiet. ' },
      { language: 'es', text: 'Guardamos silencio.' },
    ];
    expect(decideWords(words)).toMatchObject({ value: { en: 'We keep quiet.', es: 'Guardamos silencio.' } });
  });

  it.each([
    ['of nothing', [], 'INVALID_INPUT'],
    [
      'in one language twice',
      [
        { language: 'en', text: 'a' },
        { language: 'en', text: 'b' },
      ],
      'INVALID_INPUT',
    ],
    ['that say nothing', [{ language: 'en', text: '  ' }], 'INVALID_INPUT'],
    ['in no language', [{ language: 'not a tag', text: 'a' }], 'LANGUAGE_UNKNOWN'],
    ['without end', [{ language: 'en', text: 'a'.repeat(8_001) }], 'TEXT_TOO_LONG'],
  ])('%s are refused', (_what, words, code) => {
    expect(decideWords(words)).toMatchObject({ accepted: false, code });
  });
});

describe('an acceptance', () => {
  it.each([
    ['of the newest', 2, 2, undefined],
    ['of the one before', 1, 2, 'AGREEMENT_CHANGED'],
    ['of one to come', 3, 2, 'AGREEMENT_CHANGED'],
  ])('%s', (_what, version, newest, code) => {
    const decision = decideAcceptance(version, newest);
    expect(decision.accepted ? undefined : decision.code).toBe(code);
  });
});
