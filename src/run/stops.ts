/** Turns what is read of a request and an offer into a stop and a vehicle, and areas into rings between them. */
import type { ChildSeats, HelpKind } from '../kernel/help.js';
import { centreDistance, MAX_REACH_RINGS, reachCellOf } from '../place/reach.js';
import type { RingsBetween, Stop, Vehicle } from './domain/find-runs.js';

interface Seats {
  readonly infantSeats: number;
  readonly toddlerSeats: number;
  readonly boosterSeats: number;
}

interface Lines {
  readonly lines: readonly { readonly unit: string; readonly remaining: number }[];
}

export type StopRead = Seats &
  Lines & {
    readonly kind: HelpKind;
    readonly requestId: string;
    readonly occurrenceId: string;
    readonly publishedCell: string;
    readonly accessNeeds: readonly string[];
    readonly bulky: boolean;
    readonly throughCoordinator: boolean;
  };

export type PlacedStop = Stop & { readonly cell: string };

export function stopOf(its: StopRead, bits: number): PlacedStop {
  const isRide = its.kind === 'RIDE';
  return {
    ...{ id: its.occurrenceId, requestId: its.requestId },
    there: leftOf(its, 'OUTBOUND_SEAT'),
    back: leftOf(its, 'RETURN_SEAT'),
    childSeats: childSeatsOf(its),
    ramp: isRide && its.accessNeeds.includes('WHEELCHAIR_RAMP'),
    bulky: its.bulky,
    shopping: isRide ? 0 : 1,
    throughCoordinator: its.throughCoordinator,
    bits,
    cell: its.publishedCell,
  };
}

export function vehicleOf(offer: Seats & Lines): Vehicle {
  return {
    there: leftOf(offer, 'OUTBOUND_SEAT'),
    back: leftOf(offer, 'RETURN_SEAT'),
    childSeats: childSeatsOf(offer),
    shopping: leftOf(offer, 'RUN'),
  };
}

/** From the middle of one published area to that of the next: nothing finer is known of anybody. With the coordinators all is in one place. */
export function ringsFrom(offerCell: string): RingsBetween {
  return (one, other) => {
    if (one?.throughCoordinator && other.throughCoordinator) return 0;
    const from = one ? reachCellOf((one as PlacedStop).cell) : offerCell; // Every stop was made above.
    return centreDistance((other as PlacedStop).cell, from) ?? MAX_REACH_RINGS + 1;
  };
}

function leftOf({ lines }: Lines, unit: string): number {
  return lines.reduce((left, line) => (line.unit === unit ? left + line.remaining : left), 0);
}

function childSeatsOf({ infantSeats, toddlerSeats, boosterSeats }: Seats): ChildSeats {
  return { INFANT: infantSeats, TODDLER: toddlerSeats, BOOSTER: boosterSeats };
}
