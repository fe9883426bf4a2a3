import { describe, expect, it } from '@jest/globals';
import type { StepText } from './step.js';
import { decideWrittenTexts } from './written-step.js';

const material = { kind: 'LETTER', title: 'To the council', text: 'Dear council,\n\nplease act.' } as const;
const words: StepText = { title: 'Bring soup', summary: 'On Fridays.', body: 'First.\n\nThen.', materials: [material] };

describe('the words of a step', () => {
  it.each([
    ['English', { en: words, es: null }, { en: words }],
    ['Spanish', { es: words }, { es: words }],
    ['both', { en: words, es: words }, { en: words, es: words }],
    ['spaces around them', { en: { ...words, title: '  Bring soup ' } }, { en: words }],
  ])('are taken with %s', (_what, written, value) => {
    expect(decideWrittenTexts(written)).toEqual({ accepted: true, value });
  });

  it.each<[string, object, string, string[]]>([
    ['in no language', {}, 'INVALID_INPUT', ['en']],
    ['without a title', { en: { ...words, title: ' ' } }, 'INVALID_INPUT', ['en', 'title']],
    ['with a title of two lines', { en: { ...words, title: 'a\nb' } }, 'TEXT_NOT_PLAIN', ['en', 'title']],
    ['with a title that is too long', { en: { ...words, title: 'x'.repeat(121) } }, 'TEXT_TOO_LONG', ['en', 'title']],
    ['with too long a summary', { es: { ...words, summary: 'x'.repeat(301) } }, 'TEXT_TOO_LONG', ['es', 'summary']],
    ['with too long a body', { en: { ...words, body: 'x'.repeat(4_001) } }, 'TEXT_TOO_LONG', ['en', 'body']],
    ['with something invisible', { en: { ...words, body: 'a\u200bb' } }, 'TEXT_NOT_PLAIN', ['en', 'body']],
    [
      'with too much material',
      { en: { ...words, materials: Array(5).fill(material) } },
      'INVALID_INPUT',
      ['en', 'materials'],
    ],
    [
      'with material that is empty',
      { en: { ...words, materials: [material, { ...material, text: '' }] } },
      'INVALID_INPUT',
      ['en', 'materials', '1', 'text'],
    ],
  ])('are refused %s', (_what, written, code, path) => {
    expect(decideWrittenTexts(written)).toEqual({ accepted: false, code, path });
  });
});
