/** The tables of the four kinds: what a request of each has of its own. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { HelpKind, type Mode, type Skill } from '../kernel/help.js';
import type { DropOff, HouseholdSize, Payer, Substitutions } from './domain/grocery.js';
import type { PayableAs } from './domain/money.js';
import type { Luggage, WheelchairNeed } from './domain/ride.js';

const KIND = { type: 'enum', enum: Object.values(HelpKind), enumName: 'help_kind' } as const;

@Entity({ name: 'grocery_request' })
export class GroceryRequestRow {
  @PrimaryColumn({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ ...KIND, default: 'GROCERY' })
  kind: HelpKind;

  @Column({ name: 'household_size', type: 'text' })
  householdSize: HouseholdSize;

  @Column({ type: 'text' })
  substitutions: Substitutions;

  @Column({ type: 'text' })
  payer: Payer;

  @Column({ name: 'budget_ceiling', type: 'integer', nullable: true })
  budgetCeiling: number | null;

  @Column({ name: 'budget_currency', type: 'text', nullable: true })
  budgetCurrency: string | null;

  @Column({ name: 'drop_off', type: 'text' })
  dropOff: DropOff;

  @Column({ name: 'shares_trip', type: 'boolean', default: false })
  sharesTrip: boolean;
}

@Entity({ name: 'ride_request' })
export class RideRequestRow {
  @PrimaryColumn({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ ...KIND, default: 'RIDE' })
  kind: HelpKind;

  @Column({ type: 'smallint' })
  passengers: number;

  @Column({ name: 'infant_seats', type: 'smallint', default: 0 })
  infantSeats: number;

  @Column({ name: 'toddler_seats', type: 'smallint', default: 0 })
  toddlerSeats: number;

  @Column({ name: 'booster_seats', type: 'smallint', default: 0 })
  boosterSeats: number;

  @Column({ type: 'text' })
  wheelchair: WheelchairNeed;

  @Column({ name: 'return_leg', type: 'boolean' })
  returnLeg: boolean;

  @Column({ type: 'text' })
  luggage: Luggage;

  @Column({ name: 'shares_trip', type: 'boolean' })
  sharesTrip: boolean;
}

@Entity({ name: 'money_request' })
export class MoneyRequestRow {
  @PrimaryColumn({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ ...KIND, default: 'MONEY' })
  kind: HelpKind;

  @Column({ type: 'text' })
  currency: string;

  @Column({ name: 'payable_as', type: 'text', array: true })
  payableAs: PayableAs[];
}

@Entity({ name: 'time_request' })
export class TimeRequestRow {
  @PrimaryColumn({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ ...KIND, default: 'TIME' })
  kind: HelpKind;

  @Column({ type: 'text' })
  skill: Skill;

  @Column({ name: 'spoken_language', type: 'text', nullable: true })
  spokenLanguage: string | null;

  @Column({ type: 'text' })
  mode: Mode;
}
