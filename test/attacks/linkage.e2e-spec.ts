/** Whoever steals both databases learns no more of which requests are one family's than whoever reads the list of requests. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { aCoordinator } from '../world/people.js';
import { World } from '../world/world.js';
import { aucOf, type Pair, tellingFeatures } from './linkage/classifier.js';
import { type Chance, liveTogether } from './linkage/families.js';
import { featuresOf, isListed } from './linkage/features.js';
import { type Stolen, stealAll } from './linkage/stolen.js';
import { report, tries } from './scale.js';

const FAMILIES = tries({ short: 60, full: 1_000 });
const REQUESTS_EACH = tries({ short: 4, full: 5 });
const HALF_HOURS = tries({ short: 4, full: 60 });
/** Two points; fewer pairs scatter more. */
const BETTER_AT_MOST = tries({ short: 50, full: 20 }) / 1_000;
/** Of one family in each half, drawn at random where there are more. */
const MOST_PAIRS = 2_000;
/** So many of what is not listed are looked at together: those that tell most on the half that is learned from. */
const MOST_TELLING = 16;

jest.setTimeout(tries({ short: 120_000, full: 5_400_000 }));

let world: World;
beforeAll(async () => {
  world = await World.open({ PUBLISHING_MINUTES: '10' });
});
afterAll(async () => {
  await world.close();
});

it('a thief pairs the requests of a family no better than by what is listed of them', async () => {
  const chance = seeded(20_261_122);
  const coordinators = [await aCoordinator(world), await aCoordinator(world)];
  const town = { families: FAMILIES, requestsEach: REQUESTS_EACH, halfHours: HALF_HOURS };
  const familyOf = await liveTogether(world, town, coordinators, chance);
  const stolen = await stealAll(world, [...familyOf.keys()]);
  const [known, unknown] = [0, 1].map((half) =>
    pairsOf(
      [...familyOf].filter(([, family]) => family % 2 === half),
      stolen,
      chance,
    ),
  ) as [Pair[], Pair[]]; // Two halves make two.

  const names = [...new Set(known.flatMap(({ features }) => [...features.keys()]))];
  const listed = names.filter(isListed);
  const beyond = tellingFeatures(
    names.filter((name) => !isListed(name)),
    known,
    MOST_TELLING,
  );
  // Each half is learned from and tested once.
  const both = (its: readonly string[]) => (aucOf(its, known, unknown) + aucOf(its, unknown, known)) / 2;
  const byList = both(listed);
  const byTheft = both([...listed, ...beyond]);
  report('linkage', {
    families: FAMILIES,
    requests: familyOf.size,
    pairs: known.length + unknown.length,
    features: names.length,
    'AUC by what is listed': byList.toFixed(3),
    'AUC by both databases': byTheft.toFixed(3),
    'tells most': beyond.slice(0, 3).join('; ') || 'nothing',
  });
  // A classifier that cannot use what is listed would not notice what is not.
  expect(byList).toBeGreaterThan(0.55);
  expect(byTheft - byList).toBeLessThanOrEqual(BETTER_AT_MOST);
});

/** As many pairs of two families as of one. */
function pairsOf(
  requests: readonly (readonly [string, number])[],
  stolen: ReadonlyMap<string, Stolen>,
  chance: Chance,
): Pair[] {
  const pair = (a: string, b: string, same: boolean): Pair => {
    const [one, other] = [stolen.get(a), stolen.get(b)];
    if (!one || !other) throw new Error('a request was not stolen');
    return { features: featuresOf(one, other), same };
  };
  const ofOne = requests
    .flatMap(([a, family], at) =>
      requests.slice(at + 1).flatMap(([b, other]) => (other === family ? [{ a, b, drawn: chance(1_000_000) }] : [])),
    )
    .toSorted((one, other) => one.drawn - other.drawn)
    .slice(0, MOST_PAIRS)
    .map(({ a, b }) => pair(a, b, true));
  const ofTwo: Pair[] = [];
  while (ofTwo.length < ofOne.length) {
    const [a, b] = [requests[chance(requests.length)], requests[chance(requests.length)]];
    if (a && b && a[1] !== b[1]) ofTwo.push(pair(a[0], b[0], false));
  }
  return [...ofOne, ...ofTwo];
}

/** The same town every time. */
function seeded(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
