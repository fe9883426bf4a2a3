/** Who has to say yes, for every way of proposing and accepting. */
import { describe, expect, it } from '@jest/globals';
import type { Acceptance } from '../../kernel/help.js';
import type { HomeTier } from '../../kernel/viewer.js';
import { decideAccept, decideDecline, decideRetract } from './answer-claim.js';
import type { Party } from './claim.js';
import { acceptedClaim, NOON, proposedClaim } from './claim.samples.js';
import { coarse } from './claim-step.js';
import { consentsNeeded, isChildcareInPerson, waitingFor } from './consents.js';

describe('consentsNeeded', () => {
  it.each<[Party, Acceptance, HomeTier, boolean, string]>([
    ['HOME', 'ME', 'VOUCHED', false, 'FAMILY'],
    ['HOME', 'ME', 'VOUCHED', true, 'FAMILY COORDINATOR'],
    ['HOME', 'ME', 'NEW', false, 'FAMILY COORDINATOR'],
    ['HOME', 'ANY_TRUSTED_HOME', 'TRUSTED', false, ''],
    ['HOME', 'ANY_TRUSTED_HOME', 'TRUSTED', true, 'COORDINATOR'],
    ['HOME', 'ANY_TRUSTED_HOME', 'VOUCHED', false, 'FAMILY'],
    ['HOME', 'ANY_TRUSTED_HOME', 'VOUCHED', true, 'FAMILY COORDINATOR'],
    ['HOME', 'ANY_TRUSTED_HOME', 'NEW', false, 'FAMILY COORDINATOR'],
    ['HOME', 'MY_COORDINATOR', 'VOUCHED', false, 'COORDINATOR'],
    ['HOME', 'MY_COORDINATOR', 'NEW', true, 'COORDINATOR'],
    ['FAMILY', 'ME', 'VOUCHED', false, 'HOME'],
    ['FAMILY', 'ME', 'NEW', false, 'HOME COORDINATOR'],
    ['FAMILY', 'ANY_TRUSTED_HOME', 'VOUCHED', true, 'HOME COORDINATOR'],
    ['FAMILY', 'MY_COORDINATOR', 'TRUSTED', false, 'HOME'],
    ['COORDINATOR', 'ME', 'VOUCHED', false, 'HOME FAMILY'],
    ['COORDINATOR', 'ME', 'NEW', true, 'HOME FAMILY'],
    ['COORDINATOR', 'ANY_TRUSTED_HOME', 'TRUSTED', false, 'HOME'],
    ['COORDINATOR', 'ANY_TRUSTED_HOME', 'VOUCHED', false, 'HOME FAMILY'],
    ['COORDINATOR', 'MY_COORDINATOR', 'NEW', true, 'HOME'],
  ])(
    '%s proposes, %s says yes, the home is %s, childcare in person %p: waits for %p',
    (proposedBy, acceptance, homeTier, childcareInPerson, waits) => {
      const { needed, given } = consentsNeeded({ kind: 'TIME', proposedBy, acceptance, homeTier, childcareInPerson });
      const missing = waitingFor({ status: 'PROPOSED', consentsNeeded: needed, consentsGiven: given });
      expect(missing.join(' ')).toBe(waits);
      expect(given).toEqual([proposedBy]);
      expect(new Set(needed).size).toBe(needed.length);
    },
  );

  it.each([
    ['CHILDCARE', 'IN_PERSON', true],
    ['CHILDCARE', 'REMOTE', false],
    ['TUTORING', 'IN_PERSON', false],
    [null, null, false],
  ] as const)('%s %s is childcare in person: %p', (skill, mode, is) => {
    expect(isChildcareInPerson(skill, mode)).toBe(is);
  });
});

describe('answering', () => {
  const two = { ...proposedClaim, consentsNeeded: ['HOME', 'FAMILY', 'COORDINATOR'] } as const;

  it('is accepted only when the last consent stands', () => {
    const first = decideAccept(two, ['COORDINATOR'], NOON);
    if (!first.accepted) throw new Error(first.code);
    expect(first.value.claim.status).toBe('PROPOSED');
    expect(waitingFor(first.value.claim)).toEqual(['FAMILY']);
    const second = decideAccept(first.value.claim, ['FAMILY'], NOON);
    expect(second).toMatchObject({
      value: { from: 'PROPOSED', claim: { status: 'ACCEPTED', acceptedAt: coarse(NOON) } },
    });
  });

  it('lets a coordinator who took the request in speak for both at once', () => {
    expect(decideAccept(two, ['COORDINATOR', 'FAMILY'], NOON)).toMatchObject({
      value: { claim: { status: 'ACCEPTED' } },
    });
  });

  it.each<[string, readonly Party[]]>([
    ['the proposer', ['HOME']],
    ['somebody nobody asked', ['COORDINATOR']],
    ['nobody', []],
  ])('is not waiting for %s', (_, speaksFor) => {
    expect(decideAccept(proposedClaim, speaksFor, NOON)).toMatchObject({ code: 'NOT_WAITING_FOR_YOU' });
    expect(decideDecline(proposedClaim, speaksFor, NOON)).toMatchObject({ code: 'NOT_WAITING_FOR_YOU' });
  });

  it('waits for nobody twice', () => {
    const once = { ...two, consentsGiven: ['HOME', 'COORDINATOR'] } as const;
    expect(decideAccept(once, ['COORDINATOR'], NOON)).toMatchObject({ code: 'NOT_WAITING_FOR_YOU' });
    expect(waitingFor(acceptedClaim)).toEqual([]);
  });

  it('a family declines even what it said yes to beforehand, and nobody retracts what another proposed', () => {
    const given = { ...proposedClaim, consentsNeeded: ['HOME', 'COORDINATOR'] } as const;
    expect(decideDecline(given, ['FAMILY'], NOON)).toMatchObject({ value: { claim: { status: 'DECLINED' } } });
    expect(decideRetract(given, ['FAMILY'], NOON)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(decideRetract(given, ['HOME'], NOON)).toMatchObject({ value: { claim: { status: 'RETRACTED' } } });
  });
});
