import { describe, expect, it } from '@jest/globals';
import type { MarkedStep } from './mark.js';
import { progressOf } from './progress.js';
import { inLanguage, practices, type Step, type StepText } from './step.js';

const text = (title: string): StepText => ({ title, summary: 's', body: 'b', materials: [] });
const step = (id: string, its: Partial<Step> = {}): Step => ({
  id,
  practice: 'GIVING',
  audience: 'EVERYONE',
  version: 2,
  texts: { en: text(id) },
  reviewedBy: 'Editors',
  reviewedOn: '2026-06-01',
  partner: null,
  retired: false,
  ...its,
});
const mark = (stepId: string, its: Partial<MarkedStep> = {}): MarkedStep => ({
  stepId,
  mark: 'DONE',
  version: 2,
  markedOn: '2026-06-10',
  ...its,
});
const reminder = { stepId: 'old', rhythm: null, startsOn: '2026-07-01', nextOn: '2026-07-01' };

const steps = [step('all'), step('employers', { audience: 'EMPLOYERS' }), step('old', { retired: true })];
const giving = (...its: [MarkedStep[], (typeof reminder)[], boolean]) => {
  const found = progressOf(steps, ...its).find(({ practice }) => practice === 'GIVING');
  return { ids: found?.steps.map((one) => one.step.id), counts: found?.counts };
};

describe('what a home works through', () => {
  it.each([
    ['steps for everyone', [], [], false, ['all']],
    ['those for employers besides, when it is one', [], [], true, ['all', 'employers']],
    ['what it marked although it is no employer any more', [mark('employers')], [], false, ['all', 'employers']],
    ['what it marked before that was retired', [mark('old')], [], false, ['all', 'old']],
    ['what it is reminded of', [], [reminder], false, ['all', 'old']],
    ['no mark of what is not there', [mark('gone')], [], false, ['all']],
  ])('has %s', (_what, marks, reminders, employs, ids) => {
    expect(giving(marks, reminders, employs).ids).toEqual(ids);
  });

  it('counts by mark, and has all practices', () => {
    const marks = [mark('all', { mark: 'STARTED' }), mark('employers'), mark('old', { mark: 'SET_ASIDE' })];
    expect(giving(marks, [], false).counts).toEqual({ total: 3, started: 1, done: 1, setAside: 1 });
    expect(progressOf(steps, marks, [], false).map(({ practice }) => practice)).toEqual(practices);
  });

  it.each([
    [2, false],
    [1, true],
  ])('tells of words that were revised since version %i: %s', (version, revisedSince) => {
    const [found] = progressOf(steps, [mark('all', { version })], [], false).flatMap(({ steps: its }) => its);
    expect(found).toMatchObject({ revisedSince });
  });
});

describe('the words of a step', () => {
  it.each([
    [{ en: text('a'), es: text('b') }, 'es', 'es'],
    [{ en: text('a') }, 'es', 'en'],
    [{ es: text('b') }, 'en', 'es'],
  ] as const)('are in the language asked for, else in English, else in what there is: %#', (texts, asked, language) => {
    expect(inLanguage(texts, asked)).toEqual({ language, text: text(language === 'en' ? 'a' : 'b') });
  });

  it('are never missing', () => {
    expect(() => inLanguage({}, 'en')).toThrow('one language at least');
  });
});
