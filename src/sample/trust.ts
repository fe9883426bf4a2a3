/** How the sample's homes hang together: circles that are linked, words that were given, a partner's programs, and who wants to be seen. */
import type { OwnerDatabase } from '../platform/instance-parts.js';
import type { Story } from './story.js';
import { SAMPLE_PASSWORD, type SampleHome } from './story-people.js';
import { streetOf } from './streets.js';

const A_WEEK = 7;

/** The first home stands aside where the explorer's steps begin with it: in the partner's own circle, and on no map. */
export async function homesTogether(story: Story, owner: OwnerDatabase): Promise<void> {
  await linkedCircles(story);
  await newcomerOfTwoHomes(story, owner);
  await programs(story);
}

/** Two circles, linked with the partner's own and with each other; what another partner's circle proposes waits for a yes. */
async function linkedCircles(story: Story): Promise<void> {
  const { coordinator, otherCoordinator } = story.people;
  const own = await ownCircleOf(story, coordinator.token);
  const porches = await circleOf(
    story,
    { name: 'Porches of Flatbush', languages: ['en', 'ht'], membersInvite: true },
    [1, 2],
  );
  const kitchens = await circleOf(story, { name: 'Kitchens of Sunset Park', languages: ['es'] }, [3]);
  // Both sides are this partner's: its word links them.
  await story.as(coordinator.token, 'proposeCircleLink', { circleId: own, otherCircleId: porches });
  await story.as(coordinator.token, 'proposeCircleLink', { circleId: porches, otherCircleId: kitchens });
  const theirs = await ownCircleOf(story, otherCoordinator.token);
  await story.as(otherCoordinator.token, 'proposeCircleLink', { circleId: theirs, otherCircleId: own });
}

async function ownCircleOf(story: Story, token: string): Promise<string> {
  const { circles } = await story.voice.ask<{ circles: { id: string; isOwn: boolean }[] }>(
    '{ circles { id isOwn } }',
    {},
    { token },
  );
  return circles.find(({ isOwn }) => isOwn)?.id ?? '';
}

async function circleOf(story: Story, its: object, members: readonly number[]): Promise<string> {
  const by = { token: story.people.coordinator.token };
  const { circle } = await story.voice.tell<{ circle: { id: string } }>(
    'createCircle',
    its,
    '... on CircleChanged { circle { id } }',
    by,
  );
  const { invitation } = await story.voice.tell<{ invitation: string }>(
    'inviteToCircle',
    { circleId: circle.id, uses: members.length },
    '... on CircleInvitationMade { invitation }',
    by,
  );
  for (const at of members) await story.as(story.home(at).token, 'joinCircle', { invitation });
  return circle.id;
}

/** Two homes that have earned trust say a word for a third, which shows them its code. */
async function newcomerOfTwoHomes(story: Story, owner: OwnerDatabase): Promise<void> {
  const trusted = [story.home(0), story.home(1)];
  for (const home of trusted) {
    await earned(home, story.window(home.zip, 0).from, owner);
    await story.as(story.people.coordinator.token, 'trustHome', { homeId: home.homeId });
  }
  const { session } = await story.voice.tell<{ session: { token: string } }>(
    'registerHome',
    { name: 'The yellow gate', email: 'home13@homes.example', password: SAMPLE_PASSWORD, languages: ['es', 'en'] },
    '... on HomeRegistered { session { token } }',
  );
  const { createVouchCode } = await story.voice.ask<{ createVouchCode: { vouchCode: string } }>(
    'mutation { createVouchCode { ... on VouchCodeCreated { vouchCode } } }',
    {},
    session,
  );
  for (const { token } of trusted) await story.as(token, 'vouchByCode', { code: createVouchCode.vouchCode });
}

/** As if over three weeks families that a coordinator knows had confirmed what this home brought. */
async function earned({ homeId }: SampleHome, today: string, owner: OwnerDatabase): Promise<void> {
  await owner.database.query(
    'sample-earned',
    `INSERT INTO earned_delivery (home_id, intake_digest, confirmed_on)
     SELECT $1, sha256(uuid_send(gen_random_uuid())), $3::date - at * $2::integer FROM generate_series(1, 3) AS at`,
    [homeId, A_WEEK, today],
  );
}

async function programs(story: Story): Promise<void> {
  const { token } = story.people.coordinator;
  const its = {
    languages: ['en', 'es'],
    contactForFamilies: { en: 'By phone, weekdays', es: 'Por teléfono, entre semana' },
  };
  await story.as(token, 'addProgram', { ...its, name: 'Rides to court', kinds: ['RIDE'] });
  await story.as(token, 'addProgram', { ...its, name: 'The full table', kinds: ['GROCERY', 'MONEY'] });
}

/** On the streets on which neighbours are as well. */
export async function homesOnTheMap(story: Story): Promise<void> {
  for (const at of [2, 3]) {
    const { token, zip } = story.home(at);
    await story.as(token, 'showOnMap', { place: { cell: streetOf(zip, at) } });
  }
}
