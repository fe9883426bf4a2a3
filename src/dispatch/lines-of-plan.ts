/** What was found, as the lines that are kept of it: the most pressing first, then in the order of random ids. */
import { Urgency } from '../kernel/help.js';
import type { PlanFound } from './plan-process.js';
import type { NewLine } from './plan-record.js';
import type { PlanJob, TaskFacts } from './solver/plan-facts.js';

const ORDER = Object.values(Urgency);

export function linesOf({ tasks, supplies }: PlanJob, { trips, unserved }: PlanFound): NewLine[] {
  const served = trips.flatMap(({ supply, half, lines }, trip) =>
    lines.flatMap(({ task, reasons, lines: taken }): (readonly [TaskFacts, NewLine])[] => {
      const its = tasks[task];
      const offer = supplies[supply];
      if (!its || !offer) return [];
      const { requestId, occurrenceId } = its;
      return [
        [
          its,
          {
            ...{ requestId, occurrenceId, offerId: offer.offerId, homeId: offer.homeId, trip, plannedHalf: half },
            ...{ lineIds: taken.map(({ id }) => id), quantities: taken.map(({ quantity }) => quantity) },
            ...{ reasons, outcome: 'PLANNED' },
          },
        ],
      ];
    }),
  );
  const others = unserved.flatMap(({ task, reason }): (readonly [TaskFacts, NewLine])[] => {
    const its = tasks[task];
    if (!its) return [];
    const { requestId, occurrenceId } = its;
    const nobody = { offerId: null, homeId: null, trip: null, plannedHalf: null, lineIds: [], quantities: [] };
    return [[its, { requestId, occurrenceId, ...nobody, reasons: [reason], outcome: 'UNSERVED' }]];
  });
  return [...served, ...others].sort(([one], [other]) => byUrgency(one, other)).map(([, line]) => line);
}

function byUrgency(one: TaskFacts, other: TaskFacts): number {
  const difference = ORDER.indexOf(one.urgency) - ORDER.indexOf(other.urgency);
  return difference || (one.occurrenceId < other.occurrenceId ? -1 : 1);
}
