/** Families that come back: each posts some of its requests in one sitting and some on another day, among all the others who do the same. */
import { RunSweeps } from '../../../src/platform/jobs/run-sweeps.js';
import { inputFor, type Json, type PostedKind, post, postedKinds } from '../../world/families.js';
import type { TestCoordinator } from '../../world/people.js';
import type { World } from '../../world/world.js';

/** Gives numbers from 0 to `below` - 1, the same ones for a seed. */
export type Chance = (below: number) => number;

export interface Town {
  readonly families: number;
  readonly requestsEach: number;
  /** Half-hours in which they post; two half-days and a little more. */
  readonly halfHours: number;
}

interface Family {
  readonly number: number;
  readonly habits: Json;
  readonly speaks: readonly string[];
  readonly takenInBy: TestCoordinator | null;
  code: string | null;
  token: string | null;
}

interface Sitting {
  readonly family: Family;
  readonly posts: number;
}

const SUMMARIES = [null, 'Rice and beans would help', 'A quiet week at home', 'Somebody who is patient'];
const LANGUAGES = [['es'], ['en', 'es'], ['ar'], []];

/** Answers the families' numbers by request. */
export async function liveTogether(
  world: World,
  town: Town,
  coordinators: readonly TestCoordinator[],
  chance: Chance,
): Promise<ReadonlyMap<string, number>> {
  const families = Array.from({ length: town.families }, (_, number) => aFamily(number, coordinators, chance));
  const familyOf = new Map<string, number>();
  await marks(world);
  for (const [at, sittings] of timetable(families, town, chance).entries()) {
    for (const family of postsInOrder(sittings, chance)) familyOf.set(await ask(world, family, chance), family.number);
    for (const { family } of sittings) family.token = null;
    await marks(world);
    // A few half-hours of a morning, then of an afternoon, then of the next day, each of which begins with a mark.
    world.clock.advance(at % 3 === 2 ? { hours: 11 } : { minutes: 30 });
    if (at % 3 === 2) await marks(world);
  }
  return familyOf;
}

async function marks(world: World): Promise<void> {
  const sweeps = world.get(RunSweeps);
  for (const name of [
    'publish-requests',
    'reshuffle-kept-away',
    'reshuffle-rings',
    'reshuffle-presence',
    'shuffle-rows',
  ]) {
    const { rows } = await sweeps.one(name, world.clock.now());
    if (rows === null) throw new Error(`${name} failed`);
  }
}

/** What a family always says the same way: its words are sealed, how long they are could still tell. */
function aFamily(number: number, coordinators: readonly TestCoordinator[], chance: Chance): Family {
  const habits = {
    handoff: {
      contactMethod: 'SIGNAL',
      contact: `+1 917 555 ${String(number).padStart(4, '0')}`,
      place: 'House '.repeat(1 + chance(40)).trim(),
      instructions: chance(3) === 0 ? 'Ring twice. '.repeat(1 + chance(70)).trim() : null,
    },
    // Few hide from somebody, and those do so each time.
    hideFromHomes:
      chance(20) === 0
        ? Array.from({ length: 1 + chance(3) }, (_, at) => ({ email: `kin-${at}-of-${number}@example.org` }))
        : [],
  };
  const coordinator = chance(4) === 0 ? (coordinators[chance(coordinators.length)] ?? null) : null;
  const speaks = LANGUAGES[chance(LANGUAGES.length)] ?? [];
  return { number, habits, speaks, takenInBy: coordinator, code: null, token: null };
}

function timetable(families: readonly Family[], { requestsEach, halfHours }: Town, chance: Chance): Sitting[][] {
  const halves: Sitting[][] = Array.from({ length: halfHours }, () => []);
  for (const family of families) {
    for (let left = requestsEach; left > 0; ) {
      const posts = Math.min(left, 1 + chance(3));
      halves[chance(halfHours)]?.push({ family, posts });
      left -= posts;
    }
  }
  return halves.map((sittings) =>
    sittings
      .map((its) => ({ its, order: chance(1_000_000) }))
      .toSorted((a, b) => a.order - b.order)
      .map(({ its }) => its),
  );
}

/** One sitting after the other; now and then two families type at once. */
function postsInOrder(sittings: readonly Sitting[], chance: Chance): readonly Family[] {
  const order = sittings.flatMap(({ family, posts }) => Array.from({ length: posts }, () => family));
  for (let at = 1; at < order.length; at += 1) {
    const [one, other] = [order[at - 1], order[at]];
    if (one && other && chance(4) === 0) [order[at - 1], order[at]] = [other, one];
  }
  return order;
}

async function ask(world: World, family: Family, chance: Chance): Promise<string> {
  const kind: PostedKind = postedKinds[chance(postedKinds.length)] ?? 'Grocery';
  const { takenInBy } = family;
  const returnCode = family.token === null || takenInBy ? family.code : null;
  const { habits } = family;
  const posted = await post(
    world,
    kind,
    inputFor(world, kind, {
      ...habits,
      // What is listed tells a little, and differs from one need to the next.
      languages: chance(3) === 0 ? family.speaks : LANGUAGES[chance(LANGUAGES.length)],
      acceptance: takenInBy ? 'MY_COORDINATOR' : chance(2) === 0 ? 'ME' : 'ANY_TRUSTED_HOME',
      ...(returnCode && { returnCode }),
      summary: SUMMARIES[chance(SUMMARIES.length)],
    }),
    { token: takenInBy?.token ?? family.token ?? undefined },
    'id alias',
  );
  if (!posted.request) throw new Error(`a post was refused: ${posted.code} ${posted.path?.join('.')}`);
  family.code ??= posted.returnCode ?? null;
  family.token = posted.session?.token ?? family.token;
  return posted.request.id;
}
