/** Rides that are asked for, and offers of them, all in one place, at any time. */
import type { HomeFacts, SupplyFacts, TaskFacts } from './plan-facts.js';

const CELL = '862a10097ffffff';
const SEATS = { infantSeats: 0, toddlerSeats: 0, boosterSeats: 0 };

export function aTask(at: number, timeZone = 'America/New_York'): TaskFacts {
  return {
    ...SEATS,
    ...{ requestId: `r${at}`, occurrenceId: `o${at}`, kind: 'RIDE', urgency: 'TODAY', waitingDays: 0, timeZone },
    ...{ publishedCell: CELL, fromHalf: null, untilHalf: null, languages: [], accessNeeds: [], minimumTier: 'NEW' },
    ...{
      requiredTraining: null,
      closeness: 'NETWORK',
      onlyHomeId: null,
      skill: null,
      mode: null,
      spokenLanguage: null,
    },
    ...{ sharesTrip: true, bulky: false, payer: null, ceiling: null, throughCoordinator: false, keepsAway: false },
    lines: [{ id: `l${at}`, unit: 'OUTBOUND_SEAT', remaining: 1, divisible: false }],
  };
}

export function anOffer(at: number): SupplyFacts {
  return {
    ...SEATS,
    ...{ offerId: `f${at}`, homeId: `h${at}`, kind: 'RIDE', cell: CELL, reachRings: 2, languages: [], features: [] },
    ...{ skills: [], modes: [], costCap: null, startsAt: 0, endsAt: 1, earlierUntil: null, windows: null },
    lines: [{ id: `s${at}`, unit: 'OUTBOUND_SEAT', remaining: 4 }],
  };
}

/** Of the offer of the same number. */
export function aHome(at: number): HomeFacts {
  return { id: `h${at}`, tier: 'VOUCHED', certificates: [], most: 3, claimsThisWeek: 0, busyHalves: [] };
}
