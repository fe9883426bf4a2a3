/** Keepers decide who belongs to a home; the last of them stays, or closes it. */
import { describe, expect, it } from '@jest/globals';
import {
  decideByKeeper,
  decideInviteHome,
  decideInviteMember,
  decideLeave,
  decideRemove,
  decideRevoke,
  decideRole,
  type HomeOfMember,
  type Member,
  MOST_INVITATIONS,
  MOST_MEMBERS,
} from './membership.js';

const ana: Member = { id: 'ana', role: 'KEEPER' };
const ben: Member = { id: 'ben', role: 'KEEPER' };
const cleo: Member = { id: 'cleo', role: 'MEMBER' };
const home = (by: Member, ...members: Member[]): HomeOfMember => ({ homeId: 'home', by, members });
const no = (code: string, path?: string[]) => ({ accepted: false, code, ...(path && { path }) });
const yes = (value: unknown) => ({ accepted: true, value });

describe('a keeper', () => {
  it.each([
    ['leaves while another keeps the home', decideLeave(home(ana, ana, ben)), yes(ana)],
    ['stays when nobody else keeps it', decideLeave(home(ana, ana, cleo)), no('LAST_KEEPER')],
    ['stays when alone', decideLeave(home(ana, ana)), no('LAST_KEEPER')],
    ['removes a member', decideRemove(home(ana, ana, cleo), 'cleo'), yes(cleo)],
    ['removes another keeper', decideRemove(home(ana, ana, ben), 'ben'), yes(ben)],
    ['does not remove oneself', decideRemove(home(ana, ana, ben), 'ana'), no('INVALID_INPUT', ['memberId'])],
    ['removes nobody of another home', decideRemove(home(ana, ana), 'zoe'), no('NOT_FOUND', ['memberId'])],
    ['makes a member keeper', decideRole(home(ana, ana, cleo), 'cleo', 'KEEPER'), yes({ id: 'cleo', role: 'KEEPER' })],
    ['steps down beside another', decideRole(home(ana, ana, ben), 'ana', 'MEMBER'), yes({ id: 'ana', role: 'MEMBER' })],
    ['does not step down alone', decideRole(home(ana, ana, cleo), 'ana', 'MEMBER'), no('LAST_KEEPER')],
    ['does not make keeper who is', decideRole(home(ana, ana, ben), 'ben', 'KEEPER'), no('WRONG_STATE')],
    ['invites', decideInviteMember(home(ana, ana), 'MEMBER', 0), yes('MEMBER')],
    ['takes an invitation back', decideRevoke(ana, 'MEMBER'), yes('MEMBER')],
    ['changes and closes the home', decideByKeeper(home(ana, ana)), yes('home')],
  ])('%s', (_what, decision, expected) => expect(decision).toEqual(expected));

  it('invites no more than there is room for', () => {
    const crowd = Array.from({ length: MOST_MEMBERS }, (_, at): Member => ({ id: `${at}`, role: 'KEEPER' }));
    expect(decideInviteMember(home(ana, ...crowd), 'MEMBER', 0)).toEqual(no('HOME_FULL'));
    expect(decideInviteMember(home(ana, ana), 'MEMBER', MOST_INVITATIONS)).toEqual(no('HOME_FULL'));
  });
});

describe('a member', () => {
  it.each([
    ['leaves', decideLeave(home(cleo, ana, cleo)), yes(cleo)],
    ['removes nobody', decideRemove(home(cleo, ana, cleo), 'ana'), no('NOT_ALLOWED')],
    ['makes nobody keeper', decideRole(home(cleo, ana, cleo), 'cleo', 'KEEPER'), no('NOT_ALLOWED')],
    ['invites no member', decideInviteMember(home(cleo, ana, cleo), 'MEMBER', 0), no('NOT_ALLOWED')],
    ['takes back no invitation of a member', decideRevoke(cleo, 'MEMBER'), no('NOT_ALLOWED')],
    ['takes back that of a home', decideRevoke(cleo, 'HOME'), yes('HOME')],
    ['does not close the home', decideByKeeper(home(cleo, ana, cleo)), no('NOT_ALLOWED')],
  ])('%s', (_what, decision, expected) => expect(decision).toEqual(expected));
});

it.each([
  ['of a home that somebody vouched for', { vouched: true, paused: false }, 0, yes('HOME')],
  ['of one that nobody vouched for', { vouched: false, paused: false }, 0, no('NOT_VOUCHED')],
  ['of a paused one', { vouched: true, paused: true }, 0, no('HOME_PAUSED')],
  ['of one with many open invitations', { vouched: true, paused: false }, MOST_INVITATIONS, no('HOME_FULL')],
])('invites another home: a member %s', (_what, standing, open, expected) => {
  expect(decideInviteHome(standing, open)).toEqual(expected);
});
