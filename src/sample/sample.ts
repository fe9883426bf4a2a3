/** The sample neighbourhood: told over the API by people who can be acted as, and filled up with neighbours. */
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InstanceParts } from '../platform/instance-parts.js';
import { RunSweeps } from '../platform/jobs/run-sweeps.js';
import { DataKeys } from '../sealing/data-keys.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { ApiVoice } from './api-voice.js';
import { type BackgroundSize, loadBackground } from './background.js';
import { clearBrokenOff, markLoaded, markLoading } from './loading-mark.js';
import { neighboursCommit, pastMonths } from './past-months.js';
import { leaveAccess } from './sample-access.js';
import { Seeded } from './seeded.js';
import { Story } from './story.js';
import { StoryClock } from './story-clock.js';
import { peopleOf } from './story-people.js';
import { STORY_LASTS_HOURS, tellStory } from './tell-story.js';
import { homesOnTheMap, homesTogether } from './trust.js';

const SEED = 20_170_120;
const MILLISECONDS_AN_HOUR = 3_600_000;
const SAMPLE_SIZE: BackgroundSize = { requests: 240, offers: 180 };

export type CreateApplication = (parts: InstanceParts) => Promise<NestFastifyApplication>;

/** Whether somebody lives here already: then no sample is wanted. What a broken-off loading left does not count. */
export async function isInhabited(parts: InstanceParts): Promise<boolean> {
  if (await clearBrokenOff(parts)) return false;
  const { rows } = await parts.owner.database.query<{ inhabited: boolean }>(
    'sample-inhabited',
    'SELECT EXISTS (SELECT FROM home) OR EXISTS (SELECT FROM request) AS inhabited',
  );
  return rows[0]?.inhabited ?? false;
}

/** The story first, then the neighbours; `sample-access.json` in the data folder lets anybody act as anyone in it. */
export async function loadSample(
  parts: InstanceParts,
  create: CreateApplication,
  say: (line: string) => void,
): Promise<string> {
  const now = parts.clock.now();
  const clock = new StoryClock(new Date(now.getTime() - STORY_LASTS_HOURS * MILLISECONDS_AN_HOUR));
  await markLoading(parts);
  const app = await create({ ...parts, clock });
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const sweeps = app.get(RunSweeps, { strict: false });
    const voice = new ApiVoice(app);
    const people = await peopleOf(app, voice);
    const story = new Story(voice, people, clock, () => sweeps.one('publish-requests', clock.now()));
    await tellStory(story, async (hours) => {
      clock.pass(hours);
      await sweeps.all(clock.now());
    });
    clock.catchUp(now);
    await homesTogether(story, parts.owner);
    await homesOnTheMap(story);
    await fill(app, parts, SAMPLE_SIZE, say);
    await neighboursCommit(app, parts);
    await pastMonths(app, parts, new Seeded(SEED));
    // Published places and public counts are taken anew, with the neighbours in them.
    await parts.owner.database.query('forget-sample-snapshots', 'DELETE FROM snapshot');
    await sweeps.all(clock.now());
    const path = await leaveAccess(parts, people, story.told());
    await markLoaded(parts);
    return path;
  } finally {
    await app.close();
  }
}

/** More neighbours, as many as are asked for. The host partner needs a coordinator before. */
export async function fill(
  app: INestApplicationContext,
  parts: InstanceParts,
  size: BackgroundSize,
  say: (line: string) => void,
): Promise<void> {
  const now = parts.clock.now();
  await loadBackground(size, {
    owner: parts.owner,
    dataKeys: app.get(DataKeys, { strict: false }),
    texts: app.get(ListingTexts, { strict: false }),
    chance: new Seeded(SEED + size.requests + size.offers),
    now,
    leastFamilies: parts.config.leastFamilies,
    say,
  });
}
