/** How far a request is known, and when it takes its next step, by cases. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hours, later } from '../../kernel/duration.js';
import { Urgency } from '../../kernel/help.js';
import { RequestReach } from '../../kernel/widening.js';
import { beginning, decideWidening, nextStep, stepEnds, WIDENING_STEPS, type Widenable } from './widening.js';

const NOW = new Date('2026-06-10T15:00:00Z');
const MINUTE = 60_000;
const open: Widenable = {
  kind: 'RIDE',
  urgency: 'TODAY',
  circleId: 'circle',
  reach: 'CIRCLE',
  isPublished: true,
  ending: null,
  heldForReview: false,
  expiresAt: later(NOW, hours(24)),
  lines: [{ quantity: 1, held: 0, fulfilled: 0 }],
  liveClaims: 0,
  moreToCome: false,
};

it.each<[Urgency, number, number]>([
  ['TODAY', 15, 60],
  ['THIS_WEEK', 360, 1_440],
  ['WHENEVER', 1_440, 4_320],
])('%s: linked circles after %i minutes, every home after %i, on average', (urgency, linked, network) => {
  const { LINKED, NETWORK } = WIDENING_STEPS[urgency];
  expect([LINKED, LINKED + NETWORK]).toEqual([linked * MINUTE, network * MINUTE]);
});

describe('a step', () => {
  it('takes half of its time to one and a half of it, up to the next mark', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.constantFrom(...Object.values(Urgency)),
        fc.constantFrom('CIRCLE', 'LINKED'),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.constantFrom(1, 10),
        (from, urgency, reach, draw, minutes) => {
          const mark = minutes * MINUTE;
          const ends = nextStep(urgency, { reach, widensTo: 'NETWORK' }, from, draw, mark)?.getTime() ?? 0;
          const step = WIDENING_STEPS[urgency][reach === 'CIRCLE' ? 'LINKED' : 'NETWORK'];
          expect(ends % mark).toBe(0);
          expect(ends - from.getTime()).toBeGreaterThanOrEqual(step / 2);
          expect(ends - from.getTime()).toBeLessThan(step * 1.5 + mark);
        },
      ),
    );
  });

  it('is as long as was drawn', () => {
    expect([0, 0.5, 0.999_999].map((draw) => stepEnds(NOW, hours(1), draw, MINUTE))).toEqual([
      later(NOW, 30 * MINUTE),
      later(NOW, 60 * MINUTE),
      later(NOW, 90 * MINUTE),
    ]);
  });

  it.each<[RequestReach, RequestReach]>([
    ['CIRCLE', 'CIRCLE'],
    ['LINKED', 'LINKED'],
    ['NETWORK', 'NETWORK'],
  ])('there is none from %s for what goes to %s', (reach, widensTo) => {
    expect(nextStep('TODAY', { reach, widensTo }, NOW, 0.5, MINUTE)).toBeNull();
  });
});

it('money is asked of nobody, so it begins nowhere', () => {
  expect(beginning('MONEY', 'CIRCLE')).toEqual({ reach: 'NETWORK', widensTo: 'NETWORK' });
  expect(beginning('RIDE', 'LINKED')).toEqual({ reach: 'CIRCLE', widensTo: 'LINKED' });
});

describe('another width', () => {
  const decided = (request: Partial<Widenable>, widensTo: RequestReach) =>
    decideWidening({ ...open, ...request }, widensTo, NOW, 0.5, MINUTE);

  it.each<[string, Partial<Widenable>, RequestReach, { reach: RequestReach; widensAt: Date | null }]>([
    ['narrower, at once', { reach: 'NETWORK' }, 'CIRCLE', { reach: 'CIRCLE', widensAt: null }],
    ['narrower, at once, to those linked', { reach: 'NETWORK' }, 'LINKED', { reach: 'LINKED', widensAt: null }],
    ['narrower than it may become', { reach: 'LINKED' }, 'LINKED', { reach: 'LINKED', widensAt: null }],
    ['wider, with the next step', {}, 'NETWORK', { reach: 'CIRCLE', widensAt: later(NOW, 15 * MINUTE) }],
    ['wider, the last step', { reach: 'LINKED' }, 'NETWORK', { reach: 'LINKED', widensAt: later(NOW, 45 * MINUTE) }],
    ['wider, before its time runs', { isPublished: false }, 'NETWORK', { reach: 'CIRCLE', widensAt: null }],
    ['wider, while it is held', { heldForReview: true }, 'NETWORK', { reach: 'CIRCLE', widensAt: null }],
  ])('%s', (_what, request, widensTo, expected) => {
    expect(decided(request, widensTo)).toMatchObject({ accepted: true, value: { widensTo, ...expected } });
  });

  it.each<[string, Partial<Widenable>]>([
    ['of money', { kind: 'MONEY', circleId: null, reach: 'NETWORK' }],
    ['of what has no circle', { circleId: null, reach: 'NETWORK' }],
    ['of what has ended', { ending: 'WITHDRAWN' }],
    ['of what is over by the clock', { expiresAt: NOW }],
  ])('is refused: %s', (_what, request) => {
    expect(decided(request, 'CIRCLE')).toMatchObject({ accepted: false, code: 'WRONG_STATE' });
  });
});
