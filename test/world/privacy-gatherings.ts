/** Sessions and actions of two partners in the story: who has a place, who waits, who came, and what nobody else may know of where. */
import { canary } from './canary.js';
import type { Json } from './families.js';
import {
  aCampaign,
  anAction,
  aSession,
  aTraining,
  inDays,
  participants,
  type Signed,
  signUp,
  takeAttendance,
} from './gatherings.js';
import type { Cast } from './privacy-cast.js';
import { ask } from './privacy-claims.js';
import type { World } from './world.js';

/** Those whose exact place holds canaries. */
export const placeNames = ['session', 'action', 'foreign session'] as const;
export type PlaceName = (typeof placeNames)[number];

type Both<T extends string = 'own' | 'foreign'> = Readonly<Record<T, string>>;

/** Ids. `held` has begun. */
export interface Gatherings {
  readonly trainings: Both;
  readonly campaigns: Both;
  readonly sessions: Both<'own' | 'held' | 'foreign' | 'foreign held'>;
  readonly actions: Both;
  /** For the sessions that were held. */
  readonly signUps: Both;
  readonly certificates: Both;
  readonly calendarLinks: Both<'another home' | 'foreign home'>;
}

/** Far enough for every lease of the story to be over before. */
const DAYS = 20;

export async function theGatherings(world: World, { homes, coordinators }: Cast): Promise<Gatherings> {
  const host = coordinators['coordinator of origin'];
  const foreign = coordinators['foreign coordinator'];
  const trainings = {
    own: await aTraining(world, host, { description: 'Two evenings.' }),
    foreign: await aTraining(world, foreign),
  };
  const campaigns = {
    own: await aCampaign(world, host, { summary: 'All summer.', endsOn: '2026-09-30' }),
    foreign: await aCampaign(world, foreign),
  };
  const starts = inDays(world, DAYS);
  const session = (by: Signed, whose: keyof Both, its: Json) =>
    aSession(world, by, { trainingId: trainings[whose], starts, ...its });
  const sessions = {
    own: await session(host, 'own', { capacity: 3, exactPlace: secretPlace('session') }),
    held: await session(host, 'own', {}),
    foreign: await session(foreign, 'foreign', { exactPlace: secretPlace('foreign session') }),
    'foreign held': await session(foreign, 'foreign', {}),
  };
  const actions = {
    own: await anAction(world, host, {
      campaignId: campaigns.own,
      starts,
      capacity: 9,
      exactPlace: secretPlace('action'),
    }),
    foreign: await anAction(world, foreign, { campaignId: campaigns.foreign, starts }),
  };
  for (const name of ['another home', 'claimant accepted', 'paused home', 'claimant proposed'] as const) {
    await signUp(world, homes[name], sessions.own);
  }
  await signUp(world, homes['foreign home'], sessions.foreign);
  await ask(world, homes['giver of money'], 'joinAction', { actionId: actions.own });
  const own = await hold(world, host, sessions.held, homes['another home']);
  const others = await hold(world, foreign, sessions['foreign held'], homes['foreign home']);
  return {
    ...{ trainings, campaigns, sessions, actions },
    signUps: { own: own.signUpId, foreign: others.signUpId },
    certificates: { own: own.certificateId, foreign: others.certificateId },
    calendarLinks: {
      'another home': await aReadCalendar(world, homes['another home']),
      'foreign home': await aReadCalendar(world, homes['foreign home']),
    },
  };
}

function secretPlace(name: PlaceName): Json {
  return { address: canary(`${name}: address`), howToJoin: canary(`${name}: joining`) };
}

/** It has begun an hour ago, and the home came. */
async function hold(world: World, by: Signed, sessionId: string, home: Signed) {
  await signUp(world, home, sessionId);
  await world.instance.owner.database.query(
    'begin a session',
    `UPDATE gathering SET starts_at = $2::timestamptz - interval '1 hour', ends_at = $2::timestamptz + interval '1 hour',
       sign_up_closes_at = $2::timestamptz - interval '1 hour' WHERE id = $1`,
    [sessionId, world.clock.now()],
  );
  await takeAttendance(world, by, sessionId);
  const [one] = await participants(world, by, sessionId);
  const { rows } = await world.instance.owner.database.query<{ id: string }>(
    'certificate of a session',
    'SELECT id FROM certificate WHERE session_id = $1',
    [sessionId],
  );
  return { signUpId: one?.signUpId ?? '', certificateId: rows[0]?.id ?? '' };
}

/** A calendar program has read it once. */
async function aReadCalendar(world: World, home: Signed): Promise<string> {
  const made = await ask(world, home, 'createCalendarLink', {}, '... on CalendarLinkCreated { url link { id } }');
  await world.app.inject({ method: 'GET', url: String(made['url']) });
  return (made['link'] as { id: string }).id; // As it was asked for.
}
