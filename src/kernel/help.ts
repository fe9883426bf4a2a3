/** The words for help that requests, offers, matches and claims share. */
import { words } from './words.js';

export const HelpKind = words('GROCERY', 'RIDE', 'MONEY', 'TIME');
export type HelpKind = keyof typeof HelpKind;

/** From the most pressing to the least. */
export const Urgency = words('TODAY', 'THIS_WEEK', 'WHENEVER');
export type Urgency = keyof typeof Urgency;

/** Who says yes for the family. ANY_TRUSTED_HOME is a yes given beforehand. */
export const Acceptance = words('ME', 'ANY_TRUSTED_HOME', 'MY_COORDINATOR');
export type Acceptance = keyof typeof Acceptance;

export const Skill = words(
  'CHILDCARE',
  'ELDERCARE',
  'INTERPRETATION',
  'ACCOMPANIMENT',
  'PAPERWORK',
  'TUTORING',
  'REPAIR',
  'MOVING',
  'OTHER',
);
export type Skill = keyof typeof Skill;

export const Mode = words('REMOTE', 'IN_PERSON');
export type Mode = keyof typeof Mode;

/** The seats that a child may need, by size. */
export const ChildSeat = words('INFANT', 'TODDLER', 'BOOSTER');
export type ChildSeat = keyof typeof ChildSeat;
export type ChildSeats = Readonly<Record<ChildSeat, number>>;

const MORE_URGENT: Readonly<Record<Urgency, Urgency>> = { WHENEVER: 'THIS_WEEK', THIS_WEEK: 'TODAY', TODAY: 'TODAY' };

/** A family that asks again for the same need is heard louder, one step at a time. */
export function raisedUrgency(urgency: Urgency): Urgency {
  return MORE_URGENT[urgency];
}
