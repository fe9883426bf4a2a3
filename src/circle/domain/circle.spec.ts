/** Circles by cases: what may be said of one, who joins, when one is closed, and how two are linked. */
import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../../kernel/decision.js';
import { days, later } from '../../kernel/duration.js';
import {
  type ClosingFacts,
  decideClose,
  decideInvite,
  decideJoin,
  type JoinedCircle,
  type JoinFacts,
} from './circle.js';
import { type CircleInput, decideCircle } from './circle-details.js';
import { decideAcceptLink, decideDeclineLink, decideEndLink, decidePropose, type LinkFacts } from './circle-link.js';

const NOW = new Date('2026-06-10T15:00:00Z');
const answer = (decision: Decision<unknown>): unknown =>
  decision.accepted ? decision.value : `${decision.code} ${decision.path?.join('.') ?? ''}`.trim();

describe('a circle', () => {
  const input: CircleInput = {
    name: 'Elm Street',
    languages: ['es', 'en'],
    areas: ['862a1072fffffff', '862a1072fffffff'],
    requiredTraining: 'RAPID_RESPONSE',
    membersInvite: true,
  };

  it('says each area once', () => {
    expect(answer(decideCircle(input, false))).toEqual({ ...input, areas: ['862a1072fffffff'] });
  });

  it.each<[string, Partial<CircleInput>, boolean, string]>([
    ['without a name', { name: ' ' }, false, 'INVALID_INPUT name'],
    ['with a name of two lines', { name: 'Elm\nStreet' }, false, 'TEXT_NOT_PLAIN name'],
    ['with an area that is nearly an address', { areas: ['872a10728ffffff'] }, false, 'CELL_TOO_FINE areas.0'],
    ['with an area that is no cell', { areas: ['862a1072fffffff', 'nowhere'] }, false, 'CELL_INVALID areas.1'],
    ['with an area wider than a region', { areas: ['812a3ffffffffff'] }, false, 'CELL_INVALID areas.0'],
    ['with too many areas', { areas: Array(51).fill('862a1072fffffff') }, false, 'INVALID_INPUT areas'],
    ['that is the own one and demands a training', {}, true, 'WRONG_STATE requiredTraining'],
  ])('is refused %s', (_what, change, isOwn, expected) => {
    expect(answer(decideCircle({ ...input, ...change }, isOwn))).toBe(expected);
  });
});

describe('an invitation', () => {
  it.each<[number, 'HOME' | 'COORDINATOR', boolean]>([
    [1, 'HOME', true],
    [10, 'HOME', true],
    [11, 'HOME', false],
    [50, 'COORDINATOR', true],
    [51, 'COORDINATOR', false],
    [0, 'COORDINATOR', false],
    [1.5, 'HOME', false],
  ])('of %s uses by a %s: %s', (uses, by, good) => {
    const expected = good ? { uses, endsAt: later(NOW, days(14)) } : 'QUANTITY_OUT_OF_RANGE uses';
    expect(answer(decideInvite(uses, by, NOW))).toEqual(expected);
  });

  const circle: JoinedCircle = { id: 'elm', partnerId: 'ours', requiredTraining: null };
  const home: JoinFacts = { homePartnerId: 'ours', homeCircleId: 'own', certificates: [] };
  const demanding: JoinedCircle = { ...circle, requiredTraining: 'CHILD_SAFETY' };

  it.each<[string, JoinedCircle | null, JoinFacts, unknown]>([
    ['lets a home of the partner in', circle, home, circle],
    ['of none such', null, home, 'INVITATION_INVALID'],
    ['of another partner', circle, { ...home, homePartnerId: 'theirs' }, 'INVITATION_INVALID'],
    ['to where it is', circle, { ...home, homeCircleId: 'elm' }, 'WRONG_STATE'],
    ['that demands a training', demanding, { ...home, certificates: ['RAPID_RESPONSE'] }, 'CERTIFICATE_NEEDED'],
    ['that demands one it has', demanding, { ...home, certificates: ['CHILD_SAFETY'] }, demanding],
  ])('%s', (_what, to, of, expected) => {
    expect(answer(decideJoin(to, of))).toEqual(expected);
  });
});

it.each<[string, Partial<ClosingFacts>, string]>([
  ['is empty', {}, 'CLOSED'],
  ["is the partner's own", { isOwn: true }, 'WRONG_STATE'],
  ['has a home', { homes: 1 }, 'CIRCLE_IN_USE'],
  ['has a request that waits in it', { waiting: 1 }, 'CIRCLE_IN_USE'],
])('a circle that %s: closing it comes to %s', (_what, facts, expected) => {
  expect(answer(decideClose({ isOwn: false, homes: 0, waiting: 0, ...facts }))).toBe(expected);
});

describe('a link', () => {
  const side = { circleId: 'elm', otherId: 'oak', speaksForBoth: false };
  const both = { ...side, speaksForBoth: true };
  const ours: LinkFacts = { proposedBy: 'elm', agreed: false };
  const theirs: LinkFacts = { proposedBy: 'oak', agreed: false };
  const stands: LinkFacts = { proposedBy: 'oak', agreed: true };

  it.each<[string, Decision<unknown>, string]>([
    ['proposed waits for the other side', decidePropose(null, side), 'PROPOSED'],
    ['between circles of one partner stands', decidePropose(null, both), 'AGREED'],
    ['proposed by both stands', decidePropose(theirs, side), 'AGREED'],
    ['is not proposed twice', decidePropose(ours, side), 'WRONG_STATE'],
    ['is not proposed while it stands', decidePropose(stands, side), 'WRONG_STATE'],
    ['with itself there is not', decidePropose(null, { ...both, otherId: 'elm' }), 'INVALID_INPUT otherCircleId'],
    ['is accepted by who was asked', decideAcceptLink(theirs, side), 'AGREED'],
    ['is not accepted by who asked', decideAcceptLink(ours, side), 'NOT_WAITING_FOR_YOU'],
    ['is accepted once', decideAcceptLink(stands, side), 'WRONG_STATE'],
    ['that nobody proposed is not accepted', decideAcceptLink(null, side), 'NOT_FOUND'],
    ['is declined, or taken back', decideDeclineLink(ours), 'NONE'],
    ['is not declined once it stands', decideDeclineLink(stands), 'WRONG_STATE'],
    ['that nobody proposed is not declined', decideDeclineLink(null), 'NOT_FOUND'],
    ['ends by either side', decideEndLink(stands), 'NONE'],
    ['does not end before it stands', decideEndLink(theirs), 'WRONG_STATE'],
    ['that is not there does not end', decideEndLink(null), 'NOT_FOUND'],
  ])('%s', (_what, decision, expected) => {
    expect(answer(decision)).toBe(expected);
  });
});
