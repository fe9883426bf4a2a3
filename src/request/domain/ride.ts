/** A ride request is a number of people who travel together, there and perhaps back, with what they need in the vehicle. */
import { AccessNeed } from '../../kernel/access-needs.js';
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { ChildSeat, type ChildSeats } from '../../kernel/help.js';
import { decideQuantity, sum } from '../../kernel/quantity.js';
import { words } from '../../kernel/words.js';
import { inOrder, type PostedLine } from './posting.js';

/** TRANSFER: moves to a seat, the chair is folded. RAMP: stays in the chair. */
export const WheelchairNeed = words('NONE', 'TRANSFER', 'RAMP');
export type WheelchairNeed = keyof typeof WheelchairNeed;

export const Luggage = words('NONE', 'BAGS', 'BULKY');
export type Luggage = keyof typeof Luggage;

export interface RideInput {
  readonly passengers: number;
  readonly childSeats?: Partial<ChildSeats> | null;
  readonly wheelchair: WheelchairNeed;
  readonly returnLeg: boolean;
  readonly luggage: Luggage;
  /** Others may ride along. */
  readonly sharesTrip: boolean;
  /** The passengers of one leg may go in several vehicles. */
  readonly maySplit?: boolean | null;
}

export interface RidePost {
  readonly details: {
    readonly passengers: number;
    readonly childSeats: ChildSeats;
    readonly wheelchair: WheelchairNeed;
    readonly returnLeg: boolean;
    readonly luggage: Luggage;
    readonly sharesTrip: boolean;
  };
  /** The leg there, and the one back when it is wanted. */
  readonly lines: readonly PostedLine[];
}

/** A household's largest car. */
const PASSENGERS = { min: 1, max: 8 };
/** Of each kind; no car has anchors for more. */
const SEATS = { min: 0, max: 4 };

export function decideRide(input: RideInput): Decision<RidePost> {
  const seats = (type: ChildSeat) => decideQuantity(input.childSeats?.[type] ?? 0, SEATS, ['childSeats', type]);
  const parts = allAccepted({
    passengers: decideQuantity(input.passengers, PASSENGERS, ['passengers']),
    childSeats: allAccepted({ INFANT: seats('INFANT'), TODDLER: seats('TODDLER'), BOOSTER: seats('BOOSTER') }),
  });
  if (!parts.accepted) return parts;
  const { passengers, childSeats } = parts.value;
  if (sum(Object.values(childSeats)) > passengers) return refuse('QUANTITY_OUT_OF_RANGE', ['childSeats']);
  const leg = { label: null, note: null, quantity: passengers, divisible: input.maySplit ?? false };
  const { wheelchair, returnLeg, luggage, sharesTrip } = input;
  return accept({
    details: { passengers, childSeats, wheelchair, returnLeg, luggage, sharesTrip },
    lines: [{ ...leg, unit: 'OUTBOUND_SEAT' }, ...(returnLeg ? [{ ...leg, unit: 'RETURN_SEAT' }] : [])],
  });
}

const NEED_OF: Readonly<Record<WheelchairNeed, readonly AccessNeed[]>> = {
  NONE: [],
  TRANSFER: ['WHEELCHAIR_TRANSFER'],
  RAMP: ['WHEELCHAIR_RAMP'],
};

/** A wheelchair is an access need like any other: it is stored, matched and shown as one. */
export function accessNeedsOfRide(needs: readonly AccessNeed[], wheelchair: WheelchairNeed): readonly AccessNeed[] {
  return inOrder([...needs, ...NEED_OF[wheelchair]], AccessNeed);
}
