/** Homes in one hand that look at everything they may, claim what they can, and write down every word that they are answered. */
import { claimRequest, move, openHandoff } from '../../world/claims.js';
import { aGrocery, comeBack, type TestRequest, windowIn } from '../../world/families.js';
import { aGroceryOffer } from '../../world/offers.js';
import { aCoordinator, aVouchedHome, type TestHome } from '../../world/people.js';
import type { World } from '../../world/world.js';
import type { Chance } from './town.js';

const REQUEST = `id alias summary urgency expiresOn postedOn timeZone area { cell label resolution } languages accessNeeds
  window { from until } lines { label note quantity } occurrences { id window { from until } }`;
const ZIPS = ['11226', '11201', '60614', '59001'];

interface Asking {
  readonly request: TestRequest;
  /** Words that stand in its handoff and nowhere else. */
  readonly door: string;
}

export class Informants {
  readonly homes: TestHome[] = [];
  readonly heard: string[] = [];
  /** Of all families that asked. */
  readonly doors: string[] = [];
  /** Of those that said yes to one of the homes. */
  readonly accepted = new Set<string>();
  readonly ownCells = new Set<string>();
  private readonly claims: { readonly home: TestHome; readonly claimId: string }[] = [];

  constructor(
    private readonly world: World,
    private readonly chance: Chance,
  ) {}

  /** Spread over the map, with offers that reach as little as an offer can: who is suggested tells where it is. */
  async settle(homes: number): Promise<void> {
    const deceived = await aCoordinator(this.world);
    for (let at = 0; at < homes; at += 1) {
      const home = await aVouchedHome(this.world, { vouchedBy: deceived });
      this.homes.push(home);
      const place = { postalCode: { country: 'US', code: ZIPS[at % ZIPS.length] } };
      await aGroceryOffer(this.world, home, { place, runs: 40, reachKm: 1 });
    }
  }

  /** A day: families ask, the homes look and claim, some families say yes, and the homes try every door that they ever claimed. */
  async spend(families: number): Promise<void> {
    const asking: Asking[] = [];
    for (let at = 0; at < families; at += 1) asking.push(await this.someoneAsks());
    for (const home of this.homes) await this.lookAround(home);
    for (const { request, door } of asking) await this.claim(request, door);
    for (const { home, claimId } of this.claims) this.hear(await openHandoff(this.world, home, claimId));
    for (const home of this.homes.slice(0, 3)) await this.lookAround(home);
  }

  private async someoneAsks(): Promise<Asking> {
    const door = `Door ${this.doors.length} of ${this.chance(1_000_000_000)}`;
    this.doors.push(door);
    const request = await aGrocery(this.world, {
      place: { postalCode: { country: 'US', code: ZIPS[this.chance(ZIPS.length)] } },
      window: windowIn(this.world, 1),
      handoff: { contactMethod: 'SIGNAL', contact: `${door} 555`, place: door, instructions: `Behind the ${door}` },
    });
    return { request, door };
  }

  private async lookAround(home: TestHome): Promise<void> {
    const page = await this.ask<{ requests: { edges: { node: { id: string } }[] } } | null>(
      home,
      `{ requests(first: 50) { edges { node { ${REQUEST} } } } offers(first: 50) { edges { node { id } } }
         claims { id status leaseEndsAt request { ${REQUEST} } } notices(first: 50) { edges { node { code subjectId } } } }`,
    );
    const ids = page?.requests?.edges.map(({ node }) => node.id) ?? [];
    for (const id of ids.slice(0, 3))
      await this.ask(home, `query ($id: ID!) { request(id: $id) { ${REQUEST} } }`, { id });
    const own = await this.world.instance.owner.database.query<{ id: string; cell: string }>(
      'offers of an informant',
      'SELECT id, cell FROM offer WHERE home_id = $1 AND NOT made_for_claim',
      [home.homeId],
    );
    for (const { id, cell } of own.rows) {
      this.ownCells.add(cell);
      await this.ask(
        home,
        `query ($offerId: ID!) { suggestedRequests(offerId: $offerId, first: 50) { rank reasons { code } request { ${REQUEST} } } }`,
        { offerId: id },
      );
    }
  }

  /** One of them claims it; half of the families say yes, the others no or nothing. */
  private async claim({ requestId, returnCode }: TestRequest, door: string): Promise<void> {
    const home = this.homes[this.chance(this.homes.length)];
    if (!home) return;
    const placed = await claimRequest(this.world, home, requestId);
    this.hear(placed);
    const claimId = placed.claim?.id;
    if (claimId === undefined) return;
    this.claims.push({ home, claimId });
    this.hear(await openHandoff(this.world, home, claimId));
    const family = { token: await comeBack(this.world, returnCode) };
    const answer = this.chance(2) === 0 ? 'acceptClaim' : 'declineClaim';
    const moved = await move(this.world, answer, family, claimId);
    if (answer !== 'acceptClaim' || moved.code !== undefined) return;
    this.accepted.add(door);
    this.hear(await openHandoff(this.world, home, claimId));
  }

  /** Whatever comes back, errors as well. */
  private async ask<T>(home: TestHome, document: string, variables: Record<string, unknown> = {}): Promise<T> {
    const answer = await this.world.call<T>(document, variables, { token: home.token });
    this.hear(answer.data);
    this.hear(answer.errors);
    return answer.data;
  }

  private hear(said: unknown): void {
    this.heard.push(JSON.stringify(said));
  }
}
