/** An offer as it is posted: everything is decided at once, so that it is written whole or not at all. */
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { ChildSeats, HelpKind, Mode, Skill } from '../../kernel/help.js';
import { decidePlace, type PlaceInput } from '../../place/place.js';
import { reachCellOf, ringsFromKm } from '../../place/reach.js';
import {
  decideGroceryOffer,
  decideMoneyOffer,
  decideRideOffer,
  decideTimeOffer,
  type GroceryOfferInput,
  type MoneyOfferInput,
  type RideOfferInput,
  type TimeOfferInput,
} from './offer-kinds.js';
import {
  decideOfferPosting,
  type OfferPosting,
  type OfferPostingInput,
  type PostedOfferLine,
} from './offer-posting.js';
import { firstSchedule, type Schedule } from './offer-schedule.js';
import { decideOfferTimes, type OfferTimes, type OfferTimesInput } from './offer-times.js';

interface OfferCommonInput extends Omit<OfferPostingInput, 'reachKm'>, OfferTimesInput {
  readonly place: PlaceInput;
  readonly reachKm?: number | null;
}

export type NewOfferInput = OfferCommonInput &
  (
    | ({ readonly kind: 'GROCERY' } & GroceryOfferInput)
    | ({ readonly kind: 'RIDE' } & RideOfferInput)
    | ({ readonly kind: 'MONEY' } & MoneyOfferInput)
    | ({ readonly kind: 'TIME' } & TimeOfferInput)
  );

/** What only offers of some kinds have. */
interface OfferDetails {
  readonly skills: readonly Skill[];
  readonly modes: readonly Mode[];
  readonly childSeats: ChildSeats;
  readonly currency: string | null;
  readonly costCap: number | null;
  readonly lines: readonly PostedOfferLine[];
}

export interface NewOffer extends OfferDetails, Omit<OfferPosting, 'reachKm'> {
  readonly kind: HelpKind;
  readonly cell: string;
  readonly reachRings: number;
  readonly times: OfferTimes;
  readonly schedule: Schedule;
}

/** Money goes by bank: as far as anything goes. */
const MONEY_REACH_KM = 100;

export function decideNewOffer(input: NewOfferInput, now: Date): Decision<NewOffer> {
  const reachKm = input.reachKm ?? reachLeftOut(input);
  if (reachKm === null) return refuse('INVALID_INPUT', ['reachKm']);
  const parts = allAccepted({
    details: decideDetails(input),
    posting: decideOfferPosting(input.kind, { ...input, reachKm }),
    place: decidePlace(input.place),
  });
  if (!parts.accepted) return parts;
  const { details, posting, place } = parts.value;
  const times = decideOfferTimes(input.kind, input, place.timeZone, now);
  if (!times.accepted) return times;
  const { reachKm: km, ...said } = posting;
  return accept({
    ...details,
    ...said,
    kind: input.kind,
    cell: reachCellOf(place.cell),
    reachRings: ringsFromKm(km),
    times: times.value,
    schedule: firstSchedule(times.value, posting.refill, now),
  });
}

/** Whoever meets nobody need not say how far it goes. */
function reachLeftOut(input: NewOfferInput): number | null {
  if (input.kind === 'MONEY') return MONEY_REACH_KM;
  return input.kind === 'TIME' && !input.modes.includes('IN_PERSON') ? 0 : null;
}

const NO_SEATS: ChildSeats = { INFANT: 0, TODDLER: 0, BOOSTER: 0 };
const NONE = { skills: [], modes: [], childSeats: NO_SEATS, currency: null, costCap: null } as const;

function decideDetails(input: NewOfferInput): Decision<OfferDetails> {
  switch (input.kind) {
    case 'GROCERY': {
      const grocery = decideGroceryOffer(input);
      if (!grocery.accepted) return grocery;
      const { costCap, lines } = grocery.value;
      return accept({ ...NONE, currency: costCap?.currency ?? null, costCap: costCap?.minor ?? null, lines });
    }
    case 'RIDE': {
      const ride = decideRideOffer(input);
      return ride.accepted ? accept({ ...NONE, ...ride.value }) : ride;
    }
    case 'MONEY': {
      const money = decideMoneyOffer(input);
      return money.accepted ? accept({ ...NONE, ...money.value }) : money;
    }
    case 'TIME': {
      const time = decideTimeOffer(input);
      return time.accepted ? accept({ ...NONE, ...time.value }) : time;
    }
  }
}
