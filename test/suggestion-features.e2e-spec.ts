/** What a family needs of a home has a shelf of its own: on it lie the same offers as are found without it, of every kind and for every skill. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AccessNeed, featureFor } from '../src/kernel/access-needs.js';
import { Skill } from '../src/kernel/help.js';
import { BestOffers } from '../src/matching/best-offers.js';
import { skillSetsWith } from '../src/matching/offer-shelves.js';
import { OffersForRequestStore } from '../src/matching/offers-for-request.store.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest, type OfferFields, type RequestFields } from './world/rows.js';
import { World } from './world/world.js';

let world: World;
let homeId: string;

beforeAll(async () => {
  world = await World.open();
  homeId = (await aWrittenHome(world)).homeId;
});
afterAll(async () => {
  await world.close();
});

async function found(asks: RequestFields): Promise<string[]> {
  const now = world.clock.now();
  const { database } = world.instance;
  const { requestId } = await aWrittenRequest(world, asks);
  const viewer = { kind: 'FAMILY', requestIds: new Set([requestId]) } as const;
  const asking = await world.get(OffersForRequestStore).findAsking(database, viewer, requestId, null, now);
  if (!asking) throw new Error('the request asks');
  const { best, isExact } = await world.get(BestOffers).find(database, viewer, asking, 10, now);
  expect(isExact).toBe(true);
  return best.map(({ id }) => id).sort();
}

const offered = (its: Omit<OfferFields, 'homeId'>) => aWrittenOffer(world, { homeId, ...its });
const MINUTES = [{ unit: 'MINUTE', quantity: 120 }];

it.each(Object.keys(featureFor) as AccessNeed[])('who needs it is offered what has it: %s', async (need) => {
  const feature = featureFor[need];
  const [groceries, time] = [
    await offered({ features: [feature] }),
    await offered({ kind: 'TIME', lines: MINUTES, skills: ['MOVING'], modes: ['IN_PERSON'], features: [feature] }),
  ];
  expect(await found({ needs: [need] })).toEqual([groceries]);
  const asks = { kind: 'TIME', lines: MINUTES, skill: 'MOVING', mode: 'IN_PERSON' } as const;
  expect(await found({ ...asks, needs: [need] })).toEqual([time]);
  await world.instance.owner.database.query('end', `UPDATE offer SET status = 'WITHDRAWN' WHERE id = ANY ($1)`, [
    [groceries, time],
  ]);
});

describe('time in person for whoever needs a place without steps', () => {
  const offers = new Map<string, string>();
  const of = (name: string) => offers.get(name) ?? '';

  beforeAll(async () => {
    const time = { kind: 'TIME', lines: MINUTES, features: ['STEP_FREE'] } as const;
    for (const skill of Object.keys(Skill)) {
      offers.set(skill, await offered({ ...time, skills: [skill], modes: ['IN_PERSON'] }));
    }
    offers.set('two', await offered({ ...time, skills: ['TUTORING', 'REPAIR'], modes: ['REMOTE', 'IN_PERSON'] }));
    await offered({ ...time, skills: ['TUTORING'], modes: ['REMOTE'] });
    await offered({ ...time, skills: ['TUTORING'], modes: ['IN_PERSON'], features: [] });
  });

  it.each(Object.keys(Skill))('is that of whoever can do it: %s', async (skill) => {
    const both = skill === 'TUTORING' || skill === 'REPAIR' ? [of('two')] : [];
    const asks = { kind: 'TIME', lines: MINUTES, skill, mode: 'IN_PERSON', needs: ['STEP_FREE'] } as const;
    expect(await found(asks)).toEqual([of(skill), ...both].sort());
  });

  it('is found by another skill once the home has another', async () => {
    const { database } = world.instance.owner;
    await database.query('change', `UPDATE offer SET skills = '{PAPERWORK}' WHERE id = $1`, [of('two')]);
    const asks = { kind: 'TIME', lines: MINUTES, mode: 'IN_PERSON', needs: ['STEP_FREE'] } as const;
    expect(await found({ ...asks, skill: 'PAPERWORK' })).toEqual([of('PAPERWORK'), of('two')].sort());
    expect(await found({ ...asks, skill: 'REPAIR' })).toEqual([of('REPAIR')]);
  });
});

it('what the database writes of skills is what is looked for', async () => {
  for (const skill of Object.values(Skill)) {
    const { rows } = await world.instance.owner.database.query<{ alone: number; beside: number; by_phone: number }>(
      'skills',
      `SELECT skills_in_person_of(ARRAY[$1], '{IN_PERSON}') AS alone, skills_in_person_of(ARRAY['OTHER', 'CHILDCARE', $1, $1], '{IN_PERSON,REMOTE}') AS beside,
         skills_in_person_of(ARRAY[$1], '{REMOTE}') AS by_phone`,
      [skill],
    );
    const sets = skillSetsWith(skill);
    expect(sets).toContain(rows[0]?.alone);
    expect(sets).toContain(rows[0]?.beside);
    expect(rows[0]?.by_phone).toBe(0);
    const others = Object.values(Skill).filter((its) => its !== skill);
    for (const other of others) expect(skillSetsWith(other)).not.toContain(rows[0]?.alone);
  }
  expect(skillSetsWith(null)).toEqual([0]);
});
