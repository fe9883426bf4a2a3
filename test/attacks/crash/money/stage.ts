/** A partner with people of its own: what is locked for one stage is locked for no other, so that calls of many can stop at once. */
import {
  aCoordinator,
  aHome,
  aPartner,
  aPublishableKey,
  type TestCoordinator,
  type TestHome,
} from '../../../world/people.js';
import type { World } from '../../../world/world.js';

/** A home has so many pledges under way at most. */
const PLEDGES_OF_A_HOME = 12;

export class Stage {
  private used = 0;
  private itsHome: TestHome | null = null;

  private constructor(
    private readonly world: World,
    readonly coordinator: TestCoordinator,
    readonly partnerKey: string,
  ) {}

  static async open(world: World): Promise<Stage> {
    const partner = await aPartner(world);
    const { key } = await aPublishableKey(world, { partner });
    return new Stage(world, await aCoordinator(world, partner), key);
  }

  /** One that may still pledge. */
  async home(): Promise<TestHome> {
    if (this.itsHome === null || this.used % PLEDGES_OF_A_HOME === 0) this.itsHome = await this.newHome();
    this.used += 1;
    return this.itsHome;
  }

  newHome(): Promise<TestHome> {
    return aHome(this.world, { vouchedBy: this.coordinator, partnerKey: this.partnerKey });
  }
}
