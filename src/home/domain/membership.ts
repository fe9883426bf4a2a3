/** Who belongs to a home and who decides that: keepers invite, remove and close, and an open home never is without one. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { MemberRole } from '../../kernel/member-role.js';

/** A large congregation lets some of its people sign in, not all. */
export const MOST_MEMBERS = 30;
export const MOST_INVITATIONS = 10;

export interface Member {
  readonly id: string;
  readonly role: MemberRole;
}

/** An open home, under its lock, as one of its members has it in hand. */
export interface HomeOfMember {
  readonly homeId: string;
  readonly members: readonly Member[];
  /** Who asks. */
  readonly by: Member;
}

export type InvitationKind = 'MEMBER' | 'HOME';

/** `open`: invitations of the home that were not used yet. */
export function decideInviteMember(home: HomeOfMember, role: MemberRole, open: number): Decision<MemberRole> {
  if (home.by.role !== 'KEEPER') return refuse('NOT_ALLOWED');
  if (home.members.length >= MOST_MEMBERS || open >= MOST_INVITATIONS) return refuse('HOME_FULL');
  return accept(role);
}

/** Every member may bring along people it knows. */
export function decideInviteHome(
  standing: { readonly vouched: boolean; readonly paused: boolean },
  open: number,
): Decision<'HOME'> {
  if (!standing.vouched) return refuse('NOT_VOUCHED');
  if (standing.paused) return refuse('HOME_PAUSED');
  return open >= MOST_INVITATIONS ? refuse('HOME_FULL') : accept('HOME');
}

/** Who comes into the home is for its keepers to say; which homes it invited, for all of its members. */
export function decideRevoke(by: Member, kind: InvitationKind): Decision<InvitationKind> {
  return kind === 'MEMBER' && by.role !== 'KEEPER' ? refuse('NOT_ALLOWED') : accept(kind);
}

export function decideLeave(home: HomeOfMember): Decision<Member> {
  return isLastKeeper(home, home.by) ? refuse('LAST_KEEPER') : accept(home.by);
}

/** Leaving by oneself is another thing, and says so by another name. */
export function decideRemove(home: HomeOfMember, memberId: string): Decision<Member> {
  const member = home.members.find(({ id }) => id === memberId);
  if (!member) return refuse('NOT_FOUND', ['memberId']);
  if (home.by.role !== 'KEEPER') return refuse('NOT_ALLOWED');
  return member.id === home.by.id ? refuse('INVALID_INPUT', ['memberId']) : accept(member);
}

export function decideRole(home: HomeOfMember, memberId: string, role: MemberRole): Decision<Member> {
  const member = home.members.find(({ id }) => id === memberId);
  if (!member) return refuse('NOT_FOUND', ['memberId']);
  if (home.by.role !== 'KEEPER') return refuse('NOT_ALLOWED');
  if (member.role === role) return refuse('WRONG_STATE');
  return role === 'MEMBER' && isLastKeeper(home, member) ? refuse('LAST_KEEPER') : accept({ ...member, role });
}

/** Whatever changes the home itself, or ends it. */
export function decideByKeeper({ by, homeId }: HomeOfMember): Decision<string> {
  return by.role === 'KEEPER' ? accept(homeId) : refuse('NOT_ALLOWED');
}

function isLastKeeper({ members }: HomeOfMember, member: Member): boolean {
  return member.role === 'KEEPER' && !members.some(({ id, role }) => role === 'KEEPER' && id !== member.id);
}
