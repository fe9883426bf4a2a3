/** Trainings, campaigns and what one signs up for in them, for stories: made over the real API. */
import { FLATBUSH, type Json } from './families.js';
import { Person, type RefusalRead } from './person.js';
import type { World } from './world.js';

export interface Signed {
  readonly token: string;
}

export const PLACE = { address: '1201 Cortelyou Road, the hall upstairs', howToJoin: 'Ask for the yellow umbrella.' };

/** A time there is, in New York, some days from now. */
export function inDays(world: World, days: number, time = '18:30'): Json {
  const date = new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  return { date, time, timeZone: 'America/New_York' };
}

export function gatheringIn(world: World, days: number): Json {
  return { starts: inDays(world, days), minutes: 90, mode: 'IN_PERSON', place: FLATBUSH, exactPlace: PLACE };
}

export async function aTraining(world: World, by: Signed, its: Json = {}): Promise<string> {
  const input = {
    topic: 'RAPID_RESPONSE',
    title: 'When neighbours are taken',
    languages: ['en', 'es'],
    certificateDays: 365,
  };
  const done = await new Person(world, { token: by.token }).does<{ training: { id: string } }>(
    'createTraining',
    { ...input, ...its },
    '... on TrainingCreated { training { id } }',
  );
  return done.training.id;
}

export async function aSession(world: World, by: Signed, its: Json = {}): Promise<string> {
  const trainingId = its['trainingId'] ?? (await aTraining(world, by));
  const done = await new Person(world, { token: by.token }).does<{ session: { id: string } }>(
    'scheduleSession',
    { ...gatheringIn(world, 3), capacity: 20, ...its, trainingId },
    '... on SessionChanged { session { id } }',
  );
  return done.session.id;
}

export async function aCampaign(world: World, by: Signed, its: Json = {}): Promise<string> {
  const input = {
    title: 'Care for those who care',
    languages: ['en'],
    ledBy: 'Workers of the borough',
    beginsOn: '2026-05-01',
  };
  const done = await new Person(world, { token: by.token }).does<{ campaign: { id: string } }>(
    'createCampaign',
    { ...input, ...its },
    '... on CampaignCreated { campaign { id } }',
  );
  return done.campaign.id;
}

export async function anAction(world: World, by: Signed, its: Json = {}): Promise<string> {
  const campaignId = its['campaignId'] ?? (await aCampaign(world, by));
  const done = await new Person(world, { token: by.token }).does<{ action: { id: string } }>(
    'planAction',
    { ...gatheringIn(world, 5), title: 'Letters, all afternoon', ...its, campaignId },
    '... on ActionChanged { action { id } }',
  );
  return done.action.id;
}

export const SIGNED_UP =
  '... on SignedUp { signUp { standing waitingPlace gathering { id exactPlace { address howToJoin } } } }';

/** "PLACE", "WAITING 3", or the code of the refusal. */
export async function signUp(world: World, home: Signed, sessionId: string): Promise<string> {
  const answer = await world.ask<{ signUpForSession: { signUp?: Json; code?: string } }>(
    `mutation ($input: SignUpForSessionInput!) { signUpForSession(input: $input) { ${SIGNED_UP} ... on Refusal { code } } }`,
    { input: { sessionId } },
    { token: home.token },
  );
  const { signUp: its, code } = answer.signUpForSession;
  return code ?? [its?.['standing'], its?.['waitingPlace']].filter((part) => part !== null).join(' ');
}

export interface ParticipantRead {
  readonly signUpId: string;
  readonly standing: string;
  readonly waitingPlace: number | null;
  readonly attendance: string | null;
  readonly email: string | null;
  readonly home: { readonly shortName: string | null; readonly circle: string; readonly tier: string };
}

export async function participants(world: World, by: Signed, gatheringId: string): Promise<ParticipantRead[]> {
  const { participants: page } = await world.ask<{ participants: { edges: { node: ParticipantRead }[] } }>(
    `query ($gatheringId: ID!) { participants(gatheringId: $gatheringId, first: 50) { edges { node {
      signUpId standing waitingPlace attendance email home { shortName circle tier } } } } }`,
    { gatheringId },
    { token: by.token },
  );
  return page.edges.map(({ node }) => node);
}

/** All of those with a place get the mark, unless somebody is named. */
export async function takeAttendance(
  world: World,
  by: Signed,
  sessionId: string,
  attendance: 'ATTENDED' | 'ABSENT' = 'ATTENDED',
  its?: readonly string[],
): Promise<{ marked: number; certificates: number } | RefusalRead> {
  const ids =
    its ??
    (await participants(world, by, sessionId)).flatMap((one) => (one.standing === 'PLACE' ? [one.signUpId] : []));
  const { takeAttendance: taken } = await world.ask<{ takeAttendance: { marked: number; certificates: number } }>(
    `mutation ($input: TakeAttendanceInput!) { takeAttendance(input: $input) {
      ... on AttendanceTaken { marked certificates } ... on Refusal { code path message } } }`,
    { input: { sessionId, marks: ids.map((signUpId) => ({ signUpId, attendance })) } },
    { token: by.token },
  );
  return taken;
}
