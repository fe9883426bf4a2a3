import { describe, expect, it } from '@jest/globals';
import { dayDueAt, decideReminder, MOST_REMINDERS, nextAfter, type Rhythm } from './reminder.js';

const step = { id: 'step', retired: false };
const today = '2026-06-10';

describe('a reminder', () => {
  it.each(['2026-06-10', '2026-06-11', '2027-06-11'])('may be for %s', (on) => {
    expect(decideReminder(step, { on, rhythm: null }, 0, today)).toEqual({
      accepted: true,
      value: { stepId: 'step', rhythm: null, startsOn: on, nextOn: on },
    });
  });

  it.each(['2026-06-09', '0001-01-01', '9999-12-31', '2027-06-12', '2999-01-01'])('may not be for %s', (on) => {
    const refused = { accepted: false, code: 'REMINDER_OUT_OF_RANGE', path: ['on'] };
    expect(decideReminder(step, { on, rhythm: 'WEEKLY' }, 0, today)).toEqual(refused);
  });

  it('is one of so many, and not of a step that is retired', () => {
    const asked = { on: '2026-07-01', rhythm: null };
    expect(decideReminder(step, asked, MOST_REMINDERS - 1, today).accepted).toBe(true);
    expect(decideReminder(step, asked, MOST_REMINDERS, today)).toMatchObject({ code: 'TOO_MANY_REMINDERS' });
    expect(decideReminder({ ...step, retired: true }, asked, 0, today)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    ['2026-06-10T14:59:59Z', '2026-06-09'],
    ['2026-06-10T15:00:00Z', '2026-06-10'],
    ['2026-06-11T00:30:00Z', '2026-06-10'],
  ])('at %s those of %s are due', (now, day) => {
    expect(dayDueAt(new Date(now))).toBe(day);
  });

  it.each<[Rhythm | null, string, string, string | null]>([
    [null, '2026-06-10', '2026-06-10', null],
    ['WEEKLY', '2026-06-10', '2026-06-10', '2026-06-17'],
    ['WEEKLY', '2026-06-10', '2026-06-16', '2026-06-17'],
    ['WEEKLY', '2026-06-10', '2026-07-08', '2026-07-15'],
    ['WEEKLY', '2026-06-10', '2026-06-01', '2026-06-10'],
    ['MONTHLY', '2026-06-10', '2026-06-10', '2026-07-10'],
    ['MONTHLY', '2026-06-10', '2026-09-09', '2026-09-10'],
    ['MONTHLY', '2026-06-10', '2026-09-30', '2026-10-10'],
    ['MONTHLY', '2026-12-10', '2026-12-10', '2027-01-10'],
    ['MONTHLY', '2026-01-31', '2026-01-31', '2026-02-28'],
    ['MONTHLY', '2026-01-31', '2026-02-28', '2026-03-31'],
    ['MONTHLY', '2028-01-31', '2028-01-31', '2028-02-29'],
    ['MONTHLY', '2026-06-10', '2026-01-01', '2026-06-10'],
  ])('%s from %s on, after %s, comes on %s', (rhythm, startsOn, day, next) => {
    expect(nextAfter({ rhythm, startsOn }, day)).toBe(next);
  });
});
