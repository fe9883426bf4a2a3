/** What the sample's partner trains homes in, and the campaign that it takes part in: one date of each, and two homes that come. */
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { Story } from './story.js';

const ZIP = '11226';
const IN_DAYS = { PAST: 3, SESSION: 9, ACTION: 16 } as const;

/** An evening that was: two homes came, and their members hold certificates. Gives the session, whose attendance is taken later. */
export function eveningThatWas(story: Story): Promise<string> {
  const training = {
    topic: 'KNOW_YOUR_RIGHTS',
    title: 'Our rights at the door',
    description: 'What a warrant looks like, and what nobody has to answer.',
  } as const;
  return aSession(story, training, { inDays: IN_DAYS.PAST, capacity: 12 }, [1, 3]);
}

export async function attendanceIsTaken(story: Story, sessionId: string): Promise<void> {
  const coordinator = { token: story.people.coordinator.token };
  const { participants } = await story.voice.ask<{ participants: { edges: { node: { signUpId: string } }[] } }>(
    'query ($id: ID!) { participants(gatheringId: $id, first: 50) { edges { node { signUpId } } } }',
    { id: sessionId },
    coordinator,
  );
  const marks = participants.edges.map(({ node }) => ({ signUpId: node.signUpId, attendance: 'ATTENDED' }));
  await story.as(coordinator.token, 'takeAttendance', { sessionId, marks });
}

export async function trainingAndAction(story: Story): Promise<void> {
  const training = {
    topic: 'RAPID_RESPONSE',
    title: 'When somebody knocks: a first evening',
    description: 'What to say, what to write down, whom to call. Children are welcome.',
  } as const;
  await aSession(story, training, { inDays: IN_DAYS.SESSION, capacity: 24 }, [0, 2]);
  const coordinator = { token: story.people.coordinator.token };
  const { campaign } = await story.voice.tell<{ campaign: { id: string } }>(
    'createCampaign',
    {
      title: 'Fair pay in every kitchen',
      summary: 'Letters and visits, until the people who work in our homes are paid as the law says.',
      languages: ['en', 'es'],
      ledBy: 'A committee of domestic workers',
      beginsOn: story.window(ZIP, 0).from,
    },
    '... on CampaignCreated { campaign { id } }',
    coordinator,
  );
  await story.voice.tell(
    'planAction',
    { campaignId: campaign.id, title: 'Letters, all afternoon', ...at(story, IN_DAYS.ACTION, '14:00') },
    '__typename',
    coordinator,
  );
}

/** A training and one date of it, to which these homes come. Gives the session. */
async function aSession(
  story: Story,
  training: { readonly topic: TrainingTopic; readonly title: string; readonly description: string },
  { inDays, capacity }: { readonly inDays: number; readonly capacity: number },
  comes: readonly number[],
): Promise<string> {
  const coordinator = { token: story.people.coordinator.token };
  const { training: listed } = await story.voice.tell<{ training: { id: string } }>(
    'createTraining',
    { ...training, languages: ['en', 'es'], certificateDays: 365 },
    '... on TrainingCreated { training { id } }',
    coordinator,
  );
  const { session } = await story.voice.tell<{ session: { id: string } }>(
    'scheduleSession',
    { trainingId: listed.id, ...at(story, inDays, '18:30'), capacity },
    '... on SessionChanged { session { id } }',
    coordinator,
  );
  for (const home of comes) await story.as(story.home(home).token, 'signUpForSession', { sessionId: session.id });
  return session.id;
}

function at(story: Story, inDays: number, time: string) {
  return {
    starts: { date: story.window(ZIP, inDays).from, time, timeZone: 'America/New_York' },
    minutes: 120,
    mode: 'IN_PERSON',
    place: { postalCode: { country: 'US', code: ZIP } },
    exactPlace: { address: 'The parish hall, side door', howToJoin: 'Ask for the yellow umbrella.' },
  };
}
