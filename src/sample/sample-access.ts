/** `sample-access.json` lets a person or a script act as anyone in the sample at once. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstanceParts } from '../platform/instance-parts.js';
import type { Told } from './story.js';
import { SAMPLE_PASSWORD, type SamplePeople } from './story-people.js';

/** Answers the path of the file. */
export async function leaveAccess({ config }: InstanceParts, people: SamplePeople, told: Told): Promise<string> {
  const path = join(config.dataFolder, 'sample-access.json');
  const access = {
    endpoint: `http://localhost:${config.port}/graphql`,
    publishableKey: people.publishableKey,
    secretKey: people.secretKey,
    coordinatorToken: people.coordinator.token,
    homes: people.homes.map(({ name, tier, token, homeId, email }) => ({
      name,
      tier,
      token,
      offerIds: told.offerIds.get(homeId) ?? [],
      email,
    })),
    returnCodes: told.returnCodes,
    coordinators: [people.coordinator, people.otherCoordinator],
    otherPublishableKey: people.otherPublishableKey,
    password: SAMPLE_PASSWORD,
  };
  await writeFile(path, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  return path;
}
