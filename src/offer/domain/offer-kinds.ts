/** What an offer of each kind gives in one period: runs, seats there and back, money, or minutes of a skill. */
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { type ChildSeat, type ChildSeats, Mode, Skill } from '../../kernel/help.js';
import { decideMoney, type Money } from '../../kernel/money.js';
import { decideQuantity } from '../../kernel/quantity.js';
import type { PostedOfferLine } from './offer-posting.js';

/** More in a period is a delivery service. */
const RUNS = { min: 1, max: 50 };
/** What a driver's licence allows beside the driver. */
const SEATS = { min: 1, max: 8 };
const CHILD_SEATS = { min: 0, max: 4 };
/** A quarter of an hour to a full week of work and more, in steps of five. */
const MINUTES = { min: 15, max: 6000, step: 5 };
/** Major units: ten times what one family may ask. */
const MOST_MONEY = 100_000;
const MOST_COST = 10_000;

export interface GroceryOfferInput {
  readonly runs: number;
  /** The most that the home pays for one run, where it pays. */
  readonly costCap?: Money | null;
}

export interface GroceryOffer {
  readonly costCap: Money | null;
  readonly lines: readonly PostedOfferLine[];
}

export function decideGroceryOffer(input: GroceryOfferInput): Decision<GroceryOffer> {
  const parts = allAccepted({
    runs: decideQuantity(input.runs, RUNS, ['runs']),
    costCap: input.costCap ? decideMoney(input.costCap, MOST_COST, ['costCap']) : accept(null),
  });
  if (!parts.accepted) return parts;
  return accept({ costCap: parts.value.costCap, lines: [{ unit: 'RUN', quantity: parts.value.runs }] });
}

export interface RideOfferInput {
  readonly seats: number;
  /** Drives back as well; left out, it does. */
  readonly returnTrip?: boolean | null;
  readonly childSeats?: Partial<ChildSeats> | null;
}

export interface RideOffer {
  readonly childSeats: ChildSeats;
  readonly lines: readonly PostedOfferLine[];
}

/** Seats there and seats back are two lines: a car that takes three there takes the same three home. */
export function decideRideOffer(input: RideOfferInput): Decision<RideOffer> {
  const of = (type: ChildSeat) =>
    decideQuantity(input.childSeats?.[type] ?? 0, CHILD_SEATS, ['childSeats', type.toLowerCase()]);
  const parts = allAccepted({
    seats: decideQuantity(input.seats, SEATS, ['seats']),
    childSeats: allAccepted({ INFANT: of('INFANT'), TODDLER: of('TODDLER'), BOOSTER: of('BOOSTER') }),
  });
  if (!parts.accepted) return parts;
  const { seats: quantity, childSeats } = parts.value;
  const back = (input.returnTrip ?? true) ? [{ unit: 'RETURN_SEAT', quantity }] : [];
  return accept({ childSeats, lines: [{ unit: 'OUTBOUND_SEAT', quantity }, ...back] });
}

export interface MoneyOfferInput {
  readonly amount: Money;
}

export interface MoneyOffer {
  readonly currency: string;
  readonly lines: readonly PostedOfferLine[];
}

export function decideMoneyOffer(input: MoneyOfferInput): Decision<MoneyOffer> {
  const amount = decideMoney(input.amount, MOST_MONEY, ['amount']);
  if (!amount.accepted) return amount;
  const { currency, minor } = amount.value;
  return accept({ currency, lines: [{ unit: currency, quantity: minor }] });
}

export interface TimeOfferInput {
  readonly minutes: number;
  readonly skills: readonly Skill[];
  readonly modes: readonly Mode[];
}

export interface TimeOffer {
  readonly skills: readonly Skill[];
  readonly modes: readonly Mode[];
  readonly lines: readonly PostedOfferLine[];
}

export function decideTimeOffer(input: TimeOfferInput): Decision<TimeOffer> {
  const minutes = decideQuantity(input.minutes, MINUTES, ['minutes']);
  if (!minutes.accepted) return minutes;
  const skills = Object.values(Skill).filter((skill) => input.skills.includes(skill));
  const modes = Object.values(Mode).filter((mode) => input.modes.includes(mode));
  if (skills.length === 0) return refuse('INVALID_INPUT', ['skills']);
  if (modes.length === 0) return refuse('INVALID_INPUT', ['modes']);
  return accept({ skills, modes, lines: [{ unit: 'MINUTE', quantity: minutes.value }] });
}
