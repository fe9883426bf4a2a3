/** Families that ask, move and ask again, in crowded places and lonely ones; and what the test alone knows of where they really are. */
import { parentAt, resolutionOf } from '../../../src/place/cell.js';
import { cellOf } from '../../world/cells.js';
import { aRide } from '../../world/families.js';
import { aCoordinator, type TestCoordinator } from '../../world/people.js';
import type { World } from '../../world/world.js';

export type Chance = (below: number) => number;

/** Most live in the first ones; the last are villages. */
const ZIPS = [
  '11226',
  '11226',
  '11226',
  '11201',
  '11215',
  '11215',
  '10001',
  '07302',
  '60614',
  '60614',
  '60622',
  '59001',
  '82190',
  '99740',
];
const SOMETIMES = ['11203', '11225', '60647'];
const FINEST = 7;
const COUNTED = [6, 5, 4, 3, 2];
const DAYS_COUNTED = 90;
const DAYS_SIGNED_IN = 20;

export interface Post {
  readonly family: number;
  readonly day: number;
  /** Resolution 7. */
  readonly from: string;
  readonly published: string;
}

interface Family {
  readonly number: number;
  zip: string;
  code: string | null;
}

export class Town {
  readonly posts: Post[] = [];
  /** Who asked where with a coordinator's word, and when. */
  private readonly asked: { readonly family: number; readonly day: number; readonly cells: ReadonlySet<string> }[] = [];
  private readonly families: readonly Family[];
  private coordinator: TestCoordinator | null = null;

  constructor(
    private readonly world: World,
    size: number,
    private readonly chance: Chance,
  ) {
    this.families = Array.from({ length: size }, (_, number) => ({ number, zip: this.somewhere(), code: null }));
  }

  /** So many of them ask; some moved since they last did. */
  async live(day: number, posts: number): Promise<void> {
    // Nobody stays signed in for as long as the town is watched.
    if (day % DAYS_SIGNED_IN === 0) this.coordinator = await aCoordinator(this.world);
    for (let at = 0; at < posts; at += 1) {
      const family = this.families[this.chance(this.families.length)];
      if (!family) continue;
      if (this.chance(5) === 0) family.zip = this.somewhere();
      await this.ask(family, day);
    }
  }

  /** How many families asked there within the days that count, as far as a coordinator gave its word. */
  familiesIn(cell: string, day: number): number {
    const its = this.asked.filter((one) => one.day > day - DAYS_COUNTED && one.cells.has(cell));
    return new Set(its.map(({ family }) => family)).size;
  }

  /** What was published for the family in that area within 90 days before the post. */
  shownBefore(post: Post): ReadonlySet<string> {
    const parent4 = parentAt(post.from, 4);
    const its = this.posts.filter(
      (one) =>
        one !== post &&
        one.family === post.family &&
        one.day <= post.day &&
        one.day >= post.day - DAYS_COUNTED &&
        parentAt(one.from, 4) === parent4,
    );
    return new Set(its.map(({ published }) => published));
  }

  private async ask(family: Family, day: number): Promise<void> {
    const { coordinator } = this;
    const withWord = coordinator !== null && this.chance(4) > 0;
    const request = await aRide(
      this.world,
      {
        place: { postalCode: { country: 'US', code: family.zip } },
        window: null,
        acceptance: withWord ? 'MY_COORDINATOR' : 'ME',
        ...(family.code && { returnCode: family.code }),
      },
      withWord ? { coordinator } : {},
    );
    family.code ??= request.returnCode;
    const from = cellOf(family.zip, FINEST);
    const { rows } = await this.world.instance.owner.database.query<{ cell: string }>(
      'published cell of a post',
      'SELECT published_cell AS cell FROM request WHERE id = $1',
      [request.requestId],
    );
    this.posts.push({ family: family.number, day, from, published: rows[0]?.cell ?? '' });
    if (withWord) {
      this.asked.push({
        family: family.number,
        day,
        cells: new Set(COUNTED.map((resolution) => parentAt(from, resolution))),
      });
    }
  }

  private somewhere(): string {
    const zips = this.chance(8) === 0 ? SOMETIMES : ZIPS;
    return zips[this.chance(zips.length)] ?? '11226';
  }
}

/** Whether the place lies in the area. */
export function liesIn(cell: string, area: string): boolean {
  return resolutionOf(area) <= resolutionOf(cell) && parentAt(cell, resolutionOf(area)) === area;
}
