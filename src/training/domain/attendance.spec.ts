/** When attendance may be said, and of whom. */
import { describe, expect, it } from '@jest/globals';
import { decideAttendance, type SessionHeld, type SignedUpFor } from './attendance.js';

const session: SessionHeld = {
  startsAt: new Date('2026-06-10T18:00:00Z'),
  endsAt: new Date('2026-06-10T20:00:00Z'),
  cancelledAt: null,
};
const came: SignedUpFor = { signUpId: 'a', hasPlace: true, attendance: null, isTheirOwn: false };
const waits: SignedUpFor = { ...came, signUpId: 'b', hasPlace: false };
const own: SignedUpFor = { ...came, signUpId: 'c', isTheirOwn: true };
const absent: SignedUpFor = { ...came, signUpId: 'd', attendance: 'ABSENT' };

function decided(its: Partial<SessionHeld>, marks: readonly [string, 'ATTENDED' | 'ABSENT'][], now: string): string {
  const decision = decideAttendance(
    { ...session, ...its },
    [came, waits, own, absent],
    marks.map(([signUpId, attendance]) => ({ signUpId, attendance })),
    new Date(now),
  );
  if (!decision.accepted) return [decision.code, ...(decision.path ?? [])].join(' ');
  return decision.value.map(({ signUpId, attendance }) => `${signUpId} ${attendance}`).join();
}

describe('attendance', () => {
  it.each<[string, Partial<SessionHeld>, [string, 'ATTENDED' | 'ABSENT'][], string, string]>([
    ['from the first minute on', {}, [['a', 'ATTENDED']], '2026-06-10T18:00:00Z', 'a ATTENDED'],
    ['not before it', {}, [['a', 'ATTENDED']], '2026-06-10T17:59:59Z', 'NOT_BEGUN'],
    ['for a week', {}, [['a', 'ATTENDED']], '2026-06-17T19:59:59Z', 'a ATTENDED'],
    ['and no longer', {}, [['a', 'ATTENDED']], '2026-06-17T20:00:00Z', 'LEASE_OVER'],
    ['what stands already changes nothing', {}, [['d', 'ABSENT']], '2026-06-10T19:00:00Z', ''],
    ['what stands is corrected', {}, [['d', 'ATTENDED']], '2026-06-10T19:00:00Z', 'd ATTENDED'],
    ['not of whoever waited', {}, [['b', 'ATTENDED']], '2026-06-10T19:00:00Z', 'WRONG_STATE marks 0 signUpId'],
    [
      'not of oneself',
      {},
      [
        ['a', 'ATTENDED'],
        ['c', 'ATTENDED'],
      ],
      '2026-06-10T19:00:00Z',
      'NOT_ALLOWED marks 1 signUpId',
    ],
    ['not of strangers', {}, [['x', 'ATTENDED']], '2026-06-10T19:00:00Z', 'NOT_FOUND marks 0 signUpId'],
    [
      'not both',
      {},
      [
        ['a', 'ATTENDED'],
        ['a', 'ABSENT'],
      ],
      '2026-06-10T19:00:00Z',
      'INVALID_INPUT marks 1 signUpId',
    ],
    [
      'not of what was called off',
      { cancelledAt: new Date(0) },
      [['a', 'ATTENDED']],
      '2026-06-10T19:00:00Z',
      'WRONG_STATE',
    ],
  ])('%s', (_what, its, marks, now, outcome) => {
    expect(decided(its, marks, now)).toBe(outcome);
  });
});
