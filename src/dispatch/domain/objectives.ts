/** What makes one plan better than another, in this order: nothing later ever outweighs anything earlier. */
import type { Urgency } from '../../kernel/help.js';
import { sum } from '../../kernel/quantity.js';
import { words } from '../../kernel/words.js';
import type { DispatchProblem, Trip } from './dispatch-problem.js';

/**
 * Families before lines: a list of forty groceries is one family's. Travel is a cost, and so are homes that are asked again, each time
 * more: nobody is asked twice while somebody else, who could have gone as well, was not asked.
 */
export const Objective = words('NEEDED_TODAY', 'NEEDED_THIS_WEEK', 'NEEDED_WHENEVER', 'LINES', 'TRAVEL', 'FAIRNESS');
export type Objective = keyof typeof Objective;

export const OBJECTIVES: readonly Objective[] = Object.values(Objective);

const URGENCY_OF: Partial<Record<Objective, Urgency>> = {
  NEEDED_TODAY: 'TODAY',
  NEEDED_THIS_WEEK: 'THIS_WEEK',
  NEEDED_WHENEVER: 'WHENEVER',
};

/** What one trip adds, all in whole numbers; less is better. Of fairness: what its home was asked before, for each of its requests. */
export function costOfTrip({ tasks, homes }: DispatchProblem, trip: Trip, objective: Objective): number {
  const urgency = URGENCY_OF[objective];
  if (urgency) return -trip.tasks.filter((task) => tasks[task]?.urgency === urgency).length;
  if (objective === 'LINES') return -trip.lines;
  if (objective === 'TRAVEL') return trip.rings;
  return trip.tasks.length * (homes[trip.home]?.before ?? 0);
}

/** The second request to one home in the same plan costs 1, the third 2 and so on. */
export function costOfAskingAgain(times: number): number {
  return times;
}

/** What these trips cost by each objective, in their order; of two plans the one that is less where they first differ is the better. */
export function costsOfTrips(problem: DispatchProblem, trips: readonly Trip[]): readonly number[] {
  return OBJECTIVES.map((objective) => {
    const cost = sum(trips.map((trip) => costOfTrip(problem, trip, objective)));
    return objective === 'FAIRNESS' ? cost + costOfRepeats(trips) : cost;
  });
}

function costOfRepeats(trips: readonly Trip[]): number {
  const times = new Map<number, number>();
  for (const { home, tasks } of trips) times.set(home, (times.get(home) ?? 0) + tasks.length);
  return sum([...times.values()].flatMap((count) => Array.from({ length: count }, (_, at) => costOfAskingAgain(at))));
}
