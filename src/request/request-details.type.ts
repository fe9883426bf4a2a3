/** What the kinds of requests have of their own: read only when a field asks for it. */
import type { ChildSeatsType } from '../platform/graphql/child-seats.type.js';
import type { MoneyType } from '../platform/graphql/money.type.js';
import type { Mode, Skill } from '../platform/graphql/words.type.js';
import type {
  DropOff,
  HouseholdSize,
  Luggage,
  PayableAs,
  Payer,
  Substitutions,
  WheelchairNeed,
} from './request-words.type.js';

export interface GroceryDetails {
  readonly householdSize: keyof typeof HouseholdSize;
  readonly substitutions: keyof typeof Substitutions;
  readonly payer: keyof typeof Payer;
  readonly budgetCeiling: MoneyType | null;
  readonly dropOff: keyof typeof DropOff;
  readonly sharesTrip: boolean;
}

export interface RideDetails {
  readonly passengers: number;
  readonly childSeats: ChildSeatsType;
  /** Null for whom it is one of the needs that it does not see. */
  readonly wheelchair: keyof typeof WheelchairNeed | null;
  readonly returnLeg: boolean;
  readonly luggage: keyof typeof Luggage;
  readonly sharesTrip: boolean;
}

export interface MoneyDetails {
  readonly amount: MoneyType;
  readonly payableAs: (keyof typeof PayableAs)[];
}

export interface TimeDetails {
  readonly skill: keyof typeof Skill;
  readonly minutes: number;
  readonly language: string | null;
  readonly mode: keyof typeof Mode;
}
