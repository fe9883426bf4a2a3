/** Times that clocks skip, times that they show twice, and what they show at an instant. */
import { describe, expect, it } from '@jest/globals';
import { decideLocalTime, localTimeAt } from './local-time.js';

const NEW_YORK = 'America/New_York';
const at = (date: string, time: string, timeZone = NEW_YORK, offset?: string) => {
  const decided = decideLocalTime({ date, time, timeZone, ...(offset !== undefined && { offset }) }, ['starts']);
  return decided.accepted ? decided.value.at.toISOString() : `${decided.code} ${decided.path?.join('.')}`;
};

describe('a local time', () => {
  it.each([
    ['in winter', '2026-01-15', '18:30', NEW_YORK, undefined, '2026-01-15T23:30:00.000Z'],
    ['in summer', '2026-07-15', '18:30', NEW_YORK, undefined, '2026-07-15T22:30:00.000Z'],
    ['half an hour off', '2026-07-15', '18:30', 'Asia/Kolkata', undefined, '2026-07-15T13:00:00.000Z'],
    ['just before the clocks skip', '2026-03-08', '01:59', NEW_YORK, undefined, '2026-03-08T06:59:00.000Z'],
    ['just after', '2026-03-08', '03:00', NEW_YORK, undefined, '2026-03-08T07:00:00.000Z'],
    ['the first of two', '2026-11-01', '01:30', NEW_YORK, '-04:00', '2026-11-01T05:30:00.000Z'],
    ['the second of two', '2026-11-01', '01:30', NEW_YORK, '-05:00', '2026-11-01T06:30:00.000Z'],
    ['with the offset that it has anyway', '2026-07-15', '18:30', NEW_YORK, '-04:00', '2026-07-15T22:30:00.000Z'],
  ])('%s', (_what, date, time, zone, offset, instant) => {
    expect(at(date, time, zone, offset)).toBe(instant);
  });

  it.each([
    ['that New York skips', '2026-03-08', '02:30', NEW_YORK, undefined, 'TIME_DOES_NOT_EXIST starts.time'],
    [
      'that it skips, whatever the offset',
      '2026-03-08',
      '02:30',
      NEW_YORK,
      '-05:00',
      'TIME_DOES_NOT_EXIST starts.time',
    ],
    ['midnight that Cairo skips', '2026-04-24', '00:00', 'Africa/Cairo', undefined, 'TIME_DOES_NOT_EXIST starts.time'],
    [
      'half an hour that Lord Howe skips',
      '2026-10-04',
      '02:15',
      'Australia/Lord_Howe',
      undefined,
      'TIME_DOES_NOT_EXIST starts.time',
    ],
    ['a day that Samoa skipped', '2011-12-30', '12:00', 'Pacific/Apia', undefined, 'TIME_DOES_NOT_EXIST starts.time'],
    ['that there is twice', '2026-11-01', '01:30', NEW_YORK, undefined, 'TIME_HAPPENS_TWICE starts.offset'],
    ['twice, with an offset of neither', '2026-11-01', '01:30', NEW_YORK, '-06:00', 'INVALID_INPUT starts.offset'],
    ['with an offset that it has not', '2026-07-15', '18:30', NEW_YORK, '-05:00', 'INVALID_INPUT starts.offset'],
    ['in no zone', '2026-07-15', '18:30', 'Mars/Olympus', undefined, 'TIME_ZONE_UNKNOWN starts.timeZone'],
    ['on no date', '2026-02-30', '18:30', NEW_YORK, undefined, 'INVALID_INPUT starts.date'],
    ['at 24:00', '2026-07-15', '24:00', NEW_YORK, undefined, 'INVALID_INPUT starts.time'],
    ['with seconds', '2026-07-15', '18:30:00', NEW_YORK, undefined, 'INVALID_INPUT starts.time'],
  ])('is refused: %s', (_what, date, time, zone, offset, refusal) => {
    expect(at(date, time, zone, offset)).toBe(refusal);
  });

  it('is what the clock shows', () => {
    expect(localTimeAt(new Date('2026-11-01T06:30:00Z'), NEW_YORK)).toEqual({ date: '2026-11-01', time: '01:30' });
  });
});
