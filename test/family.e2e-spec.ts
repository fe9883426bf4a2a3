/** A family's story: it asks without an account, comes back with its words, and looks after what it asked for. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aRide, aGrocery, aMoneyRequest, aTimeRequest } from './world/families.js';
import { World } from './world/world.js';

describe('a family', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(async () => {
    await world.close();
  });

  it('posts', async () => {
    console.log(await aRide(world), await aGrocery(world), await aMoneyRequest(world), await aTimeRequest(world));
    console.log(world.logLines.join(''));
  });
});
