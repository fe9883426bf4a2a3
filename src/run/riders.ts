/** Turns what is read of a ride and an offer into a rider and a vehicle, and areas into rings between them. */
import type { ChildSeats } from '../kernel/help.js';
import { centreDistance, MAX_REACH_RINGS, reachCellOf } from '../place/reach.js';
import type { Rider, RingsBetween, Vehicle } from './domain/find-runs.js';

interface Seats {
  readonly infantSeats: number;
  readonly toddlerSeats: number;
  readonly boosterSeats: number;
}

interface Lines {
  readonly lines: readonly { readonly unit: string; readonly remaining: number }[];
}

export type RideRead = Seats &
  Lines & {
    readonly occurrenceId: string;
    readonly publishedCell: string;
    readonly accessNeeds: readonly string[];
    readonly bulky: boolean;
  };

export type PlacedRider = Rider & { readonly cell: string };

export function riderOf(ride: RideRead, bits: number): PlacedRider {
  return {
    id: ride.occurrenceId,
    there: seatsIn(ride, 'OUTBOUND_SEAT'),
    back: seatsIn(ride, 'RETURN_SEAT'),
    childSeats: childSeatsOf(ride),
    ramp: ride.accessNeeds.includes('WHEELCHAIR_RAMP'),
    bulky: ride.bulky,
    bits,
    cell: ride.publishedCell,
  };
}

export function vehicleOf(offer: Seats & Lines): Vehicle {
  return {
    there: seatsIn(offer, 'OUTBOUND_SEAT'),
    back: seatsIn(offer, 'RETURN_SEAT'),
    childSeats: childSeatsOf(offer),
  };
}

/** From the middle of one published area to that of the next: nothing finer is known of anybody. */
export function ringsFrom(offerCell: string): RingsBetween {
  return (one, other) => {
    const from = one ? reachCellOf((one as PlacedRider).cell) : offerCell; // Every rider was made above.
    return centreDistance((other as PlacedRider).cell, from) ?? MAX_REACH_RINGS + 1;
  };
}

function seatsIn({ lines }: Lines, unit: string): number {
  return lines.reduce((seats, line) => (line.unit === unit ? seats + line.remaining : seats), 0);
}

function childSeatsOf({ infantSeats, toddlerSeats, boosterSeats }: Seats): ChildSeats {
  return { INFANT: infantSeats, TODDLER: toddlerSeats, BOOSTER: boosterSeats };
}
